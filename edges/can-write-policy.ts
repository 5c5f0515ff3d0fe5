import { mayAllowAction } from '../policy/inspect.ts';
import { administrationOf } from './administration.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import { alike } from './escalation/alike.ts';
import { assumes, becomeBy, credentialWays, trustWays, type Becoming } from './escalation/become.ts';
import { controlStatements, type ControlStatements } from './escalation/control-statements.ts';
import { bestGain, type Gain } from './escalation/gains.ts';
import { gripActions, gripsOn } from './escalation/grips.ts';
import { buildIamEstate, type IamEstate, type IamTarget } from './escalation/iam-estate.ts';
import { bestGrant, grantKey, mergeGrants } from './escalation/merge-grants.ts';
import { openings } from './escalation/openings.ts';
import { buildSteps, type Steps } from './escalation/steps.ts';
import type { Grant } from './estate/judge.ts';
import type { Profile } from './estate/profiles.ts';

export const canWritePolicy = defineEdge({
  kind: 'CAN_WRITE_POLICY',
  title: 'can write itself a policy',
  description:
    'The principal may write, attach or replace a policy of its own, of a group that it is in, or of somebody whom it can become: it gives itself everything that boundaries and organisation policies leave, and that is the administration of the account.',
  abuse:
    'aws iam put-user-policy, put-role-policy or put-group-policy with "Action": "*"; or attach-…-policy with AdministratorAccess; or create-policy-version --set-as-default; or take the denial or the boundary away that is in the way.',
  remediation:
    'Take the statement away; where people manage roles, demand a permissions boundary by iam:PermissionsBoundary and name the policies that may be attached by iam:PolicyARN.',
  references: [
    'https://pathfinding.cloud/paths/iam-001',
    'https://pathfinding.cloud/paths/iam-005',
    'https://pathfinding.cloud/paths/iam-007',
    'https://pathfinding.cloud/paths/iam-008',
    'https://pathfinding.cloud/paths/iam-009',
    'https://pathfinding.cloud/paths/iam-014',
    'https://pathfinding.cloud/paths/iam-019',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  ],
  nhi: ['NHI5'],
  mitre: ['T1098.003', 'T1548.005'],
  limits:
    "Several principals whose policies only together administer are not put together. Where a boundary, an organisation policy or a denial leaves no administration, what they do leave is followed through three changes, one upon the other, and for 4,096 changed principals; more than that is a condition. A policy's limit of five versions is taken to leave room.",
  cost: 2,
  *derive(estate) {
    yield* openings(estate, 'CAN_WRITE_POLICY');
    const iam = buildIamEstate(estate);
    const writing: Writing = { iam, controlsOf: controlStatements(estate), steps: buildSteps(estate) };
    for (const profile of estate.profiles) {
      const isActor = !profile.isForeign && profile.session === undefined;
      const may = (action: string): boolean =>
        profile.policies.some(({ compiled }) => mayAllowAction(compiled, action));
      if (isActor && gripActions.some(may)) yield* gains(writing, profile);
    }
  },
});

interface Writing {
  readonly iam: IamEstate;
  readonly controlsOf: ControlStatements;
  readonly steps: Steps;
}

function* gains(writing: Writing, profile: Profile): Iterable<Finding> {
  const { iam, controlsOf } = writing;
  const own = ownGains(iam, profile, controlsOf);
  const to = [administrationOf(profile.account)];
  const isWhole = own.length === 1 && own[0].members.length === profile.members.length;
  for (const { gain, members } of own) {
    const { id: rule, conditions, evidence } = gain;
    const froms = isWhole ? [{ profile: profile.index }] : members.map((node) => ({ node }));
    for (const from of froms) yield { from, to, rule, conditions, evidence };
  }
  if (isWhole && own[0].gain.conditions.length === 0) return;
  const through = throughOthers(writing, profile);
  if (through) {
    const { id: rule, conditions, evidence } = through;
    yield { from: { profile: profile.index }, to, rule, conditions, evidence };
  }
}

interface OwnGain {
  readonly gain: Gain;
  readonly members: string[];
}

/** What each member of the profile gains by changing itself; members that gain it alike together. */
function ownGains(iam: IamEstate, profile: Profile, controlsOf: ControlStatements): readonly OwnGain[] {
  const targets = profile.members.flatMap((member) => told(iam, iam.target(member)));
  const found = new Map<string, OwnGain>();
  for (const part of alike(profile, gripActions, targets, controlsOf(profile.account))) {
    const gain = gainOn(iam, profile, part[0]);
    if (gain === undefined) continue;
    const key = `${gain.id} ${grantKey(gain)}`;
    const same = found.get(key) ?? { gain, members: [] };
    found.set(key, same);
    same.members.push(...part.map(({ arn }) => arn));
  }
  return [...found.values()];
}

/** A target with what answers hang on beside its ARN and its tags. */
function told(iam: IamEstate, target: IamTarget | undefined): readonly (IamTarget & { readonly besides: string })[] {
  if (target?.profile === undefined) return [];
  const held = [...iam.attached(target.arn), ...iam.groupsOf(target.arn)].map((id) => id.replace(target.arn, ''));
  return [{ ...target, besides: JSON.stringify([target.profile.index, target.boundary, held.sort()]) }];
}

function gainOn(iam: IamEstate, profile: Profile, target: IamTarget): Gain | undefined {
  if (target.profile === undefined) return undefined;
  const groups = iam.groupsOf(target.arn);
  const grips = gripsOn(iam, profile, target, groups);
  if (grips.length === 0) return undefined;
  // The judge's principal is the profile's first member, whose inline policies bear its name.
  const further = (changed: Profile) => gripsOn(iam, changed, target, groups);
  return bestGain(iam, { target: target.profile, start: target.profile, further }, grips);
}

/** Ways that join a change to another's policies with becoming him: published ids by both calls. */
const jointIds: Readonly<Record<string, string>> = {
  'iam:AttachRolePolicy sts:AssumeRole': 'iam-014',
  'iam:AttachUserPolicy iam:CreateAccessKey': 'iam-015',
  'iam:CreatePolicyVersion sts:AssumeRole': 'iam-016',
  'iam:PutRolePolicy sts:AssumeRole': 'iam-017',
  'iam:PutUserPolicy iam:CreateAccessKey': 'iam-018',
  'iam:AttachRolePolicy iam:UpdateAssumeRolePolicy': 'iam-019',
  'iam:CreatePolicyVersion iam:UpdateAssumeRolePolicy': 'iam-020',
  'iam:PutRolePolicy iam:UpdateAssumeRolePolicy': 'iam-021',
};

/** The best way to change the policies of somebody whom the profile becomes, by one call or by several steps. */
function throughOthers({ iam, controlsOf, steps }: Writing, profile: Profile): Gain | undefined {
  const { account } = profile;
  const others = [...iam.targets(account, 'role'), ...iam.targets(account, 'user')].filter(
    ({ arn }) => !profile.members.includes(arn),
  );
  const targets = others.flatMap((target) => told(iam, target));
  let reach: ReadonlyMap<string, Grant> | undefined;
  return bestGrant(eachGain());

  function* eachGain(): Iterable<Gain> {
    for (const part of alike(profile, gripActions, targets, controlsOf(account))) {
      const gain = gainOn(iam, profile, part[0]);
      if (gain === undefined) continue;
      const direct = bestGrant(part.flatMap((target) => becomings(iam, profile, target)));
      if (direct) yield joint(gain, direct, jointIds[`${gain.action} ${direct.action}`]);
      if (direct?.conditions.length === 0) continue;
      reach ??= steps(profile);
      const met = reach;
      const far = bestGrant(part.flatMap(({ arn }) => met.get(arn) ?? []));
      if (far) yield joint(gain, far, undefined);
    }
  }
}

function joint(gain: Gain, becoming: Grant, id: string | undefined): Gain {
  return { id: id ?? gain.id, action: gain.action, ...mergeGrants([gain, becoming]) };
}

function becomings(iam: IamEstate, profile: Profile, target: IamTarget): readonly Becoming[] {
  const ways = target.kind === 'user' ? credentialWays : trustWays;
  const assumed = target.kind === 'role' ? assumes(iam, profile, target.arn) : undefined;
  return [...(assumed ? [assumed] : []), ...ways.flatMap((way) => becomeBy(iam, profile, way, target) ?? [])];
}
