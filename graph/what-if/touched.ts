import type { FactIndex } from '../../edges/estate/fact-index.ts';
import { parseArn } from '../../model/arn.ts';
import type { Fact, FactOf, FactRecord } from '../../model/records.ts';
import type { AlteredFacts } from './altered-facts.ts';

/** What changed facts are about. */
export interface Touched {
  /** Whose own permissions may be others: policies, groups, boundary, tags; and who came or went. */
  readonly identities: ReadonlySet<string>;
  /** Roles whose trust policy is another. */
  readonly trusts: ReadonlySet<string>;
  /** Resources whose own policy is another. */
  readonly resources: ReadonlySet<string>;
  /** Credentials that work no more, or again. */
  readonly credentials: ReadonlySet<string>;
  /** Facts beyond those of one identity's permissions: organisation, nodes, workloads, relations. */
  readonly kinds: ReadonlySet<Fact['fact'] | 'node'>;
  /** Root, units and accounts at which other organisation policies stand. */
  readonly levels: ReadonlySet<string>;
}

/** Names what the changes touch, on the ground of the facts before and after. */
export function touchedBy(base: FactIndex, facts: AlteredFacts): Touched {
  const moved = facts.moved();
  const nodes = facts.movedNodes();
  const kinds = new Set<Fact['fact'] | 'node'>(moved.map(({ fact }) => fact));
  if (nodes.length > 0) kinds.add('node');
  const holders = new Set([...ownHolders(moved), ...policyHolders([base, facts], ofKind(moved, 'policy'))]);
  const members = membersOf([base, facts], holders);
  return {
    identities: new Set([...holders, ...members, ...nodes]),
    trusts: new Set(ofKind(moved, 'trust').map(({ identity }) => identity)),
    resources: new Set(ofKind(moved, 'resource-policy').map(({ resource }) => resource)),
    credentials: new Set(ofKind(moved, 'credential').map(({ credential }) => credential)),
    kinds,
    levels: new Set(ofKind(moved, 'organization-policy').flatMap(({ targets }) => targets)),
  };
}

/** Where facts are read from, before or after the changes. */
type Facts = Pick<FactIndex, 'of'>;

function ofKind<K extends Fact['fact']>(facts: readonly FactRecord[], kind: K): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.fact === kind);
}

function ownHolders(moved: readonly FactRecord[]): readonly string[] {
  return moved.flatMap((fact) => {
    if (fact.fact === 'attachment') return [fact.holder];
    if (fact.fact === 'boundary') return [fact.identity];
    return fact.fact === 'membership' ? [fact.member] : [];
  });
}

/** Who holds one of the policies, or is bound by it. */
function policyHolders(sides: readonly Facts[], policies: readonly FactOf<'policy'>[]): readonly string[] {
  if (policies.length === 0) return [];
  const ids = new Set(policies.map(({ id }) => id));
  return sides.flatMap((facts) => [
    ...facts.of('attachment').flatMap(({ holder, policy }) => (ids.has(policy) ? [holder] : [])),
    ...facts.of('boundary').flatMap(({ identity, policy }) => (ids.has(policy) ? [identity] : [])),
  ]);
}

function membersOf(sides: readonly Facts[], groups: ReadonlySet<string>): readonly string[] {
  if (![...groups].some((id) => parseArn(id)?.resource.startsWith('group/'))) return [];
  return sides.flatMap((facts) =>
    facts.of('membership').flatMap(({ member, group }) => (groups.has(group) ? [member] : [])),
  );
}
