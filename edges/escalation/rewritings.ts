import { mayAllowAction } from '../../policy/inspect.ts';
import type { Grant } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import { administering, everything } from './administration.ts';
import { alike } from './alike.ts';
import { assumes, becomeBy, credentialWays, trustWays } from './become.ts';
import type { ControlStatements } from './control-statements.ts';
import { gripActions, gripsOn, type Grip, type Holding } from './grips.ts';
import type { IamEstate, IamTarget } from './iam-estate.ts';
import { bestGrant, mergeGrants } from './merge-grants.ts';
import { selvesOf } from './selves.ts';
import type { Steps } from './steps.ts';
import type { Widening } from './virtual-shelf.ts';

/** What rewriting stands on. */
export interface Rewriting {
  readonly iam: IamEstate;
  readonly controlsOf: ControlStatements;
  readonly steps: Steps;
  /** Whether writing everything onto somebody leaves something between him and the administration. */
  readonly isHeld: (target: Profile) => boolean;
}

/** Tells whom a boundary, an organisation policy or a denial keeps from administering, whatever is written onto him. */
export function buildIsHeld({ estate }: IamEstate): Rewriting['isHeld'] {
  const known = new Map<Profile, boolean>();
  return (target) => {
    const held =
      known.get(target) ??
      administering(estate, { ...target, policies: [...target.policies, everything] })?.length !== 0;
    known.set(target, held);
    return held;
  };
}

/**
 * What a profile makes of itself, and of others whom it becomes, by writing policies: everything that their boundaries,
 * organisation policies and denials leave. Who administers after it has an edge of its own.
 */
export function* rewritings(rewriting: Rewriting, profile: Profile): Iterable<Widening> {
  const { iam, controlsOf, isHeld } = rewriting;
  const may = (action: string): boolean => profile.policies.some(({ compiled }) => mayAllowAction(compiled, action));
  if (!gripActions.some(may)) return;
  const { account } = profile;
  const selves = selvesOf(iam.estate, profile);
  const isVirtual = profile.members.length === 0;
  const all = [...iam.targets(account, 'role'), ...iam.targets(account, 'user')];
  const targets = all.flatMap((target) => {
    const isSelf = selves.includes(target.arn);
    const before = isSelf ? profile : target.profile;
    if (before === undefined || !(isHeld(before) || (isSelf && isVirtual))) return [];
    return [{ ...target, before, isSelf, besides: besidesOf(iam, target, before, isSelf) }];
  });
  for (const part of alike(profile, gripActions, targets, controlsOf(account))) {
    const changes = changesOn(rewriting, profile, part[0], isVirtual && part[0].isSelf);
    if (changes.length > 0) yield* reached(rewriting, profile, part, changes);
  }
}

function besidesOf(iam: IamEstate, { arn, boundary }: IamTarget, { index }: Profile, isSelf: boolean): string {
  const held = [...iam.attached(arn), ...iam.groupsOf(arn)].map((id) => id.replace(arn, ''));
  return JSON.stringify([isSelf, index, boundary, held.sort()]);
}

interface Target extends IamTarget {
  readonly before: Profile;
  readonly isSelf: boolean;
}

interface Change {
  readonly id: string;
  readonly holding: Holding;
  readonly grant: Grant;
}

/** Each call that gives the target something, and all of them together; of those that give the same the surest. */
function changesOn({ iam }: Rewriting, profile: Profile, target: Target, isWhole: boolean): readonly Change[] {
  const { before } = target;
  const groups = new Set([...iam.groupsOf(target.arn), ...before.policies.flatMap(({ via }) => via ?? [])]);
  const grips = gripsOn(iam, profile, target, [...groups]);
  const found = new Map<string, Change>();
  for (const used of grips.length > 1 ? [...grips.map((grip) => [grip]), grips] : [grips]) {
    const change = changeBy(used, before);
    if (change === undefined) continue;
    const left = administering(iam.estate, { ...before, ...change.holding });
    if (left?.length === 0 && !isWhole) continue;
    const key = JSON.stringify([change.holding.policies.map(({ id }) => id), change.holding.boundary?.id]);
    const known = found.get(key);
    if (known === undefined || change.grant.conditions.length < known.grant.conditions.length) found.set(key, change);
  }
  return [...found.values()];
}

function changeBy(used: readonly Grip[], before: Holding): Change | undefined {
  if (used.length === 0) return undefined;
  const holding = used.reduce((at, { change }) => change(at), before);
  const isMore = holding.policies.some((policy) => !before.policies.includes(policy));
  const isLooser = before.policies.some(
    (policy) => policy.compiled.denies.length > 0 && !holding.policies.includes(policy),
  );
  if (!isMore && !isLooser && holding.boundary === before.boundary) return undefined;
  return { id: used[0].id, holding, grant: mergeGrants(used.map(({ grant }) => grant)) };
}

/** Those of a part whom the profile is or becomes, with each change. */
function* reached(
  rewriting: Rewriting,
  profile: Profile,
  part: readonly Target[],
  changes: readonly Change[],
): Iterable<Widening> {
  const kind = 'CAN_WRITE_POLICY';
  for (const target of part) {
    const becoming = target.isSelf ? mergeGrants([]) : becomingOf(rewriting, profile, target);
    if (becoming === undefined) continue;
    const { before, arn: actor } = target;
    const isOne = !target.isSelf || profile.members.length <= 1;
    const from = isOne ? { profile: profile.index } : { node: actor };
    const through = target.isSelf ? undefined : actor;
    for (const { id: rule, holding, grant } of changes) {
      const after = { ...holding, unread: before.unread };
      yield { kind, from, through, rule, actor, before, after, ...mergeGrants([grant, becoming]) };
    }
  }
}

/** How the profile becomes the target: by one call, else by several steps. */
function becomingOf({ iam, steps }: Rewriting, profile: Profile, target: IamTarget): Grant | undefined {
  const ways = target.kind === 'user' ? credentialWays : trustWays;
  const assumed = target.kind === 'role' ? assumes(iam, profile, target.arn) : undefined;
  const direct = [...(assumed ? [assumed] : []), ...ways.flatMap((way) => becomeBy(iam, profile, way, target) ?? [])];
  const best = bestGrant(direct);
  if (best?.conditions.length === 0) return best;
  const far = steps(profile).get(target.arn);
  return bestGrant([...(best ? [best] : []), ...(far ? [far] : [])]);
}
