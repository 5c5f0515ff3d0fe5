import type { PrincipalEntry } from '../policy/document.ts';
import { accountOf } from '../model/arn.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import type { Estate } from './estate/estate.ts';
import type { Profile } from './estate/profiles.ts';
import { roleTarget } from './role-target.ts';

export const canAssume = defineEdge({
  kind: 'CAN_ASSUME',
  title: 'can assume',
  description:
    'The role trusts the principal, and the principal may call sts:AssumeRole on it: whoever holds one becomes the other.',
  abuse: 'aws sts assume-role --role-arn <role> --role-session-name x, then use the returned keys.',
  remediation:
    "Name single principals in the role's trust policy, require an external id of third parties, and scope sts:AssumeRole to named roles.",
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html',
  ],
  nhi: ['NHI5', 'NHI8'],
  mitre: ['T1078.004', 'T1548.005'],
  limits: 'Session policies are not known, so a session is taken to hold all that its role holds.',
  cost: 1,
  *derive(estate) {
    for (const role of estate.trusts.keys()) yield* assumers(estate, role);
  },
});

/** Who may become the role: everyone whom its trust policy may mean is judged, both sides. */
function* assumers(estate: Estate, role: string): Iterable<Finding> {
  const target = roleTarget(estate, role);
  if (target === undefined) return;
  for (const profile of candidates(estate, role)) {
    if (profile.members.length === 1 && profile.members[0] === role) continue;
    const grant = estate.judge(profile, 'sts:AssumeRole', target);
    if (grant) yield { from: { profile: profile.index }, to: [role], ...grant };
  }
}

function candidates(estate: Estate, role: string): ReadonlySet<Profile> {
  const found = new Set<Profile>();
  for (const { source } of estate.trusts.get(role)?.compiled.allows ?? []) {
    const principals = source.notPrincipal ? [{ type: 'AWS', value: '*' } as const] : (source.principals ?? []);
    for (const principal of principals) for (const profile of meant(estate, principal)) found.add(profile);
  }
  return found;
}

function meant({ profiles, profilesOf, profileOf }: Estate, { type, value }: PrincipalEntry): readonly Profile[] {
  if (type !== 'AWS') return [];
  if (value === '*') return profiles;
  const account = accountOf(value);
  if (account !== undefined) return profilesOf.get(account) ?? [];
  const named = profileOf.get(value);
  return named === undefined ? [] : [named];
}
