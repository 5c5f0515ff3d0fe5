import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { arnPatternOf, arnText, matchesArn } from '../../policy/arn.ts';
import { globOf, literalPrefix, matcherOf, matches, matchesGlob } from '../../policy/pattern.ts';

/** Only for these tests: what a glob means, said as a regular expression over a tiny alphabet. */
function twin(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll('*', '[\\s\\S]*').replaceAll('?', '[\\s\\S]')}$`);
}

const patterns = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 9 });
const texts = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 12 });

test('a glob matches what the equal regular expression matches', () => {
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(matchesGlob(globOf(pattern), text)).toBe(twin(pattern).test(text));
    }),
    { numRuns: 5000 },
  );
});

test('a prepared glob matches what the plain one does, inside a longer text too', () => {
  fc.assert(
    fc.property(patterns, texts, texts, (pattern, before, text) => {
      const glob = globOf(pattern);
      expect(matches(matcherOf(glob), before + text, before.length)).toBe(matchesGlob(glob, text));
    }),
  );
});

test('whatever matches begins with the literal prefix', () => {
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      const glob = globOf(pattern);
      fc.pre(matchesGlob(glob, text));
      expect(text.startsWith(literalPrefix(glob))).toBe(true);
    }),
  );
});

test('a pattern of a thousand stars is answered', () => {
  expect(matchesGlob(globOf('a*'.repeat(1000) + 'b'), 'a'.repeat(6144))).toBe(false);
  expect(matchesGlob(globOf('*a?'.repeat(1000)), 'a'.repeat(6144))).toBe(true);
});

const arns: readonly [pattern: string, text: string, covered: boolean][] = [
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k', true],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
  ['arn:aws:s3:::b*', 'arn:aws:s3:::b/k:1', true],
  ['arn:aws:s3:::B/*', 'arn:aws:s3:::b/k', false],
  ['arn:aws:iam::*:role/x', 'arn:aws:iam::111111111111:role/x', true],
  ['arn:aws:iam::*:role/x', 'arn:aws:iam::111111111111:user:role/x', false],
  ['arn:aws:sqs:*:111111111111:q', 'arn:aws:sqs:eu-west-1:111111111111:q', true],
  ['arn:aws:sqs:us-*:111111111111:q', 'arn:aws:sqs:eu-west-1:111111111111:q', false],
  ['arn:aws:lambda:*:*:function:f', 'arn:aws:lambda:eu-west-1:111111111111:function:f', true],
  ['arn:aws:lambda:*:*:function:f', 'arn:aws:lambda:eu-west-1:111111111111:function:f:1', false],
  ['arn:aws:lambda:*:*:function:f*', 'arn:aws:lambda:eu-west-1:111111111111:function:f:1', true],
  ['arn:aws:sqs:*', 'arn:aws:sqs:eu-west-1:111111111111:q', true],
  ['arn:aws:sqs:*', 'arn:aws:sns:eu-west-1:111111111111:q', false],
  ['arn:aws:s3:::b?', 'arn:aws:s3:::bc', true],
  ['arn:aws:s3:::b?', 'arn:aws:s3:::b', false],
  ['*', '*', true],
  ['arn:aws:s3:::*', '*', false],
];

test.each(arns)('%s over %s: %s', (pattern, text, covered) => {
  expect(matchesArn(arnPatternOf(pattern), arnText(text))).toBe(covered);
});
