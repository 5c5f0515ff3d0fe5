import { arnField, arnText } from '../../policy/arn.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant, SettledValues } from '../estate/judge.ts';
import { namePolicy, type NamedPolicy } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';
import { bestGrant, mergeGrants } from './merge-grants.ts';

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
    const grant = iamWrite(estate, profile, [action, resource], { 'iam:PermissionsBoundary': undefined });
    if (grant === undefined) return undefined;
    grants.push(grant);
  }
  return mergeGrants(grants).conditions;
}

/** Judges a call on the account's IAM; a call that hands out a policy, with any that serves. */
export function iamWrite(
  estate: Estate,
  profile: Profile,
  [action, resource]: readonly [action: string, resource: string],
  values: SettledValues = {},
): Grant | undefined {
  const { account, principal } = profile;
  const iam = `arn:${arnField(arnText(principal.id), 1) || 'aws'}:iam::`;
  const target = { arn: `${iam}${account}:${resource}`, account, tags: {}, policy: undefined };
  if (!action.includes(':Attach')) return estate.judge(profile, action, target, values);
  const policies = [
    `${iam}aws:policy/AdministratorAccess`,
    `${iam}aws:policy/IAMFullAccess`,
    `${iam}${account}:policy/any`,
  ];
  return bestGrant(grants());

  function* grants(): Iterable<Grant> {
    for (const policy of policies) {
      const grant = estate.judge(profile, action, target, { ...values, 'iam:PolicyARN': policy });
      if (grant) yield grant;
    }
  }
}
