/** Whether one policy value fits one value of the request. */
export type ValueTest = (actual: string) => boolean;

/**
 * One condition operator, without qualifier and suffix.
 *
 * Negated operators hold the same tests as their positive twin; the runner turns the answer round.
 */
export interface Operator {
  /** As AWS writes it. */
  readonly name: string;
  /** Met where no value fits, and where the key is absent. */
  readonly negated: boolean;
  /** `text` and `glob` values may hold policy variables; in `glob` values `*` and `?` are wildcards. */
  readonly values: 'text' | 'glob' | 'plain';
  /** Prepares one policy value (already a glob where `values` says so); a value that says nothing never fits. */
  readonly prepare: (value: string) => ValueTest;
  /** The operator that holds exactly where this one does not, for a key that is present with one value. */
  readonly opposite: string | undefined;
}

/** A value that can never fit. */
export const neverFits: ValueTest = () => false;

/** An operator and its negation. */
export function twins(
  name: string,
  negation: string,
  values: Operator['values'],
  prepare: Operator['prepare'],
): Operator[] {
  return [
    { name, negated: false, values, prepare, opposite: negation },
    { name: negation, negated: true, values, prepare, opposite: name },
  ];
}

/** The six comparisons of a type whose values are numbers. */
export function comparisons(type: string, parse: (text: string) => number | undefined): Operator[] {
  const ordered = (suffix: string, opposite: string, holds: (actual: number, wanted: number) => boolean): Operator => ({
    name: `${type}${suffix}`,
    negated: false,
    values: 'plain',
    opposite: `${type}${opposite}`,
    prepare: comparison(parse, holds),
  });
  return [
    ...twins(
      `${type}Equals`,
      `${type}NotEquals`,
      'plain',
      comparison(parse, (actual, wanted) => actual === wanted),
    ),
    ordered('LessThan', 'GreaterThanEquals', (actual, wanted) => actual < wanted),
    ordered('LessThanEquals', 'GreaterThan', (actual, wanted) => actual <= wanted),
    ordered('GreaterThan', 'LessThanEquals', (actual, wanted) => actual > wanted),
    ordered('GreaterThanEquals', 'LessThan', (actual, wanted) => actual >= wanted),
  ];
}

function comparison(
  parse: (text: string) => number | undefined,
  holds: (actual: number, wanted: number) => boolean,
): Operator['prepare'] {
  return (value) => {
    const wanted = parse(value);
    if (wanted === undefined) return neverFits;
    return (text) => {
      const actual = parse(text);
      return actual !== undefined && holds(actual, wanted);
    };
  };
}
