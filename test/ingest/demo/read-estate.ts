import { demoEstate } from '../../../ingest/demo/demo-estate.ts';
import type { CredentialLine, GroupDetail, ResourceLine, RoleDetail, UserDetail } from '../../../ingest/demo/estate.ts';
import type { PolicyDocument } from '../../../ingest/demo/documents.ts';
import type { policyDetails } from '../../../ingest/demo/policy-details.ts';
import type { PayloadItem } from '../../../ingest/payload.ts';

type Policy = ReturnType<typeof policyDetails>[number];

/** The demo estate, taken apart by section. */
export interface ReadEstate {
  readonly items: readonly PayloadItem[];
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  readonly roles: readonly RoleDetail[];
  readonly policies: readonly Policy[];
  readonly resources: readonly ResourceLine[];
  readonly credentials: readonly CredentialLine[];
  /** ARNs of OIDC and SAML providers. */
  readonly providers: readonly string[];
}

export function readEstate(seed?: number): ReadEstate {
  const items = [...demoEstate(seed)];
  const section = <T>(name: string): T[] =>
    items.filter((item) => item.section === name).map(({ value }) => value as unknown as T);
  const lines = <T>(file: string): T[] =>
    items.filter((item) => item.file.endsWith(`/${file}`)).map(({ value }) => value as unknown as T);
  return {
    items,
    users: section('UserDetailList'),
    groups: section('GroupDetailList'),
    roles: section('RoleDetailList'),
    policies: section('Policies'),
    resources: lines('resources.ndjson'),
    credentials: lines('credentials.ndjson'),
    providers: [...section<{ Arn: string }>('OIDCProviderList'), ...section<{ Arn: string }>('SAMLProviderList')].map(
      ({ Arn }) => Arn,
    ),
  };
}

/** Every identity policy of the estate with a name for messages. */
export function identityPolicies(estate: ReadEstate): readonly (readonly [string, PolicyDocument])[] {
  const inline = [
    ...estate.users.map(({ Arn, UserPolicyList }) => [Arn, UserPolicyList] as const),
    ...estate.groups.map(({ Arn, GroupPolicyList }) => [Arn, GroupPolicyList] as const),
    ...estate.roles.map(({ Arn, RolePolicyList }) => [Arn, RolePolicyList] as const),
  ].flatMap(([arn, list]) => list.map((held) => [`${arn}/${held.PolicyName}`, held.PolicyDocument] as const));
  const managed = estate.policies.flatMap(({ Arn, PolicyVersionList }) =>
    PolicyVersionList.map(({ VersionId, Document }) => [`${Arn} ${VersionId}`, Document] as const),
  );
  return [...inline, ...managed];
}

/** Trust and resource policies of the estate. */
export function principalPolicies(estate: ReadEstate): readonly (readonly [string, PolicyDocument])[] {
  return [
    ...estate.roles.map(({ Arn, AssumeRolePolicyDocument }) => [Arn, AssumeRolePolicyDocument] as const),
    ...estate.resources.flatMap(({ arn, policy }) => (policy ? [[arn, policy] as const] : [])),
  ];
}

export function accountOfFile({ file }: PayloadItem): string {
  return file.slice(0, file.indexOf('/'));
}
