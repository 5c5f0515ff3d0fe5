import { mayAllowAction } from '../policy/inspect.ts';
import { administrationOf } from './administration.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import { administering } from './escalation/administration.ts';
import { alike } from './escalation/alike.ts';
import { becomeBy, credentialWays } from './escalation/become.ts';
import { controlStatements, type ControlStatements } from './escalation/control-statements.ts';
import { bestGain } from './escalation/gains.ts';
import { gripsOn } from './escalation/grips.ts';
import { iamCall } from './escalation/iam-calls.ts';
import { buildIamEstate, policiesOfGroup, type IamEstate, type IamTarget } from './escalation/iam-estate.ts';
import { bestGrant, mergeGrants } from './escalation/merge-grants.ts';
import { openings } from './escalation/openings.ts';
import type { Grant } from './estate/judge.ts';
import type { Profile } from './estate/profiles.ts';

export const canJoinGroup = defineEdge({
  kind: 'CAN_JOIN_GROUP',
  title: 'can join a group',
  description:
    'The principal may add itself, or a user whose credentials it can make, to a group, and gains what the policies of the group grant.',
  abuse: 'aws iam add-user-to-group --group-name <group> --user-name <yourself>.',
  remediation: 'Keep iam:AddUserToGroup for the few who manage people, and name the groups in its resource.',
  references: [
    'https://pathfinding.cloud/paths/iam-013',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html',
  ],
  nhi: ['NHI5'],
  mitre: ['T1098.003'],
  limits:
    'Groups that only together grant something are put together where one lets the joiner into the next. A user is in ten groups at most; this is not counted.',
  cost: 2,
  *derive(estate) {
    yield* openings(estate, 'CAN_JOIN_GROUP');
    const iam = buildIamEstate(estate);
    const controlsOf = controlStatements(estate);
    for (const profile of estate.profiles) {
      const may = profile.policies.some(({ compiled }) => mayAllowAction(compiled, 'iam:AddUserToGroup'));
      if (may && !profile.isForeign && profile.session === undefined) yield* joins(iam, profile, controlsOf);
    }
  },
});

/** Joining a group that administers the account, or whose policies the joiner may write. */
function* joins(iam: IamEstate, profile: Profile, controlsOf: ControlStatements): Iterable<Finding> {
  const to = [administrationOf(profile.account)];
  const best = bestGrant(grants(iam, profile, controlsOf));
  if (best) yield { from: { profile: profile.index }, to, rule: 'iam-013', ...best };
}

function* grants(iam: IamEstate, profile: Profile, controlsOf: ControlStatements): Iterable<Grant> {
  const { account } = profile;
  const targets = iam
    .targets(account, 'group')
    .map((group) => ({ ...group, besides: iam.attached(group.arn).join(' ') }));
  const controls = controlsOf(account);
  for (const [group] of alike(profile, ['iam:AddUserToGroup', ...writes], targets, controls)) {
    const joined = iamCall(iam, profile, 'iam:AddUserToGroup', group);
    if (joined === undefined) continue;
    for (const { joiner, grant } of joiners(iam, profile)) {
      const gain = gainAsMember(iam, { profile, joiner, group });
      if (gain) yield mergeGrants([joined, grant, gain]);
    }
  }
}

const writes = [
  'iam:PutGroupPolicy',
  'iam:AttachGroupPolicy',
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
];

interface Joiner {
  readonly joiner: IamTarget;
  readonly grant: Grant;
}

/** Who may be added to the attacker's good: a user who is the attacker, else one whom he can become. */
function* joiners(iam: IamEstate, profile: Profile): Iterable<Joiner> {
  const self = iam.target(profile.members[0]);
  if (self?.kind === 'user') {
    yield { joiner: self, grant: { conditions: [], evidence: [] } };
    return;
  }
  const usable = credentialWays.filter(({ action }) =>
    profile.policies.some(({ compiled }) => mayAllowAction(compiled, action)),
  );
  if (usable.length === 0) return;
  for (const joiner of iam.targets(profile.account, 'user')) {
    const grant = bestGrant(usable.flatMap((way) => becomeBy(iam, profile, way, joiner) ?? []));
    if (grant) yield { joiner, grant };
    if (grant?.conditions.length === 0) return;
  }
}

interface Membership {
  readonly profile: Profile;
  readonly joiner: IamTarget;
  readonly group: IamTarget;
}

/** What makes the joiner administer the account once it is in the group. */
function gainAsMember(iam: IamEstate, { profile, joiner, group }: Membership): Grant | undefined {
  const before = joiner.profile;
  if (before === undefined) return undefined;
  const policies = [...before.policies, ...policiesOfGroup(iam, group.arn)];
  const left = administering(iam.estate, { ...before, policies });
  if (left !== undefined) return { conditions: left, evidence: [] };
  const groups = [...iam.groupsOf(joiner.arn), group.arn];
  const grips = gripsOn(iam, profile, joiner, [group.arn]).filter(({ action }) => writes.includes(action));
  const start = { policies, boundary: before.boundary };
  const further = (changed: Profile) => gripsOn(iam, changed, joiner, groups);
  return grips.length === 0 ? undefined : bestGain(iam, { target: before, start, further }, grips);
}
