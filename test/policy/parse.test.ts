import { expect, test } from 'vitest';
import type { JsonValue } from '../../model/json.ts';
import type { PolicyKind } from '../../policy/document.ts';
import { parsePolicy, parsePolicyText } from '../../policy/parse.ts';

const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

function fieldsOf(document: JsonValue, kind: PolicyKind = 'identity'): string {
  const parsed = parsePolicy(document, kind);
  return 'errors' in parsed ? parsed.errors.map(({ field }) => field).join(' ') : 'fine';
}

function policyOf(...statements: JsonValue[]): JsonValue {
  return { Version: '2012-10-17', Statement: statements };
}

const documents: readonly [when: string, document: JsonValue, fields: string, kind?: PolicyKind][] = [
  ['an ordinary policy', policyOf(good), 'fine'],
  ['a lone statement', { Version: '2012-10-17', Statement: good }, 'fine'],
  ['no version', { Statement: [good] }, 'fine'],
  ['the old version', { Version: '2008-10-17', Statement: [good] }, 'fine'],
  ['an id', { Version: '2012-10-17', Id: 'x', Statement: [good] }, 'fine'],
  ['no statements', policyOf(), 'fine'],
  ['two statements', policyOf(good, good), 'fine'],
  ['another version', { Version: '2012-10-18', Statement: [good] }, 'Version'],
  ['a version that is a number', { Version: 2012, Statement: [good] }, 'Version'],
  ['an id that is a number', { Version: '2012-10-17', Id: 1, Statement: [good] }, 'Id'],
  ['no Statement', { Version: '2012-10-17' }, 'Statement'],
  ['an unknown element', { Version: '2012-10-17', Statement: [good], Statements: [] }, 'Statements'],
  ['a list', [good], ''],
  ['a number', 7, ''],
  ['null', null, ''],
  ['a statement that is a text', policyOf('x'), 'Statement[0]'],
  ['a statement that is null', policyOf(null), 'Statement[0]'],
  ['the second of two', policyOf(good, { ...good, Effect: 'allow' }), 'Statement[1].Effect'],
  ['no effect', policyOf({ Action: 's3:*', Resource: '*' }), 'Statement[0].Effect'],
  ['an effect in capitals', policyOf({ ...good, Effect: 'ALLOW' }), 'Statement[0].Effect'],
  ['an effect in a list', policyOf({ ...good, Effect: ['Allow'] }), 'Statement[0].Effect'],
  ['an unknown element of a statement', policyOf({ ...good, Actions: '*' }), 'Statement[0].Actions'],
  ['an element in lower case', policyOf({ ...good, effect: 'Allow' }), 'Statement[0].effect'],
  ['a Sid that is a number', policyOf({ ...good, Sid: 1 }), 'Statement[0].Sid'],
  ['no action', policyOf({ Effect: 'Allow', Resource: '*' }), 'Statement[0].Action'],
  ['Action and NotAction', policyOf({ ...good, NotAction: 'iam:*' }), 'Statement[0].NotAction'],
  ['an empty list of actions', policyOf({ ...good, Action: [] }), 'Statement[0].Action'],
  ['an action that is a number', policyOf({ ...good, Action: 5 }), 'Statement[0].Action'],
  ['an action without a service', policyOf({ ...good, Action: 'GetObject' }), 'Statement[0].Action'],
  ['an action of stars', policyOf({ ...good, Action: '*' }), 'fine'],
  ['an empty action', policyOf({ ...good, Action: '' }), 'Statement[0].Action'],
  ['no resource', policyOf({ Effect: 'Allow', Action: 's3:*' }), 'Statement[0].Resource'],
  ['Resource and NotResource', policyOf({ ...good, NotResource: '*' }), 'Statement[0].NotResource'],
  ['a resource that is no ARN', policyOf({ ...good, Resource: 'my-bucket' }), 'Statement[0].Resource'],
  ['an empty list of resources', policyOf({ ...good, Resource: [] }), 'Statement[0].Resource'],
  ['a resource that is an object', policyOf({ ...good, Resource: {} }), 'Statement[0].Resource'],
  ['a principal in an identity policy', policyOf({ ...good, Principal: '*' }), 'Statement[0].Principal'],
  ['a principal in a boundary', policyOf({ ...good, Principal: '*' }), 'Statement[0].Principal', 'boundary'],
  ['a principal in a session policy', policyOf({ ...good, Principal: '*' }), 'Statement[0].Principal', 'session'],
  ['a principal in an SCP', policyOf({ ...good, Principal: '*' }), 'Statement[0].Principal', 'scp'],
  ['a principal in a resource policy', policyOf({ ...good, Principal: '*' }), 'fine', 'resource'],
  ['no principal in a resource policy', policyOf(good), 'Statement[0].Principal', 'resource'],
  [
    'no resource in a resource policy',
    policyOf({ Effect: 'Allow', Principal: '*', Action: 'sns:*' }),
    'fine',
    'resource',
  ],
  [
    'a short resource in a resource policy',
    policyOf({ ...good, Principal: '*', Resource: 'execute-api:/*' }),
    'fine',
    'resource',
  ],
  [
    'Principal and NotPrincipal',
    policyOf({ ...good, Principal: '*', NotPrincipal: '*' }),
    'Statement[0].NotPrincipal',
    'resource',
  ],
  [
    'NotPrincipal in a resource policy',
    policyOf({ ...good, NotPrincipal: { AWS: '111111111111' } }),
    'fine',
    'resource',
  ],
  [
    'NotPrincipal in a trust policy',
    policyOf({ Effect: 'Deny', NotPrincipal: '*', Action: 'sts:*' }),
    'Statement[0].NotPrincipal',
    'trust',
  ],
  [
    'NotPrincipal in an RCP',
    policyOf({ Effect: 'Deny', NotPrincipal: '*', Action: 's3:*', Resource: '*' }),
    'Statement[0].NotPrincipal',
    'rcp',
  ],
  ['a resource in a trust policy', policyOf({ ...good, Principal: '*' }), 'Statement[0].Resource', 'trust'],
  [
    'a trust policy',
    policyOf({ Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com'] }, Action: 'sts:AssumeRole' }),
    'fine',
    'trust',
  ],
  [
    'an unknown kind of principal',
    policyOf({ ...good, Principal: { Aws: '*' } }),
    'Statement[0].Principal.Aws',
    'resource',
  ],
  ['a principal that is a text', policyOf({ ...good, Principal: 'ann' }), 'Statement[0].Principal', 'resource'],
  [
    'an empty list of principals',
    policyOf({ ...good, Principal: { AWS: [] } }),
    'Statement[0].Principal.AWS',
    'resource',
  ],
  ['a canonical user', policyOf({ ...good, Principal: { CanonicalUser: 'x' } }), 'fine', 'resource'],
  ['an empty condition', policyOf({ ...good, Condition: {} }), 'fine'],
  ['a condition that is a list', policyOf({ ...good, Condition: [] }), 'Statement[0].Condition'],
  [
    'an unknown operator',
    policyOf({ ...good, Condition: { StringMatches: { 'aws:x': 'a' } } }),
    'Statement[0].Condition.StringMatches',
  ],
  [
    'an unknown qualifier',
    policyOf({ ...good, Condition: { 'ForSomeValues:StringEquals': { 'aws:x': 'a' } } }),
    'Statement[0].Condition.ForSomeValues:StringEquals',
  ],
  [
    'NullIfExists',
    policyOf({ ...good, Condition: { NullIfExists: { 'aws:x': 'true' } } }),
    'Statement[0].Condition.NullIfExists',
  ],
  [
    'a qualified operator with IfExists',
    policyOf({ ...good, Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:x': 'a' } } }),
    'fine',
  ],
  ['an operator without keys', policyOf({ ...good, Condition: { Bool: 'true' } }), 'Statement[0].Condition.Bool'],
  [
    'a key without a service',
    policyOf({ ...good, Condition: { Bool: { x: 'true' } } }),
    'Statement[0].Condition.Bool.x',
  ],
  ['a truth value', policyOf({ ...good, Condition: { Bool: { 'aws:x': true } } }), 'fine'],
  ['a number', policyOf({ ...good, Condition: { NumericEquals: { 's3:max-keys': [1, 2] } } }), 'fine'],
  ['a null', policyOf({ ...good, Condition: { Bool: { 'aws:x': null } } }), 'Statement[0].Condition.Bool.aws:x'],
  [
    'an object for a value',
    policyOf({ ...good, Condition: { Bool: { 'aws:x': {} } } }),
    'Statement[0].Condition.Bool.aws:x',
  ],
  ['a noncharacter', policyOf({ ...good, Resource: 'arn:aws:s3:::b/\uFFFF' }), 'Statement[0].Resource'],
  [
    'several errors',
    policyOf({ Effect: 'x', Action: 'y', Resource: 'z' }),
    'Statement[0].Effect Statement[0].Action Statement[0].Resource',
  ],
];

test.each(documents)('%s', (_when, document, fields, kind) => {
  expect(fieldsOf(document, kind)).toBe(fields);
});

const text = JSON.stringify(policyOf(good));

const texts: readonly [when: string, text: string, reason: string][] = [
  ['plain JSON', text, ''],
  ['URL-encoded', encodeURIComponent(text), ''],
  ['with space around', `\n ${text} \n`, ''],
  ['a second Effect', text.replace('"Effect"', '"Effect":"Deny","Effect"'), 'twice'],
  ['a second Statement', text.replace('"Statement"', '"Statement":[],"Statement"'), 'twice'],
  ['a second Effect, escaped', text.replace('"Effect"', '"\\u0045ffect":"Deny","Effect"'), 'twice'],
  ['a key like a value', text.replace('"Effect"', '"Sid":"Effect","Effect"'), ''],
  ['__proto__', text.replace('"Effect"', '"__proto__":{},"Effect"'), '__proto__'],
  ['__proto__, escaped', text.replace('"Effect"', '"\\u005f_proto__":{},"Effect"'), '__proto__'],
  ['deep nesting', '['.repeat(10_000) + ']'.repeat(10_000), 'deeper'],
  ['cut short', text.slice(0, -2), 'JSON'],
  ['nothing', '', 'JSON'],
  ['a text', '"x"', 'object'],
  ['not JSON', '{Version:1}', 'JSON'],
  ['badly encoded', '%7B%zz', 'JSON'],
];

test.each(texts)('as text: %s', (_when, given, reason) => {
  const parsed = parsePolicyText(given, 'identity');
  if (reason === '') expect(parsed).toHaveProperty('policy');
  else expect('errors' in parsed && parsed.errors[0].reason).toContain(reason);
});

test('a text in place of an object is read as text', () => {
  expect(parsePolicy(encodeURIComponent(text), 'identity')).toEqual(parsePolicy(policyOf(good), 'identity'));
});

test('what an author should know is told, and no error', () => {
  const parsed = parsePolicy(policyOf({ ...good, Sid: 'a' }, { ...good, Sid: 'a' }), 'identity');
  expect('policy' in parsed && parsed.policy.findings.map(({ field }) => field)).toEqual(['Statement[1].Sid']);
});
