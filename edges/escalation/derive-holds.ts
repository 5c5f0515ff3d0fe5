import { groupBy } from '../../model/group-by.ts';
import { mayAllowAction } from '../../policy/inspect.ts';
import type { Finding, Hold } from '../define-edge.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant, Target } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Resource } from '../estate/resources.ts';
import { alike, type Likeable } from './alike.ts';
import type { HoldWay } from './code-ways.ts';
import { controlStatements, type ControlStatements } from './control-statements.ts';
import { judgeNeed } from './judge-way.ts';
import { bestGrant, grantKey, mergeGrants } from './merge-grants.ts';
import type { Need } from './way.ts';

/** What each profile holds by a table of ways, one finding for all that it holds in the same way. */
export function* deriveHolds(
  estate: Estate,
  table: Readonly<Record<string, readonly HoldWay[]>>,
  hold: Hold,
): Iterable<Finding> {
  const rolesOf = buildRolesOf(estate);
  const holding: Holding = {
    estate,
    controlsOf: controlStatements(estate),
    rolesOf,
    sortedOf: buildSorted(estate, rolesOf),
  };
  const types = estate.resources.types.filter((type) => table[type] !== undefined);
  for (const profile of estate.profiles) {
    for (const type of types) {
      for (const { id: rule, to, grant } of heldOf(holding, profile, { type, ways: table[type] }))
        yield {
          from: { profile: profile.index },
          to,
          hold,
          rule,
          conditions: grant.conditions,
          evidence: grant.evidence,
        };
    }
  }
}

interface Holding {
  readonly estate: Estate;
  readonly controlsOf: ControlStatements;
  /** Roles that the code of a workload acts as. */
  readonly rolesOf: (workload: string) => readonly string[];
  readonly sortedOf: SortedOf;
}

interface Asked {
  readonly type: string;
  readonly ways: readonly HoldWay[];
}

interface Held {
  readonly id: string;
  readonly grant: Grant;
  readonly to: string[];
}

function buildRolesOf({ index }: Estate): Holding['rolesOf'] {
  const inProfile = new Map(index.of('instance-profile').map(({ profile, role }) => [profile, role]));
  const facts = groupBy(index.of('runs-as'), ({ workload }) => workload);
  return (workload) => (facts.get(workload) ?? []).map(({ identity }) => inProfile.get(identity) ?? identity);
}

function heldOf(holding: Holding, profile: Profile, { type, ways }: Asked): Iterable<Held> {
  const { estate, controlsOf, sortedOf } = holding;
  const usable = ways.filter(({ needs }) => needs.every(([action]) => mayAllow(profile, action)));
  const found = new Map<string, Held>();
  const add = (resources: readonly Resource[], possible: readonly HoldWay[]): void => {
    const known: Known = new Map();
    const best = bestGrant(
      possible.flatMap((way) => wayOn(holding, profile, way, { resource: resources[0], known }) ?? []),
    );
    if (best === undefined) return;
    const key = `${best.id} ${grantKey(best)}`;
    const held = found.get(key) ?? { id: best.id, grant: best, to: [] };
    found.set(key, held);
    held.to.push(...resources.map(({ id }) => id));
  };
  const { plain, guarded, opening } = sortedOf(profile.account, { type, ways });
  // A policy of its own may open a resource by itself; without one, the identity's policies alone do.
  for (const resource of opening) add([resource], ways);
  if (usable.length === 0 || profile.session !== undefined) return found.values();
  const actions = usable.flatMap(({ needs }) => needs.map(([action]) => action));
  for (const part of alike(profile, actions, plain, controlsOf(profile.account))) add(part, usable);
  for (const resource of guarded) add([resource], usable);
  for (const resource of estate.resources.openToOthers(type))
    if (resource.account !== profile.account) add([resource], usable);
  return found.values();
}

/** An account's resources of a type by what their own policies are to the ways. */
interface Sorted {
  readonly plain: readonly (Resource & Likeable)[];
  /** They have a policy, and it allows nothing that a way asks. */
  readonly guarded: readonly Resource[];
  readonly opening: readonly Resource[];
}

type SortedOf = (account: string, asked: Asked) => Sorted;

/** Sorts each account's resources once. */
function buildSorted({ resources }: Estate, rolesOf: Holding['rolesOf']): SortedOf {
  const known = new Map<string, Sorted>();
  return (account, { type, ways }) => {
    const key = `${account} ${type}`;
    const found = known.get(key) ?? sorted(resources.inAccount(account, type), ways, rolesOf);
    known.set(key, found);
    return found;
  };
}

function sorted(own: readonly Resource[], ways: readonly HoldWay[], rolesOf: Holding['rolesOf']): Sorted {
  const needs = ways.flatMap((way) => way.needs);
  const actions = needs.map(([action]) => action);
  const rolesTold = needs.some(([, on]) => on === '<role>') ? rolesOf : () => [];
  const opens = ({ policy }: Resource): boolean =>
    policy !== undefined && actions.some((action) => mayAllowAction(policy.compiled, action));
  return {
    plain: own.filter(({ policy }) => policy === undefined).map((resource) => asLikeable(resource, rolesTold)),
    guarded: own.filter((resource) => resource.policy !== undefined && !opens(resource)),
    opening: own.filter(opens),
  };
}

function mayAllow({ policies }: Profile, action: string): boolean {
  return policies.some(({ compiled }) => mayAllowAction(compiled, action));
}

function asLikeable(resource: Resource, rolesOf: Holding['rolesOf']) {
  const besides = `${resource.region} ${rolesOf(resource.id).join(' ')} ${resource.unread}`;
  return { ...resource, arn: resource.id, besides };
}

/** The grant of a whole way on a resource. */
function wayOn(holding: Holding, profile: Profile, way: HoldWay, { resource, known }: WayOn) {
  const grants: Grant[] = [];
  for (const need of way.needs) {
    const key = need.join(' ');
    const grant = known.has(key) ? known.get(key) : needOn(holding, profile, way, { need, resource });
    known.set(key, grant);
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
