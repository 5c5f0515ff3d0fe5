import { addressOperators } from './addresses.ts';
import { arnOperators } from './arns.ts';
import { binaryOperators } from './binary.ts';
import { dateOperators } from './dates.ts';
import { numericOperators } from './numbers.ts';
import type { Operator } from './operator.ts';
import { stringOperators } from './strings.ts';
import { boolOperators } from './truth.ts';

/** Every operator by its name in lower case, but Null, which asks for no value. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  [
    ...stringOperators,
    ...numericOperators,
    ...dateOperators,
    ...boolOperators,
    ...binaryOperators,
    ...addressOperators,
    ...arnOperators,
  ].map((operator) => [operator.name.toLowerCase(), operator]),
);
