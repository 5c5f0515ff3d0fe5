import { z } from 'zod';
import type { JsonObject } from '../../../model/json.ts';
import { parseArn } from '../../../model/arn.ts';
import type { Origin } from '../../../model/records.ts';
import { readDocument } from './document.ts';
import { boundaryOf, policiesOf } from './held-policies.ts';
import { json, count, fact, mapping, node, tagsSchema, type Mapping, type Reading } from './mapping.ts';
import { humanOf, weightOf } from './tags.ts';
import { trustedPrincipals } from './trusted-principals.ts';

const arn = z.string().refine((text) => parseArn(text) !== undefined, 'is not an ARN');
const attached = z.array(z.object({ PolicyName: z.string().optional(), PolicyArn: arn })).default([]);
const inline = z.array(z.object({ PolicyName: z.string(), PolicyDocument: json })).default([]);
const boundary = z.object({ PermissionsBoundaryArn: arn }).optional();
const common = {
  Arn: arn,
  Path: z.string().default('/'),
  CreateDate: z.string().optional(),
  Tags: tagsSchema.default({}),
};

/** Elements of `UserDetailList`. */
export const userDetail = mapping(
  z.object({
    ...common,
    UserName: z.string(),
    GroupList: z.array(z.string()).default([]),
    AttachedManagedPolicies: attached,
    UserPolicyList: inline,
    PermissionsBoundary: boundary,
  }),
  function* (user, item, reading) {
    const origin = originOf(user.Arn, reading);
    yield count('users', 1);
    yield node(origin, {
      ...described(user, 'aws-user', user.UserName),
      ...humanOf(user.Tags),
    });
    for (const group of user.GroupList) {
      const groupArn = group.startsWith('arn:')
        ? group
        : `${user.Arn.slice(0, user.Arn.indexOf(':user/'))}:group/${group}`;
      yield fact(origin, { fact: 'membership', member: user.Arn, group: groupArn });
    }
    yield* policiesOf(
      {
        holder: user.Arn,
        attached: user.AttachedManagedPolicies,
        inline: user.UserPolicyList,
        field: 'UserPolicyList',
      },
      item,
      origin,
    );
    yield* boundaryOf(user.Arn, user.PermissionsBoundary, origin);
  },
);

/** Elements of `GroupDetailList`. */
export const groupDetail = mapping(
  z.object({ ...common, GroupName: z.string(), AttachedManagedPolicies: attached, GroupPolicyList: inline }),
  function* (group, item, reading) {
    const origin = originOf(group.Arn, reading);
    yield count('groups', 1);
    yield node(origin, described(group, 'aws-group', group.GroupName));
    yield* policiesOf(
      {
        holder: group.Arn,
        attached: group.AttachedManagedPolicies,
        inline: group.GroupPolicyList,
        field: 'GroupPolicyList',
      },
      item,
      origin,
    );
  },
);

/** Elements of `RoleDetailList`. */
export const roleDetail = mapping(
  z.object({
    ...common,
    RoleName: z.string(),
    AssumeRolePolicyDocument: json,
    AttachedManagedPolicies: attached,
    RolePolicyList: inline,
    PermissionsBoundary: boundary,
    InstanceProfileList: z.array(z.object({ Arn: arn, InstanceProfileName: z.string() })).default([]),
    RoleLastUsed: z.object({ LastUsedDate: z.string().optional(), Region: z.string().optional() }).optional(),
    MaxSessionDuration: z.number().optional(),
  }),
  function* (role, item, reading) {
    const origin = originOf(role.Arn, reading);
    yield count('roles', 1);
    yield node(origin, describedRole(role));
    const trust = readDocument(
      { item, field: 'AssumeRolePolicyDocument', kind: 'trust' },
      role.AssumeRolePolicyDocument,
    );
    if ('refused' in trust) yield* trust.refused;
    else {
      yield fact(origin, { fact: 'trust', identity: role.Arn, document: trust.document });
      yield* trustedPrincipals(trust.document, origin);
    }
    for (const profile of role.InstanceProfileList) {
      yield count('instanceProfiles', 1);
      yield node(origin, {
        id: profile.Arn,
        kind: 'aws-instance-profile',
        name: profile.InstanceProfileName,
        properties: {},
      });
      yield fact(origin, { fact: 'instance-profile', profile: profile.Arn, role: role.Arn });
    }
    yield* policiesOf(
      {
        holder: role.Arn,
        attached: role.AttachedManagedPolicies,
        inline: role.RolePolicyList,
        field: 'RolePolicyList',
      },
      item,
      origin,
    );
    yield* boundaryOf(role.Arn, role.PermissionsBoundary, origin);
  },
);

/** Elements of `Policies`, with every version that the account holds. */
export const managedPolicy = mapping(
  z.object({
    Arn: arn,
    PolicyName: z.string(),
    PolicyVersionList: z
      .array(z.object({ VersionId: z.string(), IsDefaultVersion: z.boolean(), Document: json }))
      .min(1, 'has no version'),
  }),
  function* (policy, item, reading) {
    const isAws = parseArn(policy.Arn)?.account === 'aws';
    const origin = isAws ? identityOrigin(reading.account, reading) : originOf(policy.Arn, reading);
    yield count('policies', 1);
    yield count('policyVersions', policy.PolicyVersionList.length);
    const versions = [];
    for (const [index, version] of policy.PolicyVersionList.entries()) {
      const read = readDocument(
        { item, field: `PolicyVersionList[${index}].Document`, kind: 'identity' },
        version.Document,
      );
      if ('refused' in read) yield* read.refused;
      else versions.push({ id: version.VersionId, isDefault: version.IsDefaultVersion, document: read.document });
    }
    yield fact(origin, {
      fact: 'policy',
      id: policy.Arn,
      name: policy.PolicyName,
      owner: isAws ? 'aws' : 'customer',
      versions,
    });
  },
);

/** Elements of `OIDCProviderList` and `SAMLProviderList`. */
export const identityProvider: Mapping = mapping(
  z.object({ Arn: arn, Url: z.string().optional(), ClientIDList: z.array(z.string()).optional() }),
  function* (provider, _item, reading) {
    const kind = provider.Arn.includes(':saml-provider/') ? 'aws-saml-provider' : 'aws-oidc-provider';
    const properties: JsonObject = { url: provider.Url, clientIds: provider.ClientIDList };
    const part = kind === 'aws-saml-provider' ? 'AWS::IAM::SAMLProvider' : 'AWS::IAM::OIDCProvider';
    yield node(
      { ...originOf(provider.Arn, reading), part },
      { id: provider.Arn, kind, name: nameAfterSlash(provider.Arn), properties },
    );
  },
);

interface Described {
  readonly Arn: string;
  readonly Path: string;
  readonly CreateDate?: string | undefined;
  readonly Tags: Readonly<Record<string, string>>;
}

function described(detail: Described, kind: string, name: string) {
  const properties: JsonObject = { path: detail.Path, created: detail.CreateDate };
  return { id: detail.Arn, kind, name, tags: detail.Tags, ...weightOf(detail.Tags), properties };
}

interface DescribedRole extends Described {
  readonly RoleName: string;
  readonly RoleLastUsed?: { readonly LastUsedDate?: string | undefined } | undefined;
  readonly MaxSessionDuration?: number | undefined;
}

function describedRole(role: DescribedRole) {
  const isServiceLinked = role.Path.startsWith('/aws-service-role/');
  const isForPeople = role.Path.startsWith('/aws-reserved/sso.amazonaws.com/');
  const base = described(role, isServiceLinked ? 'aws-service-linked-role' : 'aws-role', role.RoleName);
  const properties = {
    ...base.properties,
    lastUsed: role.RoleLastUsed?.LastUsedDate,
    maxSessionSeconds: role.MaxSessionDuration,
  };
  return { ...base, properties, ...(isForPeople ? { human: true } : {}), ...humanOf(role.Tags) };
}

/** The account in the ARN, since one file may hold several accounts' principals. */
function originOf(id: string, reading: Reading): Origin {
  return identityOrigin(parseArn(id)?.account ?? reading.account, reading);
}

function identityOrigin(account: string, { observedAt }: Reading): Origin {
  return { source: 'aws', scope: account, part: 'identities', observedAt };
}

function nameAfterSlash(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
