import { expect, test } from 'vitest';
import {
  contextKeys,
  grantsEverything,
  mayAllowAction,
  mayMatchAction,
  principalKeys,
  resourcePatterns,
  statementsFor,
} from '../../policy/inspect.ts';
import { principalMatch } from '../../policy/gate.ts';
import { policy, who } from './notation.ts';

const speaking: readonly [line: string, action: string, speaks: boolean][] = [
  ['allow s3:Get* on b/k', 's3:GetObject', true],
  ['allow s3:Get* on b/k', 'S3:getobject', true],
  ['allow s3:Get* on b/k', 's3:PutObject', false],
  ['allow not s3:* on *', 's3:PutObject', false],
  ['allow not s3:* on *', 'iam:PassRole', true],
  ['allow * on *', 'iam:PassRole', true],
  ['deny * on *', 'iam:PassRole', true],
];

test.each(speaking)('%s speaks of %s: %s', (line, action, speaks) => {
  const compiled = policy(line);
  expect(mayMatchAction(compiled.statements[0], action)).toBe(speaks);
  expect(mayAllowAction(compiled, action)).toBe(speaks && line.startsWith('allow'));
});

const patterns: readonly [
  line: string,
  not: boolean,
  list: readonly [pattern: string, prefix: string, variables: boolean][],
][] = [
  [
    'allow s3:* on b b/x*y',
    false,
    [
      ['arn:aws:s3:::b', 'arn:aws:s3:::b', false],
      ['arn:aws:s3:::b/x*y', 'arn:aws:s3:::b/x', false],
    ],
  ],
  ['allow s3:* on *', false, [['*', '', false]]],
  ['allow s3:* on not c/*', true, [['arn:aws:s3:::c/*', 'arn:aws:s3:::c/', false]]],
  ['allow s3:* on b/${aws:username}/*', false, [['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/', true]]],
];

test.each(patterns)('resources of %s', (line, not, list) => {
  expect(resourcePatterns(policy(line).statements[0])).toEqual({
    not,
    patterns: list.map(([pattern, prefix, hasVariables]) => ({ pattern, prefix, hasVariables })),
  });
});

test('a statement without resources speaks of all', () => {
  const [statement] = policy('allow sts:AssumeRole to ann', 'trust').statements;
  expect(resourcePatterns(statement)).toEqual({
    not: false,
    patterns: [{ pattern: '*', prefix: '', hasVariables: false }],
  });
});

const keys: readonly [line: string, principal: readonly string[], all: readonly string[]][] = [
  ['allow s3:* on *', [], []],
  [
    'allow s3:* on b/${aws:username}/* if Bool aws:SecureTransport true',
    ['aws:username'],
    ['aws:securetransport', 'aws:username'],
  ],
  [
    'allow s3:* on * if StringEquals aws:ResourceTag/t ${aws:PrincipalTag/t}',
    ['aws:principaltag/t'],
    ['aws:principaltag/t', 'aws:resourcetag/t'],
  ],
  ['deny s3:* on * if ArnNotLike aws:PrincipalArn x', ['aws:principalarn'], ['aws:principalarn']],
  ['deny s3:* on * if StringLike aws:userid x', ['aws:userid'], ['aws:userid']],
  ['allow kms:* on * if StringEquals kms:CallerAccount 1', ['kms:calleraccount'], ['kms:calleraccount']],
  [
    'deny s3:* on * if Null aws:TokenIssueTime true & StringEquals aws:ResourceAccount 1',
    ['aws:tokenissuetime'],
    ['aws:resourceaccount', 'aws:tokenissuetime'],
  ],
];

test.each(keys)('keys of %s', (line, principal, all) => {
  expect(principalKeys(policy(line))).toEqual(principal);
  expect(contextKeys(policy(line))).toEqual(all);
});

test('keys of the old version are text', () => {
  expect(contextKeys(policy('allow s3:* on b/${aws:username}/*', 'identity', '2008-10-17'))).toEqual([]);
});

const full: readonly [line: string, statement: number | undefined, conditions: number][] = [
  ['allow * on *', 0, 0],
  ['allow s3:* on *; allow * on *', 1, 0],
  ['allow * on * if Bool aws:MultiFactorAuthPresent true; allow * on *', 1, 0],
  ['allow * on * if Bool aws:MultiFactorAuthPresent true', 0, 1],
  ['allow s3:* on *', undefined, 0],
  ['allow * on b/*', undefined, 0],
  ['allow not iam:* on *', undefined, 0],
  ['allow * on not b', undefined, 0],
  ['deny * on *', undefined, 0],
];

test.each(full)('everything by %s: %s', (line, statement, conditions) => {
  const grant = grantsEverything(policy(line));
  expect(grant?.statement).toBe(statement);
  expect(grant?.conditions.length ?? 0).toBe(conditions);
});

const matches: readonly [to: string, name: string, match: string][] = [
  ['ann', 'ann', 'named'],
  ['ann', 'bob', 'no'],
  ['root', 'ann', 'account'],
  ['111111111111', 'ann', 'account'],
  ['222222222222', 'ann', 'no'],
  ['*', 'ann', 'everyone'],
  ['ci', 'ci/run', 'named'],
  ['ci/run', 'ci/run', 'session'],
  ['ci/run', 'ci', 'no'],
  ['root', 'root', 'named'],
  ['ann root *', 'ann', 'named'],
  ['Service:lambda.amazonaws.com', 'lambda', 'named'],
  ['root', 'lambda', 'no'],
  ['*', 'lambda', 'everyone'],
  ['Federated:github', 'github', 'named'],
  ['*', 'anonymous', 'everyone'],
  ['not ann', 'bob', 'everyone'],
  ['not ann', 'ann', 'no'],
];

test.each(matches)('to %s, %s is %s', (to, name, match) => {
  const compiled = policy(`allow s3:* on * to ${to}`, 'resource');
  expect(principalMatch(compiled.statements[0], who(name))).toBe(match);
  expect(statementsFor(compiled, who(name), 's3:GetObject').map((one) => one.match)).toEqual(
    match === 'no' ? [] : [match],
  );
});
