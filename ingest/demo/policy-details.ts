import { awsManagedDocuments } from './aws-managed.ts';
import { daysAgo } from './calendar.ts';
import type { PolicyDocument } from './documents.ts';
import type { Account, CustomerPolicy } from './estate.ts';
import { uniqueId } from './stable-id.ts';

/** Age of the AWS managed policies, in days; they are older than the company. */
const awsPolicyAgeDays = 4100;

/** Elements of `Policies`: the account's own, and those of AWS's that something in the account holds. */
export function policyDetails(account: Account) {
  const attached = countBy(holdersOf(account).flatMap((held) => held.AttachedManagedPolicies.map((p) => p.PolicyArn)));
  const bounding = countBy(account.roles.flatMap((role) => role.PermissionsBoundary?.PermissionsBoundaryArn ?? []));
  return [...account.policies, ...usedAwsPolicies(new Set(attached.keys()))].map((policy) => ({
    PolicyName: policy.name,
    PolicyId: uniqueId('ANPA', policy.arn),
    Arn: policy.arn,
    Path: policy.arn.slice(policy.arn.indexOf('/'), policy.arn.lastIndexOf('/') + 1),
    DefaultVersionId: `v${policy.versions.length}`,
    AttachmentCount: attached.get(policy.arn) ?? 0,
    PermissionsBoundaryUsageCount: bounding.get(policy.arn) ?? 0,
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: policy.createdAt,
    PolicyVersionList: policy.versions.map(versionDetail(policy)).reverse(),
  }));
}

function versionDetail({ versions, createdAt }: CustomerPolicy) {
  return (document: PolicyDocument, index: number) => ({
    Document: document,
    VersionId: `v${index + 1}`,
    IsDefaultVersion: index === versions.length - 1,
    CreateDate: createdAt,
  });
}

function holdersOf({ users, groups, roles }: Account) {
  return [...users, ...groups, ...roles];
}

function usedAwsPolicies(attached: ReadonlySet<string>): readonly CustomerPolicy[] {
  return [...awsManagedDocuments]
    .filter(([arn]) => attached.has(arn))
    .map(([arn, document]) => ({
      name: arn.slice(arn.lastIndexOf('/') + 1),
      arn,
      createdAt: daysAgo(awsPolicyAgeDays),
      versions: [document],
    }));
}

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
