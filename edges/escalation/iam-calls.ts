import type { Grant, SettledValues } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import { bestGrant } from './merge-grants.ts';
import type { IamEstate, IamTarget } from './iam-estate.ts';

/** Managed policies that give administration, and that every account has. */
const wideManaged = ['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/IAMFullAccess'];

/** Calls whose point is which policy they hand out. */
const attaching = /^iam:Attach(User|Role|Group)Policy$/;

/** Judges an IAM call on a user, role or group, with what the request and the target settle. */
export function iamCall(
  { estate, wide }: IamEstate,
  profile: Profile,
  action: string,
  { arn, account, tags, boundary }: Omit<IamTarget, 'kind' | 'profile'>,
): Grant | undefined {
  const target = { arn, account, tags, policy: undefined };
  const settled: SettledValues = { 'iam:PermissionsBoundary': boundary };
  if (!attaching.test(action)) return estate.judge(profile, action, target, settled);
  return bestGrant(
    [...wideManaged, ...wide(account)].flatMap(
      (policy) => estate.judge(profile, action, target, { ...settled, 'iam:PolicyARN': policy }) ?? [],
    ),
  );
}
