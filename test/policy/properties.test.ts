import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPolicy, type CompiledPolicy } from '../../policy/compile.ts';
import { requestContext } from '../../policy/context.ts';
import type { PolicyKind } from '../../policy/document.ts';
import { decide } from '../../policy/evaluate.ts';
import type { AccessRequest, Decision } from '../../policy/request-types.ts';
import { arnOf, document, who } from './notation.ts';
import { plainDecision, type PlainRequest, type PlainStatement } from './plain.ts';

const actions = ['s3:GetObject', 's3:PutObject', 's3:*', 's3:Get*', '*', 'ec2:*', 's3:???Object'] as const;
const objects = ['b/k', 'b/*', 'c/*', '*', 'b/?', 'b*'] as const;
const values = ['1', '2'] as const;
const singleOperators = ['StringEquals', 'StringNotEquals', 'StringEqualsIfExists', 'Null'] as const;
const listOperators = [
  'ForAllValues:StringEquals',
  'ForAllValues:StringNotEquals',
  'ForAnyValue:StringEquals',
  'ForAnyValue:StringNotEquals',
  'ForAnyValue:StringEqualsIfExists',
  'Null',
] as const;

const wanted = fc.uniqueArray(fc.constantFrom(...values, 'true'), { minLength: 1, maxLength: 2 });

/** `x:a` holds one value, `x:b` a list, as the operators on them say. */
const condition = fc.oneof(
  fc.record({ operator: fc.constantFrom(...singleOperators), key: fc.constant('x:a'), values: wanted }),
  fc.record({ operator: fc.constantFrom(...listOperators), key: fc.constant('x:b'), values: wanted }),
);

const principalNames = ['ann', 'ci', 'ci/run', 'root', '*', 'eve'] as const;

const statement = fc.record({
  effect: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
  notAction: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  actions: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 1, maxLength: 2 }),
  notResource: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  resources: fc.uniqueArray(fc.constantFrom(...objects), { minLength: 1, maxLength: 2 }),
  principals: fc.uniqueArray(fc.constantFrom(...principalNames), { minLength: 1, maxLength: 2 }),
  conditions: fc.uniqueArray(condition, { maxLength: 2, selector: ({ operator, key }) => `${operator} ${key}` }),
});

const statements = fc.array(statement, { maxLength: 3 });

const plainRequest: fc.Arbitrary<PlainRequest> = fc.record({
  who: fc.constantFrom('ann', 'ci', 'ci/run', 'root', 'eve', 'anonymous', 'lambda'),
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 'ec2:RunInstances'),
  resource: fc.constantFrom('b/k', 'c/k'),
  context: fc.record(
    {
      'x:a': fc.constantFrom(...values, '3').map((value) => [value]),
      'x:b': fc.uniqueArray(fc.constantFrom(...values, '3'), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
  identity: statements,
  boundary: fc.option(statements, { nil: undefined }),
  session: fc.option(statements, { nil: undefined }),
  resourcePolicy: fc.option(statements, { nil: undefined }),
  scp: fc.array(statements, { maxLength: 2 }),
});

function line(list: readonly PlainStatement[], withPrincipal: boolean): string {
  return list
    .map(({ effect, notAction, actions: acts, notResource, resources, principals, conditions }) => {
      const to = withPrincipal ? ` to ${principals.join(' ')}` : '';
      const when = conditions.map(({ operator, key, values: wanted }) => `${operator} ${key} ${wanted.join(',')}`);
      const suffix = when.length === 0 ? '' : ` if ${when.join(' & ')}`;
      return `${effect} ${notAction ? 'not ' : ''}${acts.join(' ')} on ${notResource ? 'not ' : ''}${resources.join(' ')}${to}${suffix}`;
    })
    .join('; ');
}

function compiled(list: readonly PlainStatement[], kind: PolicyKind): CompiledPolicy {
  const read = readPolicy(document(line(list, kind === 'resource')) as never, kind);
  if ('errors' in read) throw new TypeError(JSON.stringify(read.errors));
  return read.policy;
}

function requestOf(plain: PlainRequest, otherwise: 'absent' | 'unknown' = 'absent'): AccessRequest {
  return {
    principal: who(plain.who),
    action: plain.action,
    resource: arnOf(plain.resource),
    resourceAccount: '111111111111',
    context: requestContext(plain.context, otherwise),
    identityPolicies: [compiled(plain.identity, 'identity')],
    permissionBoundary: plain.boundary && compiled(plain.boundary, 'boundary'),
    sessionPolicies: plain.session && [compiled(plain.session, 'session')],
    resourcePolicy: plain.resourcePolicy && compiled(plain.resourcePolicy, 'resource'),
    serviceControlPolicies: plain.scp.map((level) => [compiled(level, 'scp')]),
  };
}

const rank: Readonly<Record<Decision['decision'], number>> = {
  'explicitly-denied': 0,
  'implicitly-denied': 0,
  conditional: 1,
  allowed: 2,
};

const layers = ['identity', 'boundary', 'session', 'resourcePolicy'] as const;

function extended(plain: PlainRequest, layer: (typeof layers)[number], more: PlainStatement): PlainRequest {
  return { ...plain, [layer]: [...(plain[layer] ?? []), more] };
}

test('compiled and plain evaluation agree', () => {
  fc.assert(
    fc.property(plainRequest, (plain) => {
      expect(decide(requestOf(plain)).decision).toBe(plainDecision(plain));
    }),
    { numRuns: 4000 },
  );
});

test.each(['absent', 'unknown'] as const)('adding an allow never shrinks, keys %s', (otherwise) => {
  fc.assert(
    fc.property(plainRequest, fc.constantFrom(...layers), statement, (plain, layer, more) => {
      fc.pre(plain[layer] !== undefined); // a layer that was not there would be a new limit
      const before = decide(requestOf(plain, otherwise)).decision;
      const after = decide(requestOf(extended(plain, layer, { ...more, effect: 'allow' }), otherwise)).decision;
      expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
    }),
    { numRuns: 1500 },
  );
});

test.each(['absent', 'unknown'] as const)('adding a deny never grows, keys %s', (otherwise) => {
  fc.assert(
    fc.property(plainRequest, fc.constantFrom(...layers), statement, (plain, layer, more) => {
      const before = decide(requestOf(plain, otherwise)).decision;
      const after = decide(requestOf(extended(plain, layer, { ...more, effect: 'deny' }), otherwise)).decision;
      expect(rank[after]).toBeLessThanOrEqual(rank[before]);
    }),
    { numRuns: 1500 },
  );
});

const lists = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((bits) =>
  ['1', '2', '3', 'true'].filter((_value, at) => (bits >> at) % 2 === 1),
);

/** A role's session has a name that no context tells, so a policy that names one leaves more open than contexts do. */
function namesSession({ who: name, resourcePolicy }: PlainRequest): boolean {
  return name === 'ci' && (resourcePolicy ?? []).some(({ principals }) => principals.includes('ci/run'));
}

/** Every context over the two keys that the statements can tell apart. */
const contexts = [undefined, ...lists].flatMap((b) =>
  [undefined, ['1'], ['2'], ['3'], ['true']].map((a) => ({ ...(a && { 'x:a': a }), ...(b && { 'x:b': b }) })),
);

test('an unknown context says allowed, denied or conditional as all complete contexts do', () => {
  fc.assert(
    fc.property(plainRequest, (plain) => {
      fc.pre(!namesSession(plain));
      const open = decide(requestOf({ ...plain, context: {} }, 'unknown'));
      const allowed = contexts.filter((context) => plainDecision({ ...plain, context }) === 'allowed').length;
      const expected = allowed === 0 ? 'denied' : allowed === contexts.length ? 'allowed' : 'conditional';
      expect(open.decision.replace(/^.*-denied$/, 'denied')).toBe(expected);
    }),
    { numRuns: 1500 },
  );
});

test('the conditions told are enough', () => {
  fc.assert(
    fc.property(plainRequest, (plain) => {
      fc.pre(!namesSession(plain));
      const open = decide(requestOf({ ...plain, context: {} }, 'unknown'));
      fc.pre(open.decision === 'conditional');
      const check = open.conditions.map(({ operator, key, values: wanted }) => ({
        operator,
        key,
        values: [...wanted],
      }));
      for (const context of contexts) {
        const fulfils = plainDecision({
          ...plain,
          who: 'ann',
          action: 's3:GetObject',
          context,
          identity: check.map((item) => ({
            effect: 'deny' as const,
            notAction: false,
            actions: ['*'],
            notResource: false,
            resources: ['*'],
            principals: ['*'],
            conditions: [item],
            unless: true,
          })),
          boundary: undefined,
          session: undefined,
          resourcePolicy: undefined,
          scp: [],
        });
        if (fulfils !== 'explicitly-denied') expect(plainDecision({ ...plain, context })).toBe('allowed');
      }
    }),
    { numRuns: 400 },
  );
});
