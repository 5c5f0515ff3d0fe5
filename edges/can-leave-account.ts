import { accountOf, parseArn } from '../model/arn.ts';
import { principalOf } from '../policy/principal.ts';
import { administrationOf } from './administration.ts';
import { defineEdge } from './define-edge.ts';
import { everything } from './escalation/administration.ts';
import type { Estate } from './estate/estate.ts';
import { roleTarget } from './role-target.ts';

export const canLeaveAccount = defineEdge({
  kind: 'CAN_LEAVE_ACCOUNT',
  title: 'can go on into',
  description:
    'A role of another account trusts this account, or a principal of it: whoever administers the account makes himself what the trust asks for, and becomes the role.',
  abuse:
    'Give the trusted principal sts:AssumeRole on the role, or make one where the whole account is trusted, and assume it.',
  remediation:
    'Trust single roles of other accounts, not whole accounts, and bind the trust to an external id or to tags.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html'],
  nhi: ['NHI5', 'NHI8'],
  mitre: ['T1199', 'T1078.004'],
  limits:
    'Resources of other accounts that admit this account are reached through the identities that may use them today.',
  cost: 1,
  *derive(estate) {
    for (const role of estate.trusts.keys()) yield* leavers(estate, role);
  },
});

function* leavers(estate: Estate, role: string) {
  const target = roleTarget(estate, role);
  if (target === undefined) return;
  const seen = new Set<string>();
  for (const { source } of target.policy?.compiled.allows ?? []) {
    if (source.notPrincipal) continue;
    for (const { type, value } of source.principals ?? []) {
      const account = type === 'AWS' ? (accountOf(value) ?? parseArn(value)?.account) : undefined;
      if (account === undefined || account === target.account || !estate.accounts.has(account)) continue;
      const from = { node: administrationOf(account) };
      const grant = trusted(
        estate,
        target,
        accountOf(value) === undefined ? value : `arn:aws:iam::${account}:role/any`,
      );
      if (grant === undefined || seen.has(`${account} ${value}`)) continue;
      seen.add(`${account} ${value}`);
      yield { from, to: [role], ...grant };
    }
  }
}

/** Judges the trust for a principal that holds everything, as the account's administrator makes it. */
function trusted(estate: Estate, target: NonNullable<ReturnType<typeof roleTarget>>, arn: string) {
  const principal = principalOf(arn);
  if (principal?.account === undefined) return undefined;
  const known = estate.profileOf.get(arn);
  return estate.judge(
    {
      index: -1,
      account: principal.account,
      members: [],
      principal,
      tags: known?.tags ?? {},
      policies: [everything],
      boundary: undefined,
      unread: [],
      lost: [],
      session: undefined,
      // What it is tagged with is the administrator's to choose, where it is not there yet.
      isForeign: known === undefined,
    },
    'sts:AssumeRole',
    target,
  );
}
