import type { Grant, SettledValues } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import type { IamEstate, IamTarget } from './iam-estate.ts';
import { bestGrant, mergeGrants } from './merge-grants.ts';
import { retagged } from './retag.ts';

/** Managed policies that give administration, and that every account has. */
const wideManaged = ['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/IAMFullAccess'];

/** Calls whose point is which policy they hand out. */
const attaching = /^iam:Attach(User|Role|Group)Policy$/;

/** Judges an IAM call on a user, role or group, tagged first where a tag is asked for and the profile may set it. */
export function iamCall(iam: IamEstate, profile: Profile, action: string, target: CallTarget): Grant | undefined {
  const grant = callAsItIs(iam, profile, action, target);
  if (grant?.conditions.length === 0) return grant;
  const others = Array.from(retagged(iam.estate, profile, action, target), ({ tags, grant: tagging }) => {
    const then = callAsItIs(iam, profile, action, { ...target, tags });
    return then && mergeGrants([then, tagging]);
  });
  return bestGrant([grant, ...others].filter((each) => each !== undefined));
}

type CallTarget = Omit<IamTarget, 'kind' | 'profile'>;

/** Judges the call with what the request and the target settle. */
function callAsItIs(
  { estate, wide }: IamEstate,
  profile: Profile,
  action: string,
  { arn, account, tags, boundary }: CallTarget,
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
