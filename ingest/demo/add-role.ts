import { attachedTo, inlinePolicies } from './add-policy.ts';
import { homeRegion } from './accounts.ts';
import { iamArn } from './arn.ts';
import { daysAgo } from './calendar.ts';
import type { PolicyDocument } from './documents.ts';
import type { Account, InstanceProfile, ProfileRole, RoleDetail } from './estate.ts';
import { randomOf } from './random.ts';
import { uniqueId } from './stable-id.ts';
import { type Tags, tagList } from './tags.ts';

/** A role to add; ages that are left out are drawn. */
export interface RoleSpec {
  readonly name: string;
  /** `/` where left out. */
  readonly path?: string;
  readonly trust: PolicyDocument;
  /** ARNs of managed policies. */
  readonly managed?: readonly string[];
  readonly inline?: Readonly<Record<string, PolicyDocument>>;
  readonly boundary?: string;
  readonly tags?: Tags;
  readonly createdDaysAgo?: number;
  readonly lastUsedDaysAgo?: number | 'never';
  /** Whether an instance profile of the role's name goes with it. */
  readonly instanceProfile?: boolean;
}

/** Adds a role and returns its ARN. */
export function addRole(account: Account, spec: RoleSpec): string {
  const path = spec.path ?? '/';
  const Arn = iamArn(account.id, `role${path}${spec.name}`);
  const random = randomOf(account.seed, Arn);
  const created = spec.createdDaysAgo ?? random.integer(60, 1500);
  const role: ProfileRole = {
    Path: path,
    RoleName: spec.name,
    RoleId: uniqueId('AROA', Arn),
    Arn,
    CreateDate: daysAgo(created),
    AssumeRolePolicyDocument: spec.trust,
  };
  account.roles.push({
    ...role,
    InstanceProfileList: spec.instanceProfile ? [profileOf(account, role)] : [],
    RolePolicyList: inlinePolicies(spec.inline),
    AttachedManagedPolicies: attachedTo(spec.managed),
    ...boundaryOf(spec.boundary),
    RoleLastUsed: lastUse(spec.lastUsedDaysAgo ?? Math.min(created, random.integer(0, 40) / 4)),
    Tags: tagList(spec.tags),
  });
  return Arn;
}

/** The ARN of the instance profile that goes with a role. */
export function instanceProfileArn(account: Account, roleName: string): string {
  return iamArn(account.id, `instance-profile/${roleName}`);
}

function profileOf(account: Account, role: ProfileRole): InstanceProfile {
  const Arn = instanceProfileArn(account, role.RoleName);
  return {
    Path: '/',
    InstanceProfileName: role.RoleName,
    InstanceProfileId: uniqueId('AIPA', Arn),
    Arn,
    CreateDate: role.CreateDate,
    Roles: [role],
  };
}

function boundaryOf(policy: string | undefined): Pick<RoleDetail, 'PermissionsBoundary'> {
  if (policy === undefined) return {};
  return { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policy } };
}

function lastUse(days: number | 'never'): RoleDetail['RoleLastUsed'] {
  return days === 'never' ? {} : { LastUsedDate: daysAgo(days), Region: homeRegion };
}
