import type { Grant } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import { roleTarget } from '../role-target.ts';
import { iamCall } from './iam-calls.ts';
import type { IamEstate, IamTarget } from './iam-estate.ts';
import { mergeGrants } from './merge-grants.ts';

/** A call by which one becomes a user or a role. */
export interface BecomeWay {
  readonly id: string;
  readonly action: string;
  readonly kind: 'user' | 'role';
}

/** Calls that give the attacker a credential of a user. */
export const credentialWays: readonly BecomeWay[] = [
  { id: 'iam-002', action: 'iam:CreateAccessKey', kind: 'user' },
  { id: 'iam-004', action: 'iam:CreateLoginProfile', kind: 'user' },
  { id: 'iam-006', action: 'iam:UpdateLoginProfile', kind: 'user' },
];

/** The call that lets the attacker write himself into a role's trust policy. */
export const trustWays: readonly BecomeWay[] = [{ id: 'iam-012', action: 'iam:UpdateAssumeRolePolicy', kind: 'role' }];

/** A user has at most so many access keys. */
const maximumKeys = 2;

/** That a profile becomes a target, and which published way it is. */
export interface Becoming extends Grant {
  readonly id: string;
  readonly action: string;
}

/** Judges one call on one target, with what must be there or must not be there for it to succeed. */
export function becomeBy(iam: IamEstate, profile: Profile, way: BecomeWay, target: IamTarget): Becoming | undefined {
  const grant = iamCall(iam, profile, way.action, target);
  if (grant === undefined) return undefined;
  const { action } = way;
  if (action === 'iam:CreateAccessKey' && iam.keyCount(target.arn) >= maximumKeys) {
    const room = iamCall(iam, profile, 'iam:DeleteAccessKey', target);
    return room === undefined ? undefined : { id: 'iam-003', action, ...mergeGrants([grant, room]) };
  }
  if (action === 'iam:CreateLoginProfile' && iam.hasPassword(target.arn)) return undefined;
  if (action === 'iam:UpdateLoginProfile' && !iam.hasPassword(target.arn)) {
    return {
      id: way.id,
      action,
      evidence: grant.evidence,
      conditions: ['the user has a console password', ...grant.conditions],
    };
  }
  return { id: way.id, action, ...grant };
}

/** What the outcome of {@link becomeBy} hangs on beside the policies. */
export function besidesOf(iam: IamEstate, { arn, kind, boundary = '' }: IamTarget): string {
  if (kind !== 'user') return boundary;
  return `${boundary} ${iam.keyCount(arn) >= maximumKeys} ${iam.hasPassword(arn)}`;
}

/** Whether a profile assumes a role as it stands. */
export function assumes({ estate }: IamEstate, profile: Profile, role: string): Becoming | undefined {
  const target = roleTarget(estate, role);
  const grant = target === undefined ? undefined : estate.judge(profile, 'sts:AssumeRole', target);
  return grant === undefined ? undefined : { id: 'sts-001', action: 'sts:AssumeRole', ...grant };
}
