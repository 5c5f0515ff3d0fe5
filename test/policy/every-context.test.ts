import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPolicy, type CompiledPolicy } from '../../policy/compile.ts';
import { requestContext } from '../../policy/context.ts';
import type { PolicyKind } from '../../policy/document.ts';
import { decide } from '../../policy/evaluate.ts';
import type { AccessRequest, Decision } from '../../policy/request-types.ts';
import { who } from './notation.ts';

/** A context key with values enough to tell its conditions apart, and who chooses among them. */
interface Key {
  readonly key: string;
  readonly operators: readonly string[];
  readonly wanted: readonly string[];
  /** Undefined stands for absence. */
  readonly universe: readonly (string | readonly string[] | undefined)[];
  /** The caller settles the key at will. */
  readonly chosen: boolean;
}

const keys: readonly Key[] = [
  {
    key: 'x:n',
    operators: ['NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals', 'Null'],
    wanted: ['5', '10'],
    universe: [undefined, '4', '5', '7', '10', '11'],
    chosen: false,
  },
  {
    key: 'x:bool',
    operators: ['Bool', 'BoolIfExists', 'Null'],
    wanted: ['true', 'false'],
    universe: [undefined, 'true', 'false'],
    chosen: false,
  },
  {
    key: 'aws:SourceIp',
    operators: ['IpAddress', 'NotIpAddress', 'IpAddressIfExists', 'NotIpAddressIfExists', 'Null'],
    wanted: ['10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32'],
    universe: [undefined, '10.1.0.1', '10.2.0.1', '11.0.0.1', '2001:db8::1', '2001:db9::1'],
    chosen: false,
  },
  {
    key: 'x:s',
    operators: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringEqualsIfExists', 'Null'],
    wanted: ['a', 'b', 'A'],
    universe: [undefined, 'a', 'b', 'A', 'B', 'c'],
    chosen: false,
  },
  {
    key: 'x:l',
    operators: ['ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'ForAllValues:StringNotEquals', 'Null'],
    wanted: ['a', 'b'],
    universe: [undefined, ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], ['a', 'b', 'c']],
    chosen: false,
  },
  {
    key: 'aws:CurrentTime',
    operators: ['DateLessThan', 'DateGreaterThanEquals', 'DateNotEquals', 'Null'],
    wanted: ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    universe: [
      '2025-01-01T00:00:00Z',
      '2026-01-01T00:00:00Z',
      '2026-06-01T00:00:00Z',
      '2027-01-01T00:00:00Z',
      '2028-01-01T00:00:00Z',
    ],
    chosen: false,
  },
  {
    key: 'x:p',
    operators: ['StringLike', 'StringNotLike', 'StringEquals', 'StringLikeIfExists', 'Null'],
    wanted: ['a*', 'ab*', 'b'],
    universe: [undefined, 'a', 'a*', 'ab', 'ab*', 'abc', 'b', 'c'],
    chosen: false,
  },
  {
    key: 'x:arn',
    operators: ['ArnLike', 'ArnNotEquals', 'StringLike', 'Null'],
    wanted: ['arn:aws:s3:::*', 'arn:aws:s3:::b*', 'arn:aws:s3:*'],
    universe: [undefined, 'arn:aws:s3:::a', 'arn:aws:s3:::b', 'arn:aws:s3:r::b', 'arn:aws:sqs:::q', 'arn:aws:s3:*'],
    chosen: false,
  },
  {
    key: 'x:paths',
    operators: ['ForAllValues:StringLike', 'ForAnyValue:StringLike', 'ForAllValues:StringNotLike', 'Null'],
    wanted: ['o/a/*', 'o/*'],
    universe: [
      undefined,
      ['o/a/b'],
      ['o/b'],
      ['x'],
      ['o/a/b', 'x'],
      ['o/b', 'x'],
      ['o/a/b', 'o/b'],
      ['o/a/b', 'o/b', 'x'],
    ],
    chosen: false,
  },
  {
    key: 'aws:UserAgent',
    operators: ['StringEquals', 'StringNotEquals', 'StringEqualsIfExists'],
    wanted: ['a', 'b'],
    universe: ['a', 'b', 'c'],
    chosen: true,
  },
  {
    key: 'aws:RequestTag/t',
    operators: ['StringEquals', 'StringNotLike', 'Null'],
    wanted: ['a', 'b'],
    universe: [undefined, 'a', 'b', 'c'],
    chosen: true,
  },
];

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const layers = ['identity', 'boundary', 'session', 'resource', 'scp', 'rcp', 'endpoint'] as const;

interface Statement {
  readonly layer: (typeof layers)[number];
  readonly effect: 'Allow' | 'Deny';
  readonly to: string;
  readonly conditions: readonly Condition[];
}

const principals = ['arn:aws:iam::111111111111:user/ann', 'arn:aws:iam::111111111111:role/ci', '111111111111', '*'];

/** Statements over at most three keys, so that every context can be gone through. */
const statements: fc.Arbitrary<{ readonly used: readonly Key[]; readonly list: readonly Statement[] }> = fc
  .uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 3 })
  .chain((used) => {
    const condition = fc.constantFrom(...used).chain(({ key, operators, wanted }) =>
      fc.constantFrom(...operators).chain((operator) =>
        fc.record({
          operator: fc.constant(operator),
          key: fc.constant(key),
          values: fc.uniqueArray(fc.constantFrom(...(operator === 'Null' ? ['true', 'false'] : wanted)), {
            minLength: 1,
            maxLength: 2,
          }),
        }),
      ),
    );
    const statement = fc.record({
      layer: fc.constantFrom('identity' as const, ...layers),
      effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
      to: fc.constantFrom(...principals),
      conditions: fc.uniqueArray(condition, { maxLength: 2, selector: ({ operator, key }) => `${operator} ${key}` }),
    });
    return fc.record({ used: fc.constant(used), list: fc.array(statement, { minLength: 1, maxLength: 6 }) });
  });

const kinds: Readonly<Record<Statement['layer'], PolicyKind>> = {
  identity: 'identity',
  boundary: 'boundary',
  session: 'session',
  resource: 'resource',
  scp: 'scp',
  rcp: 'rcp',
  endpoint: 'endpoint',
};

function policy(list: readonly Statement[], layer: Statement['layer']): CompiledPolicy | undefined {
  const own = list.filter((one) => one.layer === layer);
  if (own.length === 0) return undefined;
  const read = readPolicy(
    { Version: '2012-10-17', Statement: own.map((one) => element(one, layer)) } as never,
    kinds[layer],
  );
  if ('errors' in read) throw new TypeError(JSON.stringify(read.errors));
  return read.policy;
}

function element({ effect, to, conditions }: Statement, layer: Statement['layer']): Record<string, unknown> {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of conditions) (block[operator] ??= {})[key] = values;
  const named = layer === 'resource' || layer === 'endpoint' ? { Principal: { AWS: to } } : {};
  const everyone = layer === 'rcp' ? { Principal: '*' } : {};
  return { Effect: effect, Action: '*', Resource: '*', ...named, ...everyone, Condition: block };
}

type Request = Omit<AccessRequest, 'context'>;

function requestOf(list: readonly Statement[], caller: string): Request {
  const one = (layer: Statement['layer']): readonly CompiledPolicy[] => [policy(list, layer) ?? []].flat();
  const session = one('session');
  return {
    principal: who(caller),
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
    resourceAccount: '111111111111',
    identityPolicies: one('identity'),
    permissionBoundary: one('boundary')[0],
    sessionPolicies: session.length === 0 ? undefined : session,
    resourcePolicy: one('resource')[0],
    serviceControlPolicies: one('scp').map((level) => [level]),
    resourceControlPolicies: one('rcp').map((level) => [level]),
    endpointPolicies: one('endpoint'),
  };
}

function decisionIn(request: Request, context: Readonly<Record<string, string | readonly string[]>>): boolean {
  return decide({ ...request, context: requestContext(context, 'absent') }).decision === 'allowed';
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/** Every context over the keys, each key with each value of its universe. */
function contextsOver(used: readonly Key[]): readonly Context[] {
  let contexts: readonly Context[] = [{}];
  for (const { key, universe } of used) {
    contexts = contexts.flatMap((context) =>
      universe.map((value) => (value === undefined ? context : { ...context, [key]: value })),
    );
  }
  return contexts;
}

/** Whether the caller has a way in every, in some or in no context that others settle. */
function byEveryContext(request: Request, used: readonly Key[]): string {
  const own = contextsOver(used.filter(({ chosen }) => chosen));
  const ways = contextsOver(used.filter(({ chosen }) => !chosen)).map((theirs) =>
    own.some((mine) => decisionIn(request, { ...theirs, ...mine })),
  );
  if (!ways.includes(true)) return 'denied';
  return ways.includes(false) ? 'conditional' : 'allowed';
}

function unknown(request: Request): Decision {
  return decide({ ...request, context: requestContext({}, 'unknown') });
}

test.each(['ann', 'ci', 'ci/run', 'eve', 'root', 'anonymous'])('an unknown context of %s is all contexts', (caller) => {
  fc.assert(
    fc.property(statements, ({ used, list }) => {
      const request = requestOf(list, caller);
      const { decision } = unknown(request);
      expect(decision.replace(/^.*-denied$/, 'denied')).toBe(byEveryContext(request, used));
    }),
    { numRuns: 400 },
  );
});

const rank: Readonly<Record<string, number>> = { allowed: 2, conditional: 1 };

function rankOf(request: Request, otherwise: 'absent' | 'unknown'): number {
  return rank[decide({ ...request, context: requestContext({}, otherwise) }).decision] ?? 0;
}

test.each(['absent', 'unknown'] as const)(
  'in every layer an allow never shrinks, a deny never grows, keys %s',
  (otherwise) => {
    fc.assert(
      fc.property(
        statements,
        statements,
        fc.constantFrom('ann', 'ci/run', 'eve'),
        ({ list }, { list: [more] }, caller) => {
          const before = rankOf(requestOf(list, caller), otherwise);
          const denied = rankOf(requestOf([...list, { ...more, effect: 'Deny' }], caller), otherwise);
          expect(denied).toBeLessThanOrEqual(before);
          fc.pre(list.some(({ layer }) => layer === more.layer)); // a layer that was not there would be a new limit
          const allowed = rankOf(requestOf([...list, { ...more, effect: 'Allow' }], caller), otherwise);
          expect(allowed).toBeGreaterThanOrEqual(before);
        },
      ),
      { numRuns: 1500 },
    );
  },
);
