import { askersOf, type Asker } from './access/askers.ts';
import { asksOf } from './access/asks.ts';
import { HeldGroups } from './access/held-groups.ts';
import { heldRows, type HeldRows } from './access/held-rows.ts';
import { buildSpeaking } from './access/speaking.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import { buildTrustTables } from './escalation/trust-tables.ts';
import type { Estate } from './estate/estate.ts';
import { buildSignatures, type PrincipalSignatures } from './estate/signatures.ts';

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
  const told = { ...estate, signatures: withTrusts(estate) };
  for (const [account, profiles] of estate.profilesOf) {
    const tables = trustedBy(account);
    if (tables.length === 0) continue;
    const asks = asksOf(['sts:AssumeRole'], tables[0].table.rows[0]);
    const speaking = buildSpeaking(asks.spoken);
    for (const asker of askersOf(told, profiles, speaking, false)) {
      const groups = new HeldGroups();
      for (const { table, isOwn, controls } of tables) {
        const held = heldRows({ estate, asker, table, asks, controls: controls.flatMap(speaking), isOwn });
        groups.add(withoutItself(estate, asker, held));
      }
      for (const { hold: _, ...finding } of groups.findings(asker.profiles, 'read')) yield finding;
    }
  }
}

/** Tells apart whom trust policies tell apart, too. */
function withTrusts({ signatures, trusts }: Estate): PrincipalSignatures {
  const trusting = buildSignatures([...trusts.values()].map(({ compiled }) => compiled));
  return { ...signatures, of: (...asked) => [signatures.of(...asked), trusting.of(...asked)] };
}

/** Leaves out the role that asks, where it asks for itself alone. */
function* withoutItself({ profiles }: Estate, asker: Asker, held: Iterable<HeldRows>): Iterable<HeldRows> {
  const members = asker.profiles.flatMap((profile) => profiles[profile].members);
  for (const { grant, rows } of held) {
    const others = members.length === 1 ? rows.filter(({ id }) => id !== members[0]) : rows;
    if (others.length > 0) yield { grant, rows: others };
  }
}
