import { neverFits, type Operator } from './operator.ts';

/** Bool; there is no negated form. */
export const boolOperators: readonly Operator[] = [
  {
    name: 'Bool',
    negated: false,
    values: 'plain',
    opposite: undefined,
    prepare(value) {
      const wanted = value.toLowerCase();
      return wanted === 'true' || wanted === 'false' ? (actual) => actual.toLowerCase() === wanted : neverFits;
    },
  },
];
