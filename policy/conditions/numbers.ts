import { comparisons, type Operator } from './operator.ts';

/** Numeric operators, on decimal integers and fractions. */
export const numericOperators: readonly Operator[] = comparisons('Numeric', numberOf);

/** The number that a value says, or undefined. */
export function numberOf(text: string): number | undefined {
  return /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : undefined;
}
