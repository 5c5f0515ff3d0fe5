import { expect, test } from 'vitest';
import { requestContext } from '../../policy/context.ts';
import { decide } from '../../policy/evaluate.ts';
import { policy, requestOf } from './notation.ts';

const unknown = requestContext({}, 'unknown');
const plain = requestOf({ when: '', is: '' });

/** `many(3, f)` is f(0), f(1), f(2). */
function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

// Each of these took minutes, or memory without end, were any step of it quadratic in the wrong place or worse.
const policies: readonly [when: string, line: string, decision: string][] = [
  [
    'a condition of 5,000 values',
    `allow * on * if StringEquals aws:SourceVpc ${many(5000, (n) => `v${n}`).join(',')}`,
    'conditional',
  ],
  [
    'lists of 300 values against each other',
    `allow * on * if ForAllValues:StringLike x:k ${many(300, (n) => `v${n}*`).join(',')} & ForAnyValue:StringNotLike x:k ${many(300, (n) => `v${n}`).join(',')}`,
    'conditional',
  ],
  [
    '200 denials of two conditions',
    `allow * on *; ${many(200, (n) => `deny * on * if StringEquals x:a${n} 1 & StringEquals x:b${n} 2`).join('; ')}`,
    'conditional',
  ],
  [
    '300 grants under conditions',
    many(300, (n) => `allow * on * if StringEquals x:a${n} 1 & StringEquals x:b${n} 2`).join('; '),
    'conditional',
  ],
  ['a pattern of 500 stars', `allow s3:* on b/${'*a'.repeat(500)}`, 'implicitly-denied'],
];

test.each(policies)('%s is answered', (_when, line, decision) => {
  expect(decide({ ...plain, context: unknown, identityPolicies: [policy(line)] }).decision).toBe(decision);
});

test('a key of the prototype is no key', () => {
  const request = { ...plain, identityPolicies: [policy('allow * on * if StringLike constructor:x *')] };
  expect(
    decide({ ...request, context: requestContext(JSON.parse('{"__proto__":"x"}') as Record<string, string>, 'absent') })
      .decision,
  ).toBe('implicitly-denied');
});
