import { homeRegion } from './accounts.ts';
import { addRole } from './add-role.ts';
import { iamArn } from './arn.ts';
import type { PolicyDocument } from './documents.ts';
import type { Account } from './estate.ts';
import { hexId } from './stable-id.ts';
import { trustSaml } from './trusts.ts';

/** The path that IAM Identity Center gives to its roles. */
const path = `/aws-reserved/sso.amazonaws.com/${homeRegion}/`;

/** Adds the role that people assume through single sign-on, and the account's SAML provider with the first one. */
export function addSsoRole(
  account: Account,
  permissionSet: string,
  managed: readonly string[],
  inline?: PolicyDocument,
): string {
  const provider = iamArn(account.id, `saml-provider/AWSSSO_${hexId(`${account.id}/saml`, 16)}_DO_NOT_DELETE`);
  if (account.samlProviders.every(({ Arn }) => Arn !== provider)) account.samlProviders.push({ Arn: provider });
  return addRole(account, {
    name: ssoRoleName(account, permissionSet),
    path,
    trust: trustSaml(provider),
    managed,
    ...(inline && { inline: { AwsSSOInlinePolicy: inline } }),
    tags: { owner: 'platform', purpose: `people with the permission set ${permissionSet}` },
  });
}

function ssoRoleName(account: Account, permissionSet: string): string {
  return `AWSReservedSSO_${permissionSet}_${hexId(`${account.id}/${permissionSet}`, 16)}`;
}
