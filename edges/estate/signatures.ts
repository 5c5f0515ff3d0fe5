import { arnText } from '../../policy/arn.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import { meets, type Condition } from '../../policy/conditions/condition.ts';
import { requestContext } from '../../policy/context.ts';
import { contextKeys } from '../../policy/inspect.ts';
import { principalOf, type Principal } from '../../policy/principal.ts';
import { groupBy } from '../../model/group-by.ts';

/** Tells apart principals that documents tell apart, so that only the others share a profile. */
export interface PrincipalSignatures {
  /**
   * Equal signatures mean that the same was asked with the same outcome, whatever else the principals hold.
   *
   * @param policies what the principal itself holds, its boundary included
   */
  of(
    principal: Principal,
    tags: Readonly<Record<string, string>>,
    policies: readonly CompiledPolicy[],
  ): readonly unknown[];
  /** Whether the policy reads anything of whoever holds it; others do not change a signature. */
  tells(policy: CompiledPolicy): boolean;
  /** Sessions of a role that documents name one by one. */
  sessions(principal: Principal): readonly Principal[];
}

/** What policies read about a principal. */
interface Reading {
  /** Lower-case names of the tags, in order. */
  readonly tags: readonly string[];
  /** Conditions on the principal's ARN that the ARN alone decides. */
  readonly arnConditions: readonly Condition[];
  /** Something else that may differ from one principal to the next. */
  readonly self: boolean;
}

/**
 * @param judging every policy that judges principals other than its holder: resource, trust and organisation policies
 */
export function buildSignatures(judging: readonly CompiledPolicy[]): PrincipalSignatures {
  const named = new Set<string>();
  for (const { statements } of judging)
    for (const { source } of statements) for (const { value } of source.principals ?? []) named.add(value);
  const sessions = groupBy(namedSessions(named), ({ account, name }) => `${account} ${name}`);
  const general = together(judging.map(readingOf));
  const known = new WeakMap<CompiledPolicy, Reading>();
  const reading = (policy: CompiledPolicy): Reading => {
    const read = known.get(policy) ?? readingOf(policy);
    known.set(policy, read);
    return read;
  };
  return {
    of(principal, tags, policies) {
      if (named.has(principal.id)) return [principal.id];
      const telling = policies.map(reading).filter(isTelling);
      const read = telling.length === 0 ? general : together([general, ...telling]);
      if (read.self) return [principal.id];
      const asked = read.arnConditions.map(({ entry }) => entry);
      return [read.tags, valuesOf(tags, read.tags), asked, outcomes(read.arnConditions, principal)];
    },
    tells: (policy) => isTelling(reading(policy)),
    sessions: ({ kind, account, name }) => (kind === 'role' ? (sessions.get(`${account} ${name}`) ?? []) : []),
  };
}

function namedSessions(named: ReadonlySet<string>): readonly Principal[] {
  return [...named].sort().flatMap((value) => {
    const principal = value.includes(':assumed-role/') ? principalOf(value) : undefined;
    return principal?.kind === 'session' ? [principal] : [];
  });
}

/** Keys that are equal for all principals of one kind in one account. */
const shared = new Set([
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principaltype',
  'aws:principalisawsservice',
]);

function readingOf(policy: CompiledPolicy): Reading {
  const tags = new Set<string>();
  let self = false;
  for (const key of contextKeys(policy)) {
    if (key.startsWith('aws:principaltag/')) tags.add(key.slice('aws:principaltag/'.length));
    else if (key !== 'aws:principalarn' && isPrincipalKey(key)) self = true;
  }
  const conditions = policy.statements.flatMap((statement) => statement.conditions);
  const onArn = conditions.filter(({ keys }) => keys.includes('aws:principalarn'));
  const arnConditions = onArn.filter(({ key, keys }) => key === 'aws:principalarn' && keys.length === 1);
  const inResources = policy.statements.some(({ resources }) =>
    resources?.templates.some(({ whole }) => whole.keys.includes('aws:principalarn')),
  );
  return { tags: [...tags].sort(), arnConditions, self: self || inResources || arnConditions.length < onArn.length };
}

function isTelling({ tags, arnConditions, self }: Reading): boolean {
  return self || tags.length + arnConditions.length > 0;
}

function isPrincipalKey(key: string): boolean {
  return (key.startsWith('aws:principal') && !shared.has(key)) || key === 'aws:username' || key === 'aws:userid';
}

function together(readings: readonly Reading[]): Reading {
  if (readings.length === 1) return readings[0];
  const conditions = new Map<string, Condition>();
  for (const { arnConditions } of readings)
    for (const condition of arnConditions) conditions.set(JSON.stringify(condition.entry), condition);
  return {
    tags: [...new Set(readings.flatMap(({ tags }) => tags))].sort(),
    arnConditions: [...conditions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, condition]) => condition),
    self: readings.some(({ self }) => self),
  };
}

function valuesOf(tags: Readonly<Record<string, string>>, names: readonly string[]): readonly (string | null)[] {
  const byName = new Map(Object.entries(tags).map(([name, value]) => [name.toLowerCase(), value]));
  return names.map((name) => byName.get(name) ?? null);
}

function outcomes(conditions: readonly Condition[], principal: Principal): string {
  const scope = {
    context: requestContext({}, 'unknown'),
    principal,
    resource: arnText('*'),
    resourceAccount: undefined,
  };
  return conditions.map((condition) => meets(condition, scope)[0]).join('');
}
