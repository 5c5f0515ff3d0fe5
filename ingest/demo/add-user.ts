import { attachedTo, inlinePolicies } from './add-policy.ts';
import { iamArn } from './arn.ts';
import { daysAgo } from './calendar.ts';
import type { PolicyDocument } from './documents.ts';
import type { Account } from './estate.ts';
import { randomOf } from './random.ts';
import { uniqueId } from './stable-id.ts';
import { type Tags, tagList } from './tags.ts';

/** A user to add; the age is drawn where it is left out. */
export interface UserSpec {
  readonly name: string;
  /** `/` where left out. */
  readonly path?: string;
  readonly groups?: readonly string[];
  readonly managed?: readonly string[];
  readonly inline?: Readonly<Record<string, PolicyDocument>>;
  readonly tags?: Tags;
  readonly createdDaysAgo?: number;
}

/** Adds a user without a credential and returns its ARN. */
export function addUser(account: Account, spec: UserSpec): string {
  const path = spec.path ?? '/';
  const Arn = iamArn(account.id, `user${path}${spec.name}`);
  account.users.push({
    Path: path,
    UserName: spec.name,
    UserId: uniqueId('AIDA', Arn),
    Arn,
    CreateDate: daysAgo(spec.createdDaysAgo ?? randomOf(account.seed, Arn).integer(120, 1800)),
    GroupList: [...(spec.groups ?? [])],
    UserPolicyList: inlinePolicies(spec.inline),
    AttachedManagedPolicies: attachedTo(spec.managed),
    Tags: tagList(spec.tags),
  });
  return Arn;
}
