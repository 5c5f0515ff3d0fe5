import { mayAllowAction } from '../../policy/inspect.ts';
import type { Grant } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import { administering } from './administration.ts';
import { alike } from './alike.ts';
import { becomeBy, credentialWays } from './become.ts';
import type { ControlStatements } from './control-statements.ts';
import { iamCall } from './iam-calls.ts';
import { policiesOfGroup, type IamEstate, type IamTarget } from './iam-estate.ts';
import { bestGrant, mergeGrants } from './merge-grants.ts';
import { selvesOf } from './selves.ts';
import { concernsItself, type Widening } from './virtual-shelf.ts';

const action = 'iam:AddUserToGroup';

/** What a profile makes of itself, and of users whom it becomes, by adding them to groups: their policies and the group's. */
export function* joinings(iam: IamEstate, profile: Profile, controlsOf: ControlStatements): Iterable<Widening> {
  const groups = groupsFor(iam, profile, controlsOf);
  if (groups.length === 0) return;
  const joiners = [...joinersFor(iam, profile)];
  for (const { group, grant } of groups)
    for (const joiner of joiners) yield* asMember(iam, joiner, { group, grant: mergeGrants([grant, joiner.grant]) });
}

interface Joined {
  readonly group: IamTarget;
  readonly grant: Grant;
}

/** Groups that hold something and that the profile may put users in, one of those that hold the same. */
function groupsFor(iam: IamEstate, profile: Profile, controlsOf: ControlStatements): readonly Joined[] {
  if (!profile.policies.some(({ compiled }) => mayAllowAction(compiled, action))) return [];
  const targets = iam
    .targets(profile.account, 'group')
    .filter(({ arn }) => iam.attached(arn).length > 0)
    .map((group) => ({ ...group, besides: iam.attached(group.arn).join(' ') }));
  return alike(profile, [action], targets, controlsOf(profile.account)).flatMap(([group]) => {
    const grant = iamCall(iam, profile, action, group);
    return grant === undefined || isOpenBefore(iam, profile, { group, grant }) ? [] : [{ group, grant }];
  });
}

/** Whether the one whose profile is virtual may join as surely without it: each set of groups would be a profile else. */
function isOpenBefore(iam: IamEstate, profile: Profile, { group, grant }: Joined): boolean {
  const { virtual, profileOf } = iam.estate;
  const before = profileOf.get(virtual?.actors.get(profile.index) ?? '');
  const earlier = before && iamCall(iam, before, action, group);
  return earlier?.conditions.every((condition) => grant.conditions.includes(condition)) === true;
}

interface Joiner {
  readonly from: Widening['from'];
  readonly actor: string;
  readonly before: Profile;
  readonly grant: Grant;
  /** Others who hold the same and act with the profile. */
  readonly like: readonly string[];
}

/** The users who act with the profile, and those whom it can become, one of each profile. */
function* joinersFor(iam: IamEstate, profile: Profile): Iterable<Joiner> {
  const from = { profile: profile.index };
  const selves = selvesOf(iam.estate, profile);
  if (iam.target(selves[0])?.kind === 'user')
    yield { from, actor: selves[0], before: profile, grant: mergeGrants([]), like: selves };
  const usable = credentialWays.filter((way) =>
    profile.policies.some(({ compiled }) => mayAllowAction(compiled, way.action)),
  );
  if (usable.length === 0) return;
  const best = new Map<Profile, Joiner>();
  for (const user of iam.targets(profile.account, 'user')) {
    if (user.profile === undefined || selves.includes(user.arn)) continue;
    const before = user.profile;
    if (best.get(before)?.grant.conditions.length === 0) continue;
    const grant = bestGrant(usable.flatMap((way) => becomeBy(iam, profile, way, user) ?? []));
    if (grant) best.set(before, { from, actor: user.arn, before, grant, like: [] });
  }
  yield* best.values();
}

/** The joiner with the group's policies; one that administers by them has an edge of its own and needs no more. */
function* asMember(iam: IamEstate, joiner: Joiner, { group, grant }: Joined): Iterable<Widening> {
  const { before, actor, from, like } = joiner;
  const gained = policiesOfGroup(iam, group.arn);
  const isIn = before.policies.some(({ via }) => via === group.arn);
  if (isIn || gained.length === 0) return;
  const policies = [...before.policies, ...gained];
  if (administering(iam.estate, { ...before, policies })?.length === 0) return;
  const unread = iam.attached(group.arn).filter((id) => iam.shelf.get(id, 'identity') === undefined);
  const words = unread.map((id) => `${id}, which was not read, does not deny it`);
  const after = { policies, boundary: before.boundary, unread: [...new Set([...before.unread, ...words])].sort() };
  const said = { kind: 'CAN_JOIN_GROUP', through: group.arn, rule: 'iam-013', ...grant } as const;
  const isTold = like.length > 1 && concernsItself(after);
  if (!isTold) yield { ...said, from, actor, before, after };
  else for (const each of like) yield { ...said, from: { node: each }, actor: each, before, after };
}
