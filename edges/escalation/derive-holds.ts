import { groupBy } from '../../model/group-by.ts';
import { mayAllowAction } from '../../policy/inspect.ts';
import { askersOf, type Asker } from '../access/askers.ts';
import { HeldGroups } from '../access/held-groups.ts';
import { buildBases } from '../access/row-base.ts';
import { askedAction, buildSpeaking, type Speaking } from '../access/speaking.ts';
import type { Finding, Hold } from '../define-edge.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant, Target } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Resource } from '../estate/resources.ts';
import type { HoldWay } from './code-ways.ts';
import { buildAskedTables, partsFor, type AskedTable } from './held-parts.ts';
import { judgeNeed } from './judge-way.ts';
import { bestGrant, mergeGrants } from './merge-grants.ts';
import type { Need } from './way.ts';

/**
 * What each profile holds by a table of ways, one finding for all that it holds in the same way.
 *
 * Profiles that no policy tells apart for the ways are asked once, resources that none tells apart are judged once.
 */
export function* deriveHolds(
  estate: Estate,
  table: Readonly<Record<string, readonly HoldWay[]>>,
  hold: Hold,
): Iterable<Finding> {
  const rolesOf = buildRolesOf(estate);
  for (const type of estate.resources.types) {
    const ways = table[type] ?? [];
    const held = ways.length === 0 ? [] : heldOfType({ estate, rolesOf, ways }, type);
    for (const finding of held) yield { ...finding, hold };
  }
}

interface Holding {
  readonly estate: Estate;
  /** Roles that the code of a workload acts as. */
  readonly rolesOf: (workload: string) => readonly string[];
  readonly ways: readonly HoldWay[];
}

function buildRolesOf({ index }: Estate): Holding['rolesOf'] {
  const inProfile = new Map(index.of('instance-profile').map(({ profile, role }) => [profile, role]));
  const facts = groupBy(index.of('runs-as'), ({ workload }) => workload);
  return (workload) => (facts.get(workload) ?? []).map(({ identity }) => inProfile.get(identity) ?? identity);
}

function* heldOfType(holding: Holding, type: string): Iterable<Finding> {
  const { estate, ways, rolesOf } = holding;
  const needs = ways.flatMap((way) => way.needs);
  const plainBase = buildBases(estate);
  const rolesTold = needs.some(([, on]) => on === '<role>') ? rolesOf : () => [];
  const tablesFor = buildAskedTables(estate, {
    type,
    actions: [...new Set(needs.flatMap(([action, on]) => (on === '<self>' ? [action] : [])))],
    baseOf: (row) => `${plainBase(row)} ${row.region} ${rolesTold(row.id).join(' ')}`,
  });
  const actions = [...new Set(needs.map(([action]) => action))];
  const speaking = buildSpeaking(actions.map(askedAction));
  const opens = ({ policy }: Resource): boolean =>
    policy !== undefined && actions.some((action) => mayAllowAction(policy.compiled, action));
  for (const [account, profiles] of estate.profilesOf) {
    const tables = tablesFor(account).map((each) => ({
      ...each,
      isOpening: each.isOwn && each.table.rows.some(opens),
    }));
    if (tables.length === 0) continue;
    for (const asker of askersOf(estate, profiles, speaking, false))
      yield* heldBy(holding, asker, { tables, speaking, opens });
  }
}

interface Asked {
  readonly tables: readonly (AskedTable & {
    /** A policy of a row's own may open it by itself. */
    readonly isOpening: boolean;
  })[];
  readonly speaking: Speaking;
  /** Whether the resource's own policy allows something that a way asks. */
  readonly opens: (resource: Resource) => boolean;
}

function* heldBy(holding: Holding, asker: Asker, { tables, speaking, opens }: Asked): Iterable<Finding> {
  const { profile } = asker;
  const mayGo = holding.ways.filter(({ needs }) => needs.every(([action]) => mayAllow(profile, action)));
  // Without a policy of its own a resource is opened by the identity's policies alone, for every session alike.
  const usable = profile.session === undefined ? mayGo : [];
  const byWay = new Map<string, HeldGroups>();
  const elsewhere: Known = new Map();
  for (const asked of tables) {
    if (usable.length === 0 && !asked.isOpening) continue;
    for (const rows of partsFor(asker, asked, speaking)) {
      const possible = asked.isOwn && opens(rows[0]) ? holding.ways : usable;
      const known: Known = new Map();
      const on = { resource: rows[0], known, elsewhere };
      const best = bestGrant(possible.flatMap((way) => wayOn(holding, profile, way, on) ?? []));
      if (best === undefined) continue;
      const groups = byWay.get(best.id) ?? new HeldGroups();
      byWay.set(best.id, groups);
      groups.add([{ grant: best, rows }]);
    }
  }
  for (const [rule, groups] of byWay)
    for (const finding of groups.findings(asker.profiles, 'read')) yield { ...finding, rule };
}

function mayAllow({ policies }: Profile, action: string): boolean {
  return policies.some(({ compiled }) => mayAllowAction(compiled, action));
}

/** The grant of a whole way on a resource. */
function wayOn(holding: Holding, profile: Profile, way: HoldWay, { resource, known, elsewhere }: WayOn) {
  const grants: Grant[] = [];
  for (const need of way.needs) {
    const isHere = need[1] === '<self>' || need[1] === '<role>';
    const key = isHere ? need.join(' ') : `${need.join(' ')} ${resource.region}`;
    const answers = isHere ? known : elsewhere;
    const grant = answers.has(key) ? answers.get(key) : needOn(holding, profile, way, { need, resource });
    answers.set(key, grant);
    if (grant === undefined) return undefined;
    grants.push(grant);
  }
  const { conditions, evidence } = mergeGrants(grants);
  return { id: way.id, conditions: way.assumes === undefined ? conditions : [way.assumes, ...conditions], evidence };
}

/** Answers by need, which several ways share. */
type Known = Map<string, Grant | undefined>;

interface WayOn {
  readonly resource: Resource;
  readonly known: Known;
  /** Answers to needs that are not asked on the resource. */
  readonly elsewhere: Known;
}

interface NeedOn {
  readonly need: Need;
  readonly resource: Resource;
}

function needOn(
  { estate, rolesOf }: Holding,
  profile: Profile,
  { passedTo }: HoldWay,
  { need, resource }: NeedOn,
): Grant | undefined {
  const [action, on] = need;
  if (on === '<self>') return estate.judge(profile, action, targetOf(resource));
  if (on !== '<role>') return judgeNeed(estate, profile, need, resource.region ?? 'us-east-1');
  const passes = rolesOf(resource.id).map((arn) => {
    const tags = estate.index.nodes.get(arn)?.tags ?? {};
    const role = { arn, account: profile.account, tags, policy: undefined };
    return estate.judge(profile, action, role, { 'iam:PassedToService': passedTo });
  });
  return bestGrant(passes.flatMap((grant) => grant ?? []));
}

function targetOf({ id, account, region, tags, policy, unread }: Resource): Target {
  return {
    arn: id,
    account,
    tags,
    policy,
    ...(region === undefined ? {} : { region }),
    ...(unread === undefined ? {} : { unread }),
  };
}
