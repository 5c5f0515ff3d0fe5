import { matcherOf, matches } from '../pattern.ts';
import { twins, type Operator } from './operator.ts';

/** String operators; StringLike alone knows wildcards. */
export const stringOperators: readonly Operator[] = [
  ...twins('StringEquals', 'StringNotEquals', 'text', (value) => (actual) => actual === value),
  ...twins('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'text', (value) => {
    const wanted = value.toLowerCase();
    return (actual) => actual.toLowerCase() === wanted;
  }),
  ...twins('StringLike', 'StringNotLike', 'glob', (glob) => {
    const matcher = matcherOf(glob);
    return (actual) => matches(matcher, actual);
  }),
];
