import { expect, test } from 'vitest';
import { groupBy } from '../../model/group-by.ts';
import { accountOf, arnName, parseArn } from '../../model/arn.ts';
import { canonicalJson } from '../../model/json.ts';
import { nodeKind, nodeKinds, nodeKindOfType } from '../../model/node-kinds.ts';
import { owaspNhi } from '../../model/owasp-nhi.ts';

test('kinds are told apart by name, type and glyph, and say what they are', () => {
  const kinds = nodeKinds.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  const types = nodeKinds.flatMap(({ resourceType }) => resourceType ?? []);
  expect(new Set(types).size).toBe(types.length);
  for (const { kind, title, glyph, human, category } of nodeKinds) {
    expect(kind).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(title).not.toBe('');
    expect(Array.from(glyph)).toHaveLength(1);
    if (human) expect(category).toBe('identity');
  }
});

test('a kind or type that nobody registered has a stand-in', () => {
  for (const name of ['nobody', '__proto__', 'constructor', '']) {
    expect(nodeKind(name).kind).toBe('other');
    expect(nodeKindOfType(name).kind).toBe('aws-resource');
  }
  for (const kind of nodeKinds) expect(nodeKind(kind.kind)).toBe(kind);
});

test('OWASP NHI has its ten', () => {
  expect(Object.keys(owaspNhi)).toEqual(Array.from({ length: 10 }, (_, index) => `NHI${index + 1}`));
});

const arns = [
  { arn: 'arn:aws:iam::111111111111:role/ci/deploy', name: 'deploy', account: undefined },
  { arn: 'arn:aws:iam::111111111111:root', name: 'root', account: '111111111111' },
  { arn: 'arn:aws:s3:::ledger', name: 'ledger', account: undefined },
  { arn: 'arn:aws-cn:lambda:r:111111111111:function:f:1', name: '1', account: undefined },
  { arn: '111111111111', name: '111111111111', account: '111111111111' },
  { arn: 'no arn', name: 'no arn', account: undefined },
  { arn: 'arn:aws:x', name: 'x', account: undefined },
];

test.each(arns)('$arn is called $name', ({ arn, name, account }) => {
  expect(arnName(arn)).toBe(name);
  expect(accountOf(arn)).toBe(account);
});

test('the resource of an ARN keeps its colons', () => {
  expect(parseArn('arn:aws:rds:eu-west-1:111111111111:cluster:main')).toMatchObject({
    region: 'eu-west-1',
    account: '111111111111',
    resource: 'cluster:main',
  });
  for (const text of ['arn:aws:s3::', 'arn::s3:::x', 'arn:aws::::x', 'urn:aws:s3:::x'])
    expect(parseArn(text)).toBeUndefined();
});

test('equal values have equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
  expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"z":1,"y":2}}'))).toBe('{"__proto__":{"y":2,"z":1},"b":1}');
});

test('groups keep the order of their members', () => {
  expect([...groupBy([3, 1, 4, 1, 5], (number) => number % 2)]).toEqual([
    [1, [3, 1, 1, 5]],
    [0, [4]],
  ]);
});
