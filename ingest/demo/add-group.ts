import { attachedTo, inlinePolicies } from './add-policy.ts';
import { iamArn } from './arn.ts';
import { daysAgo } from './calendar.ts';
import type { PolicyDocument } from './documents.ts';
import type { Account } from './estate.ts';
import { uniqueId } from './stable-id.ts';

/** A group to add; users name the groups that they are in. */
export interface GroupSpec {
  readonly name: string;
  readonly managed?: readonly string[];
  readonly inline?: Readonly<Record<string, PolicyDocument>>;
}

/** Adds a group and returns its ARN. */
export function addGroup(account: Account, { name, managed, inline }: GroupSpec): string {
  const Arn = iamArn(account.id, `group/${name}`);
  account.groups.push({
    Path: '/',
    GroupName: name,
    GroupId: uniqueId('AGPA', Arn),
    Arn,
    CreateDate: daysAgo(1650),
    GroupPolicyList: inlinePolicies(inline),
    AttachedManagedPolicies: attachedTo(managed),
  });
  return Arn;
}
