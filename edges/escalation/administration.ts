import type { Estate } from '../estate/estate.ts';
import type { Grant } from '../estate/judge.ts';
import { namePolicy, type NamedPolicy } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';
import { mergeGrants } from './merge-grants.ts';

/** What whoever administers an account's IAM may do, each on whatever there is. */
const probes: readonly (readonly [action: string, resource: string])[] = [
  ['iam:CreateUser', 'user/any'],
  ['iam:AttachUserPolicy', 'user/any'],
  ['iam:AttachRolePolicy', 'role/any'],
  ['iam:PutRolePolicy', 'role/any'],
  ['iam:CreatePolicyVersion', 'policy/any'],
  ['iam:UpdateAssumeRolePolicy', 'role/any'],
];

/** The policy that an attacker writes where he may write one. */
export const everything: NamedPolicy = written('policy that the attacker writes');

function written(id: string): NamedPolicy {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const policy = namePolicy(id, document, 'identity');
  if (policy === undefined) throw new TypeError('everything on everything is a policy');
  return policy;
}

/** Under which conditions a principal could do as it likes with the account's IAM; undefined where never. */
export function administering(estate: Estate, profile: Profile): readonly string[] | undefined {
  const grants: Grant[] = [];
  for (const [action, resource] of probes) {
    const arn = `arn:aws:iam::${profile.account}:${resource}`;
    const values = {
      'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
      'iam:PermissionsBoundary': undefined,
    };
    const grant = estate.judge(profile, action, { arn, account: profile.account, tags: {}, policy: undefined }, values);
    if (grant === undefined) return undefined;
    grants.push(grant);
  }
  return mergeGrants(grants).conditions;
}
