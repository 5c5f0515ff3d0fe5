import { principalMatch } from '../policy/gate.ts';
import { askersOf, type Asker } from './access/askers.ts';
import { HeldGroups } from './access/held-groups.ts';
import type { HeldRows } from './access/held-rows.ts';
import { askedAction, buildSpeaking } from './access/speaking.ts';
import { targetAt } from './access/targets.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import { allSignatures } from './escalation/all-signatures.ts';
import { partsFor } from './escalation/held-parts.ts';
import { buildTrustTables } from './escalation/trust-tables.ts';
import type { Estate } from './estate/estate.ts';
import type { Resource } from './estate/resources.ts';

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
  derive: (estate) => assumed(estate),
});

/** Who may become which roles, both sides judged: profiles and roles that no policy tells apart, once. */
function* assumed(estate: Estate): Iterable<Finding> {
  const trustedBy = buildTrustTables(estate);
  const told = { ...estate, signatures: allSignatures(estate) };
  const speaking = buildSpeaking([askedAction(action)]);
  for (const [account, profiles] of estate.profilesOf) {
    const tables = trustedBy(account);
    if (tables.length === 0) continue;
    for (const asker of askersOf(told, profiles, speaking, false)) {
      const groups = new HeldGroups();
      const parts = tables.flatMap((table) => [...partsFor(asker, table, speaking)]);
      for (const part of parts) groups.add(becoming(estate, asker, part));
      for (const { hold: _, ...finding } of groups.findings(asker.profiles, 'read')) yield finding;
    }
  }
}

const action = 'sts:AssumeRole';

/** Whether the asker becomes roles of one part; the role that asks for itself alone is left out. */
function* becoming(estate: Estate, { profile, profiles }: Asker, part: readonly Resource[]): Iterable<HeldRows> {
  const [first] = part;
  // A role's trust must itself let the principal in, in its own account too.
  const isTrusted = first.policy?.compiled.allows.some((allow) => principalMatch(allow, profile.principal) !== 'no');
  const grant = isTrusted === true ? estate.judge(profile, action, targetAt(first, first.id)) : undefined;
  const members = profiles.flatMap((index) => estate.profiles[index].members);
  const rows = members.length === 1 ? part.filter(({ id }) => id !== members[0]) : part;
  if (grant !== undefined && rows.length > 0) yield { grant, rows };
}
