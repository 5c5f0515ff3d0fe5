import { expect, test } from 'vitest';
import { createEvaluator } from '../../policy/request.ts';

const allowAll = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const none = { Version: '2012-10-17', Statement: [] };
const request = {
  id: 'any',
  principal: 'arn:aws:iam::111111111111:role/ci',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
  resourceAccount: '111111111111',
  context: { 'aws:SourceIp': '10.0.0.1' },
  identityPolicies: [allowAll],
  permissionBoundary: null,
  sessionPolicy: null,
  resourcePolicy: null,
  serviceControlPolicies: [],
  resourceControlPolicies: [[]],
  endpointPolicies: [],
};

const complete = createEvaluator({ unknownContext: false });

test('the answer has the documented shape', () => {
  expect(complete.evaluateValue(request)).toEqual({
    id: 'any',
    decision: 'allowed',
    blockedBy: [],
    evidence: [{ policy: 'identity', index: 0, statement: 0, effect: 'Allow' }],
    conditions: [],
  });
});

test('levels, layers and places are told', () => {
  const denied = {
    Version: '2012-10-17',
    Statement: [allowAll.Statement[0], { Effect: 'Deny', Action: 's3:*', Resource: '*' }],
  };
  expect(complete.evaluateValue({ ...request, serviceControlPolicies: [[allowAll], [allowAll, denied]] })).toEqual({
    id: 'any',
    decision: 'explicitly-denied',
    blockedBy: ['scp'],
    evidence: [{ policy: 'scp', level: 1, index: 1, statement: 1, effect: 'Deny' }],
    conditions: [],
  });
});

test('an unknown context leaves conditions', () => {
  const conditioned = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:SourceVpc': 'v' } } },
  };
  const open = { ...request, identityPolicies: [conditioned] };
  expect(complete.evaluateValue(open)).toMatchObject({ decision: 'implicitly-denied', blockedBy: ['identity'] });
  expect(createEvaluator({ unknownContext: true }).evaluateValue(open)).toMatchObject({
    decision: 'conditional',
    conditions: [{ operator: 'StringEquals', key: 'aws:SourceVpc', values: ['v'] }],
  });
});

const decided: readonly [when: string, change: object, decision: string][] = [
  [
    'only what is needed',
    { context: undefined, permissionBoundary: undefined, endpointPolicies: undefined, id: 7 },
    'allowed',
  ],
  ['a boundary', { permissionBoundary: none }, 'implicitly-denied'],
  ['a session policy', { sessionPolicy: none }, 'implicitly-denied'],
  ['a list of one boundary', { permissionBoundary: [none] }, 'implicitly-denied'],
  ['several session policies', { sessionPolicy: [none, allowAll] }, 'allowed'],
  ['an endpoint', { endpointPolicies: [{ Version: '2012-10-17', Statement: [] }] }, 'implicitly-denied'],
  ['a level without policies', { serviceControlPolicies: [[]] }, 'implicitly-denied'],
  ['RCP levels without policies', { resourceControlPolicies: [[], [], []] }, 'allowed'],
  ['no identity policies', { identityPolicies: [] }, 'implicitly-denied'],
  ['identity policies left out', { identityPolicies: undefined }, 'implicitly-denied'],
  ['a policy as text', { identityPolicies: [JSON.stringify(allowAll)] }, 'allowed'],
  ['a policy as URL-encoded text', { identityPolicies: [encodeURIComponent(JSON.stringify(allowAll))] }, 'allowed'],
  ['a member nobody knows', { note: 'x' }, 'allowed'],
  ['an anonymous caller', { principal: 'anonymous' }, 'implicitly-denied'],
  ['a service', { principal: 'lambda.amazonaws.com' }, 'implicitly-denied'],
  [
    'a unique id',
    {
      principal: 'arn:aws:iam::111111111111:user/ann',
      identityPolicies: [],
      context: { 'aws:userid': 'AIDAX' },
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: 'AIDAX' }, Action: 's3:*', Resource: '*' }],
      },
    },
    'allowed',
  ],
  [
    'a truth value in the context',
    {
      identityPolicies: [
        {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: '*',
              Resource: '*',
              Condition: { Bool: { 'aws:MultiFactorAuthPresent': true } },
            },
          ],
        },
      ],
      context: { 'aws:MultiFactorAuthPresent': true },
    },
    'allowed',
  ],
  [
    'a trust policy',
    {
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::111111111111:role/x',
      resourcePolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'sts:AssumeRole' }],
      },
    },
    'allowed',
  ],
];

test.each(decided)('decided: %s', (_when, change, decision) => {
  expect(complete.evaluateText(JSON.stringify({ ...request, ...change }))).toMatchObject({ decision });
});

const text = JSON.stringify(request);

const refused: readonly [when: string, text: string, field: string][] = [
  ['no JSON', '{', ''],
  ['nothing', '', ''],
  ['a list', '[]', ''],
  ['something after it', `${text} x`, ''],
  ['a second principal', text.replace('"principal"', '"principal":"anonymous","principal"'), ''],
  ['no principal', JSON.stringify({ ...request, principal: undefined }), 'principal'],
  ['a principal that is none', JSON.stringify({ ...request, principal: 'bob' }), 'principal'],
  ['a group as principal', JSON.stringify({ ...request, principal: 'arn:aws:iam::111111111111:group/g' }), 'principal'],
  ['no action', JSON.stringify({ ...request, action: undefined }), 'action'],
  ['an action without a service', JSON.stringify({ ...request, action: 'GetObject' }), 'action'],
  ['no resource', JSON.stringify({ ...request, resource: undefined }), 'resource'],
  ['a context value that is an object', JSON.stringify({ ...request, context: { 'aws:x': {} } }), 'context.aws:x'],
  [
    'identity policies that are no list',
    JSON.stringify({ ...request, identityPolicies: allowAll }),
    'identityPolicies',
  ],
  [
    'levels that are no lists',
    JSON.stringify({ ...request, serviceControlPolicies: [allowAll] }),
    'serviceControlPolicies[0]',
  ],
  [
    'a malformed identity policy',
    JSON.stringify({ ...request, identityPolicies: [allowAll, { Version: '2012', Statement: [] }] }),
    'identityPolicies[1].Version',
  ],
  [
    'a malformed SCP',
    JSON.stringify({ ...request, serviceControlPolicies: [[], [{ Statement: [{ Effect: 'Allow' }] }]] }),
    'serviceControlPolicies[1][0].Statement[0].Action',
  ],
  ['a list of no boundary', JSON.stringify({ ...request, permissionBoundary: [] }), 'permissionBoundary'],
  ['two boundaries', JSON.stringify({ ...request, permissionBoundary: [allowAll, none] }), 'permissionBoundary'],
  ['no policy of the resource', JSON.stringify({ ...request, resourcePolicy: [] }), 'resourcePolicy'],
  ['a malformed boundary', JSON.stringify({ ...request, permissionBoundary: 'x' }), 'permissionBoundary'],
  [
    'a malformed resource policy',
    JSON.stringify({ ...request, resourcePolicy: { Statement: [{ Effect: 'Allow', Action: '*' }] } }),
    'resourcePolicy.Statement[0].Principal',
  ],
  ['a second Effect', text.replace('"Effect"', '"Effect":"Deny","Effect"'), 'identityPolicies'],
  ['a second context key', text.replace('"aws:SourceIp"', '"aws:SourceIp":"1.1.1.1","aws:SourceIp"'), 'context'],
];

test.each(refused)('refused: %s', (_when, given, field) => {
  expect(complete.evaluateText(given)).toMatchObject({ error: { field } });
});

test('a refused request keeps its id, and the next is answered', () => {
  expect(complete.evaluateText(JSON.stringify({ ...request, principal: 'bob' }))).toMatchObject({ id: 'any' });
  expect(complete.evaluateText(text)).toMatchObject({ id: 'any', decision: 'allowed' });
});
