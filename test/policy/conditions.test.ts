import { expect, test } from 'vitest';
import { compileCondition, meets } from '../../policy/conditions/condition.ts';
import { operators } from '../../policy/conditions/registry.ts';
import { requestContext } from '../../policy/context.ts';
import { decide } from '../../policy/evaluate.ts';
import { policy, requestOf, who } from './notation.ts';
import { arnText } from '../../policy/arn.ts';

/** Operator, the policy's values parted by `|`, the request's values (`-` absent, `|` parts several), met or not. */
type Case = readonly [operator: string, wanted: string, actual: string, met: boolean];

const page = 'IAM User Guide: Condition operators (reference_policies_elements_condition_operators.html)';

const cases: Readonly<Record<string, readonly Case[]>> = {
  [`${page}#Conditions_String`]: [
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a', 'ab', false],
    ['StringEquals', 'a|b', 'b', true],
    ['StringEquals', 'a|b', 'c', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'a*', 'a*', true],
    ['StringEquals', 'a', '-', false],
    ['StringEquals', '', '', true],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', 'a', 'a', false],
    ['StringNotEquals', 'a', 'A', true],
    ['StringNotEquals', 'a|b', 'b', false],
    ['StringNotEquals', 'a|b', 'c', true],
    ['StringNotEquals', 'a', '-', true],
    ['StringEqualsIgnoreCase', 'ABC', 'abc', true],
    ['StringEqualsIgnoreCase', 'ABC', 'abd', false],
    ['StringEqualsIgnoreCase', 'a*', 'ab', false],
    ['StringEqualsIgnoreCase', 'a', '-', false],
    ['StringNotEqualsIgnoreCase', 'ABC', 'abc', false],
    ['StringNotEqualsIgnoreCase', 'ABC', 'abd', true],
    ['StringNotEqualsIgnoreCase', 'a', '-', true],
    ['StringLike', 'a*', 'abc', true],
    ['StringLike', 'a*', 'a', true],
    ['StringLike', 'a*', 'ba', false],
    ['StringLike', '*a', 'ba', true],
    ['StringLike', 'a?', 'ab', true],
    ['StringLike', 'a?', 'a', false],
    ['StringLike', 'A*', 'abc', false],
    ['StringLike', '*', '', true],
    ['StringLike', '*', '-', false],
    ['StringLike', 'a*|b*', 'bx', true],
    ['StringLike', 'repo:acme/*:ref:refs/heads/main', 'repo:acme/x:y:ref:refs/heads/main', true],
    ['StringLike', 'a.c', 'abc', false],
    ['StringNotLike', 'a*', 'abc', false],
    ['StringNotLike', 'a*', 'bc', true],
    ['StringNotLike', 'a*', '-', true],
    ['StringNotLike', 'a*|b*', 'bc', false],
  ],
  [`${page}#Conditions_Numeric`]: [
    ['NumericEquals', '10', '10', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', '10', '11', false],
    ['NumericEquals', '10|11', '11', true],
    ['NumericEquals', '10', 'ten', false],
    ['NumericEquals', 'ten', 'ten', false],
    ['NumericEquals', '10', '-', false],
    ['NumericNotEquals', '10', '11', true],
    ['NumericNotEquals', '10', '10', false],
    ['NumericNotEquals', '10', '-', true],
    ['NumericNotEquals', '10', 'ten', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThan', '10', '-5', true],
    ['NumericLessThan', '10', '9.99', true],
    ['NumericLessThan', '10', '-', false],
    ['NumericLessThan', '10', '', false],
    ['NumericLessThan', '9', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericLessThanEquals', '10', '11', false],
    ['NumericGreaterThan', '10', '11', true],
    ['NumericGreaterThan', '10', '10', false],
    ['NumericGreaterThan', '10', '9', false],
    ['NumericGreaterThan', '9', '10', true],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericGreaterThanEquals', '10', '9', false],
  ],
  [`${page}#Conditions_Date`]: [
    ['DateEquals', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z', true],
    ['DateEquals', '2026-01-02T03:04:05Z', '1767323045', true],
    ['DateEquals', '1767323045', '2026-01-02T03:04:05Z', true],
    ['DateEquals', '2026-01-02T03:04:05Z', '2026-01-02T04:04:05+01:00', true],
    ['DateEquals', '2026-01-02', '2026-01-02T00:00:00Z', true],
    ['DateEquals', '2026-01-02T03:04:05Z', '2026-01-02T03:04:06Z', false],
    ['DateEquals', 'someday', 'someday', false],
    ['DateNotEquals', '2026-01-02T03:04:05Z', '2026-01-02T03:04:06Z', true],
    ['DateNotEquals', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z', false],
    ['DateNotEquals', '2026-01-02T03:04:05Z', '-', true],
    ['DateLessThan', '2026-01-02T00:00:00Z', '2026-01-01T23:59:59Z', true],
    ['DateLessThan', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', false],
    ['DateLessThan', '2026-01-02T00:00:00Z', '-', false],
    ['DateLessThanEquals', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', true],
    ['DateLessThanEquals', '2026-01-02T00:00:00Z', '2026-01-02T00:00:01Z', false],
    ['DateGreaterThan', '2026-01-02T00:00:00Z', '2026-01-02T00:00:01Z', true],
    ['DateGreaterThan', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00.500Z', true],
    ['DateGreaterThan', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', false],
    ['DateGreaterThanEquals', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', true],
    ['DateGreaterThanEquals', '2026-01-02T00:00:00Z', '1500000000', false],
  ],
  [`${page}#Conditions_Boolean`]: [
    ['Bool', 'true', 'true', true],
    ['Bool', 'true', 'false', false],
    ['Bool', 'false', 'false', true],
    ['Bool', 'true', 'True', true],
    ['Bool', 'true', '1', false],
    ['Bool', 'true', '-', false],
    ['Bool', 'false', '-', false],
    ['BoolIfExists', 'true', '-', true],
    ['BoolIfExists', 'false', '-', true],
    ['BoolIfExists', 'true', 'false', false],
    ['BoolIfExists', 'true', 'true', true],
  ],
  [`${page}#Conditions_BinaryEquals`]: [
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
    ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ6', false],
    ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', false],
    ['BinaryEquals', 'not base 64', 'not base 64', false],
    ['BinaryEquals', 'QmluYXJ5', '-', false],
    ['BinaryEqualsIfExists', 'QmluYXJ5', '-', true],
  ],
  [`${page}#Conditions_IPAddress`]: [
    ['IpAddress', '203.0.113.0/24', '203.0.113.7', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.7', false],
    ['IpAddress', '203.0.113.9/24', '203.0.113.7', true],
    ['IpAddress', '203.0.113.7', '203.0.113.7', true],
    ['IpAddress', '203.0.113.7', '203.0.113.8', false],
    ['IpAddress', '203.0.113.7/32', '203.0.113.7', true],
    ['IpAddress', '0.0.0.0/0', '198.51.100.1', true],
    ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
    ['IpAddress', '10.0.0.0/8|192.168.0.0/16', '192.168.3.4', true],
    ['IpAddress', '10.0.0.0/33', '10.0.0.1', false],
    ['IpAddress', '10.0.0.256/8', '10.0.0.1', false],
    ['IpAddress', '10.0.0.0/8', 'ten', false],
    ['IpAddress', '10.0.0.0/8', '-', false],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:9::1', true],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', false],
    ['IpAddress', '2001:db8::1', '2001:0db8:0:0:0:0:0:1', true],
    ['IpAddress', '::/0', '10.0.0.1', false],
    ['IpAddress', '::ffff:10.0.0.0/104', '::ffff:10.1.2.3', true],
    ['IpAddress', '2001:db8:::1', '2001:db8::1', false],
    ['NotIpAddress', '10.0.0.0/8', '11.0.0.1', true],
    ['NotIpAddress', '10.0.0.0/8', '10.0.0.1', false],
    ['NotIpAddress', '10.0.0.0/8', '-', true],
    ['NotIpAddress', '10.0.0.0/8|11.0.0.0/8', '11.0.0.1', false],
    ['NotIpAddress', '10.0.0.0/8', '2001:db8::1', true],
  ],
  [`${page}#Conditions_ARN`]: [
    ['ArnEquals', 'arn:aws:sns:eu-west-1:111111111111:t', 'arn:aws:sns:eu-west-1:111111111111:t', true],
    ['ArnEquals', 'arn:aws:sns:eu-west-1:111111111111:t', 'arn:aws:sns:eu-west-1:111111111111:u', false],
    ['ArnEquals', 'arn:aws:sns:*:111111111111:t*', 'arn:aws:sns:eu-west-1:111111111111:tt', true],
    ['ArnLike', 'arn:aws:sns:*:111111111111:t', 'arn:aws:sns:eu-west-1:111111111111:t', true],
    ['ArnLike', 'arn:aws:sns:*:111111111111:t', 'arn:aws:sns:eu-west-1:222222222222:t', false],
    ['ArnLike', 'arn:aws:sns:?u-west-1:*:t', 'arn:aws:sns:eu-west-1:1:t', true],
    ['ArnLike', 'arn:aws:iam::*:role/x', 'arn:aws:iam::1:user:role/x', false],
    ['ArnLike', 'arn:aws:iam::111111111111:role/*', 'arn:aws:iam::111111111111:role/a/b', true],
    ['ArnLike', 'arn:aws:iam::111111111111:role/*', 'arn:aws:iam::111111111111:user/a', false],
    ['ArnLike', 'arn:aws:iam::111111111111:role/x', 'arn:aws:iam::111111111111:role/X', false],
    ['ArnLike', 'arn:aws:iam::111111111111:role/x', '-', false],
    ['ArnLike', '*', 'arn:aws:iam::111111111111:role/x', true],
    ['ArnLike', 'arn:aws:sns:*', 'arn:aws:sns:eu-west-1:111111111111:t', false],
    ['ArnLike', 'arn:aws:sns:*:t', 'arn:aws:sns:eu-west-1:111111111111:t', false],
    ['ArnNotLike', 'arn:aws:sns:*:t', 'arn:aws:sns:eu-west-1:111111111111:t', true],
    [
      'ArnLike',
      'arn:aws:x:*:111111111111:finance/*',
      'arn:aws:x:us-east-2:999999999999:store/abc:111111111111:finance/d',
      false,
    ],
    ['ArnNotEquals', 'arn:aws:iam::*:role/x', 'arn:aws:iam::1:role/x', false],
    ['ArnNotLike', 'arn:aws:iam::*:role/x', 'arn:aws:iam::1:role/y', true],
    ['ArnNotLike', 'arn:aws:iam::*:role/x', 'arn:aws:iam::1:role/x', false],
    ['ArnNotLike', 'arn:aws:iam::*:role/x', '-', true],
    ['ArnLikeIfExists', 'arn:aws:iam::*:role/x', '-', true],
  ],
  [`${page}#Conditions_IfExists`]: [
    ['StringEqualsIfExists', 'a', '-', true],
    ['StringEqualsIfExists', 'a', 'a', true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['StringNotEqualsIfExists', 'a', '-', true],
    ['StringNotEqualsIfExists', 'a', 'a', false],
    ['StringLikeIfExists', 'a*', 'b', false],
    ['NumericLessThanIfExists', '10', '-', true],
    ['NumericLessThanIfExists', '10', '11', false],
    ['DateLessThanIfExists', '2026-01-01T00:00:00Z', '-', true],
    ['IpAddressIfExists', '10.0.0.0/8', '-', true],
    ['IpAddressIfExists', '10.0.0.0/8', '11.0.0.1', false],
    ['NotIpAddressIfExists', '10.0.0.0/8', '10.0.0.1', false],
    ['NotIpAddressIfExists', '10.0.0.0/8', '-', true],
  ],
  [`${page}#Conditions_Null`]: [
    ['Null', 'true', '-', true],
    ['Null', 'true', 'a', false],
    ['Null', 'false', '-', false],
    ['Null', 'false', 'a', true],
    ['Null', 'false', '', false],
    ['Null', 'maybe', '-', false],
    ['Null', 'true|false', 'a', true],
  ],
  'IAM User Guide: Set operators (reference_policies_condition-single-vs-multi-valued-context-keys.html)': [
    ['ForAllValues:StringEquals', 'a|b', 'a', true],
    ['ForAllValues:StringEquals', 'a|b', 'a|b', true],
    ['ForAllValues:StringEquals', 'a|b', 'a|c', false],
    ['ForAllValues:StringEquals', 'a|b', '-', true],
    ['ForAllValues:StringEquals', 'a|b', '', true],
    ['ForAllValues:StringLike', 'a*', 'ab|ac', true],
    ['ForAllValues:StringLike', 'a*', 'ab|bc', false],
    ['ForAllValues:StringNotEquals', 'a|b', 'c|d', true],
    ['ForAllValues:StringNotEquals', 'a|b', 'a|d', false],
    ['ForAllValues:StringNotEquals', 'a', '-', true],
    ['ForAllValues:ArnLike', 'arn:aws:sns:*:*:t', 'arn:aws:sns:eu-west-1:1:t', true],
    ['ForAllValues:StringEqualsIfExists', 'a', '-', true],
    ['ForAllValues:StringEqualsIfExists', 'a', 'b', false],
    ['ForAnyValue:StringEquals', 'a|b', 'a|c', true],
    ['ForAnyValue:StringEquals', 'a|b', 'c|d', false],
    ['ForAnyValue:StringEquals', 'a|b', '-', false],
    ['ForAnyValue:StringEquals', 'a', '', false],
    ['ForAnyValue:StringNotEquals', 'a', 'a|b', true],
    ['ForAnyValue:StringNotEquals', 'a', 'a', false],
    ['ForAnyValue:StringNotEquals', 'a|b', 'a|b', false],
    ['ForAnyValue:StringNotEquals', 'a', '-', false],
    ['ForAnyValue:StringLike', 'o-1/*/ou-2/*', 'o-1/r-1/ou-2/', true],
    ['ForAnyValue:StringLike', 'o-1/*/ou-2/*', 'o-1/r-1/ou-3/', false],
    ['ForAnyValue:StringEqualsIfExists', 'a', '-', true],
    ['ForAnyValue:IpAddress', '10.0.0.0/8', '11.0.0.1|10.0.0.1', true],
    ['StringEquals', 'a', 'b|a', true],
    ['StringNotEquals', 'a', 'b|a', false],
  ],
};

const rows = Object.entries(cases).flatMap(([from, list]) =>
  list.map(([operator, wanted, actual, met]) => ({ from, operator, wanted, actual, met })),
);

test.each(rows)('$from: $operator [$wanted] on [$actual]: $met', ({ operator, wanted, actual, met }) => {
  const given: Record<string, string[]> = actual === '-' ? {} : { 'x:Key': actual.split('|') };
  const condition = compileCondition({ operator, key: 'x:key', values: wanted.split('|') }, true);
  const scope = {
    context: requestContext(given, 'absent'),
    principal: who('ci'),
    resource: arnText('*'),
    resourceAccount: undefined,
  };
  expect(meets(condition, scope)).toBe(met ? 'met' : 'not-met');
});

test.each(rows)('as a denial: $operator [$wanted] on [$actual]: $met', ({ operator, wanted, actual, met }) => {
  const given = actual === '-' ? {} : { 'x:Key': actual.split('|') };
  const line = `allow * on *; deny * on * if ${operator} x:key ${wanted.replaceAll('|', ',')}`;
  const request = { ...requestOf({ when: '', is: '', with: given }), identityPolicies: [policy(line)] };
  expect(decide(request).decision).toBe(met ? 'explicitly-denied' : 'allowed');
});

test.each(rows)(
  'a context known as complete settles what an unknown one leaves open: $operator [$wanted] on [$actual]',
  (row) => {
    const given = row.actual === '-' ? {} : { 'x:Key': row.actual.split('|') };
    const line = `allow * on * if ${row.operator} x:key ${row.wanted.replaceAll('|', ',')}`;
    const request = { ...requestOf({ when: '', is: '' }), identityPolicies: [policy(line)] };
    const open = decide({ ...request, context: requestContext({}, 'unknown') }).decision;
    const settled = decide({ ...request, context: requestContext(given, 'absent') }).decision;
    if (open === 'allowed') expect(settled).toBe('allowed');
    if (open === 'implicitly-denied') expect(settled).toBe('implicitly-denied');
    expect(['allowed', 'conditional', 'implicitly-denied']).toContain(open);
  },
);

test('every operator is in the tables', () => {
  const tried = new Set(rows.map(({ operator }) => operator));
  expect([...operators.values()].map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
});
