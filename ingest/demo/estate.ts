import { type AccountSpec, type Environment, development, management, production, tooling } from './accounts.ts';
import type { PolicyDocument } from './documents.ts';

/** IAM's way to write a tag. */
export type Tag = { readonly Key: string; readonly Value: string };

/** A managed policy by reference. */
export type Attached = { readonly PolicyName: string; readonly PolicyArn: string };

/** A policy inside its holder. */
export type InlinePolicy = { readonly PolicyName: string; readonly PolicyDocument: PolicyDocument };

/** What users, groups and roles have in common in the authorization details. */
type Holder = {
  readonly Path: string;
  readonly Arn: string;
  readonly CreateDate: string;
  readonly AttachedManagedPolicies: Attached[];
};

/** An element of `UserDetailList`. */
export type UserDetail = Holder & {
  readonly UserName: string;
  readonly UserId: string;
  readonly GroupList: string[];
  readonly UserPolicyList: InlinePolicy[];
  readonly Tags: Tag[];
};

/** An element of `GroupDetailList`. */
export type GroupDetail = Holder & {
  readonly GroupName: string;
  readonly GroupId: string;
  readonly GroupPolicyList: InlinePolicy[];
};

/** A role inside its instance profile. */
export type ProfileRole = {
  readonly Path: string;
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly CreateDate: string;
  readonly AssumeRolePolicyDocument: PolicyDocument;
};

/** An instance profile inside its role. */
export type InstanceProfile = {
  readonly Path: string;
  readonly InstanceProfileName: string;
  readonly InstanceProfileId: string;
  readonly Arn: string;
  readonly CreateDate: string;
  readonly Roles: ProfileRole[];
};

/** An element of `RoleDetailList`. */
export type RoleDetail = Holder & {
  readonly RoleName: string;
  readonly RoleId: string;
  readonly AssumeRolePolicyDocument: PolicyDocument;
  readonly InstanceProfileList: InstanceProfile[];
  readonly RolePolicyList: InlinePolicy[];
  readonly PermissionsBoundary?: {
    readonly PermissionsBoundaryType: 'Policy';
    readonly PermissionsBoundaryArn: string;
  };
  readonly RoleLastUsed: { readonly LastUsedDate?: string; readonly Region?: string };
  readonly Tags: Tag[];
};

/** A customer managed policy; the last version is the default one. */
export interface CustomerPolicy {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: string;
  readonly versions: readonly PolicyDocument[];
}

/** A line of `resources.ndjson`. */
export type ResourceLine = {
  readonly arn: string;
  readonly type: string;
  readonly region: string;
  readonly tags: { readonly [key: string]: string };
  readonly policy?: PolicyDocument;
  readonly runsAs?: string;
  readonly config?: { readonly [key: string]: string | number | boolean | string[] };
};

/** A line of `credentials.ndjson`. */
export type CredentialLine = {
  readonly identity: string;
  readonly kind: 'access-key' | 'password';
  readonly id: string;
  readonly created: string;
  readonly lastUsed?: string;
  readonly status: 'Active' | 'Inactive';
};

/** A line of `last-accessed.ndjson`: a service that the identity has used, and when last. */
export type LastAccessedLine = {
  readonly identity: string;
  readonly service: string;
  readonly lastAuthenticated: string;
};

/** An element of `OIDCProviderList`. */
type OidcProvider = { readonly Arn: string; readonly Url: string; readonly ClientIDList: string[] };

/** One account while it is being filled. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly environment: Environment;
  /** Of every choice that is made in the account. */
  readonly seed: number;
  readonly users: UserDetail[];
  readonly groups: GroupDetail[];
  readonly roles: RoleDetail[];
  readonly policies: CustomerPolicy[];
  readonly oidcProviders: OidcProvider[];
  readonly samlProviders: { readonly Arn: string }[];
  readonly resources: ResourceLine[];
  readonly credentials: CredentialLine[];
  /** What stories say of single identities. */
  readonly lastAccessed: LastAccessedLine[];
}

/** Halyard Freight's accounts while they are being filled. */
export interface Estate {
  readonly management: Account;
  readonly tooling: Account;
  readonly production: Account;
  readonly development: Account;
}

/** The four accounts with nothing in them. */
export function emptyEstate(seed: number): Estate {
  return {
    management: emptyAccount(management, seed),
    tooling: emptyAccount(tooling, seed),
    production: emptyAccount(production, seed),
    development: emptyAccount(development, seed),
  };
}

function emptyAccount({ id, name, environment }: AccountSpec, seed: number): Account {
  const empty = { users: [], groups: [], roles: [], policies: [], oidcProviders: [], samlProviders: [] };
  return { id, name, environment, seed, ...empty, resources: [], credentials: [], lastAccessed: [] };
}
