import { awsManaged } from '../aws-managed.ts';
import { addRole } from '../add-role.ts';
import { addResource } from '../add-resource.ts';
import { iamArn } from '../arn.ts';
import { allow, documentOf } from '../documents.ts';
import type { Account, Estate } from '../estate.ts';
import { trustAws, trustService } from '../trusts.ts';

/** What the landing zone puts into every account: audit, configuration recorder, and the organisation's own way in. */
export function fillEveryAccount(estate: Estate): void {
  const { management, tooling, production, development } = estate;
  for (const account of [management, tooling, production, development]) {
    addRole(account, {
      name: 'security-audit',
      trust: trustAws(iamArn(tooling.id, 'root')),
      managed: [awsManaged('SecurityAudit')],
      tags: { owner: 'security', purpose: 'reads configuration, never data' },
    });
    addRole(account, {
      name: 'config-recorder',
      trust: trustService('config.amazonaws.com'),
      managed: [awsManaged('service-role/AWS_ConfigRole')],
      inline: { deliver: documentOf(allow('Deliver', 's3:PutObject', 'arn:aws:s3:::halyard-config-history/*')) },
      tags: { owner: 'security' },
    });
    addResource(account, { type: 'AWS::CloudTrail::Trail', name: 'organisation-trail', tags: { owner: 'security' } });
  }
  for (const account of [tooling, production, development]) addOrganizationAccess(account, management);
}

function addOrganizationAccess(account: Account, management: Account): void {
  addRole(account, {
    name: 'OrganizationAccountAccessRole',
    trust: trustAws(iamArn(management.id, 'root')),
    managed: [awsManaged('AdministratorAccess')],
    lastUsedDaysAgo: 71,
  });
}
