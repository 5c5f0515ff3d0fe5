import { mayAllowAction } from '../policy/inspect.ts';
import { administrationOf } from './administration.ts';
import { defineEdge } from './define-edge.ts';
import { administering } from './escalation/administration.ts';
import { controlStatements } from './escalation/control-statements.ts';
import { buildIamEstate, type IamEstate } from './escalation/iam-estate.ts';
import { buildWayJudge, type WayJudge } from './escalation/judge-way.ts';
import { bestGrant, mergeGrants } from './escalation/merge-grants.ts';
import { makingActions, newcomers } from './escalation/newcomers.ts';
import { openings } from './escalation/openings.ts';
import type { Grant } from './estate/judge.ts';
import type { Profile } from './estate/profiles.ts';

export const canCreatePrincipal = defineEdge({
  kind: 'CAN_CREATE_PRINCIPAL',
  title: 'can make a new principal',
  description:
    'The principal may make a new user or role, give it a policy or put it into a group, and use it: a new administrator of its own, or whatever the boundary that it must set leaves.',
  abuse:
    'aws iam create-user, attach-user-policy with AdministratorAccess and create-access-key; or create-role with a trust policy that names you, and attach-role-policy.',
  remediation:
    'Demand a permissions boundary of whatever is created (iam:PermissionsBoundary), and name the policies that may be attached (iam:PolicyARN).',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    'https://pathfinding.cloud/paths/iam-015',
  ],
  nhi: ['NHI5'],
  mitre: ['T1136.003', 'T1098.003'],
  limits:
    'Boundaries that a policy asks for by a pattern are not tried. What is made may make more, which is followed through three changes.',
  cost: 3,
  *derive(estate) {
    yield* openings(estate, 'CAN_CREATE_PRINCIPAL');
    const iam = buildIamEstate(estate);
    const judgeWay = buildWayJudge(estate, controlStatements(estate));
    for (const profile of estate.profiles) {
      const isActor = !profile.isForeign && profile.session === undefined;
      const may = (action: string): boolean =>
        profile.policies.some(({ compiled }) => mayAllowAction(compiled, action));
      if (!isActor || !makingActions.some(may)) continue;
      const grant = bestGrant(administrators(iam, profile, judgeWay));
      if (grant === undefined) continue;
      const { id: rule, conditions, evidence } = grant;
      const to = [administrationOf(profile.account)];
      yield { from: { profile: profile.index }, to, rule, conditions, evidence };
    }
  },
});

/** The newcomers that administer the account, and under which conditions. */
function* administrators(
  iam: IamEstate,
  profile: Profile,
  judgeWay: WayJudge,
): Iterable<Grant & { readonly id: string }> {
  for (const { id, grant, profile: newcomer } of newcomers(iam, profile, judgeWay)) {
    const left = administering(iam.estate, newcomer);
    if (left) yield { id, ...mergeGrants([grant, { conditions: left, evidence: [] }]) };
  }
}
