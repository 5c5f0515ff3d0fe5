import { awsManaged } from '../aws-managed.ts';
import { addGroup } from '../add-group.ts';
import { addAccessKey } from '../add-credential.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { addSsoRole } from '../add-sso-role.ts';
import { addUser } from '../add-user.ts';
import { resourceArn } from '../arn.ts';
import { allow, bucketAndObjects, documentOf, grantedTo } from '../documents.ts';
import type { Account } from '../estate.ts';
import { trustService } from '../trusts.ts';
import { addServiceLinkedRoles } from './service-linked.ts';

const billing = resourceArn('AWS::S3::Bucket', '', 'halyard-billing-exports');
const trail = resourceArn('AWS::S3::Bucket', '', 'halyard-organisation-trail');

/** The management account: the organisation, its bills and its trail; nothing runs here but account vending. */
export function fillManagement(account: Account): void {
  addGroup(account, { name: 'finance', managed: [awsManaged('job-function/Billing')] });
  addSsoRole(account, 'OrganisationAdmin', [awsManaged('AdministratorAccess')]);
  addSsoRole(account, 'Billing', [awsManaged('job-function/Billing')]);
  addServiceLinkedRoles(account, ['organizations.amazonaws.com', 'support.amazonaws.com']);
  addBuckets(account);
  addVending(account);

  const exporter = addUser(account, {
    name: 'billing-exporter',
    path: '/service/',
    inline: { export: documentOf(allow('ReadExports', ['s3:GetObject', 's3:ListBucket'], bucketAndObjects(billing))) },
    tags: { owner: 'finance', purpose: 'hands cost exports to the ledger' },
  });
  addAccessKey(account, exporter, { createdDaysAgo: 410, lastUsedDaysAgo: 1 });
}

function addBuckets(account: Account): void {
  addResource(account, {
    type: 'AWS::S3::Bucket',
    name: 'halyard-organisation-trail',
    tags: { owner: 'security', criticality: 'critical', purpose: 'audit trail of every account' },
    policy: documentOf(
      grantedTo({ Service: 'cloudtrail.amazonaws.com' }, allow('TrailWrites', 's3:PutObject', `${trail}/AWSLogs/*`)),
    ),
  });
  addResource(account, { type: 'AWS::S3::Bucket', name: 'halyard-billing-exports', tags: { owner: 'finance' } });
  addResource(account, { type: 'AWS::SNS::Topic', name: 'budget-alarms', tags: { owner: 'finance' } });
}

function addVending(account: Account): void {
  const runsAs = addRole(account, {
    name: 'account-vending',
    trust: trustService('lambda.amazonaws.com'),
    managed: [awsManaged('service-role/AWSLambdaBasicExecutionRole')],
    inline: {
      vend: documentOf(
        allow('CreateAccounts', ['organizations:CreateAccount', 'organizations:MoveAccount'], '*'),
        allow('SetUpAccounts', 'sts:AssumeRole', 'arn:aws:iam::*:role/OrganizationAccountAccessRole'),
      ),
    },
    tags: { owner: 'platform', purpose: 'sets up new accounts' },
  });
  addResource(account, {
    type: 'AWS::Lambda::Function',
    name: 'account-vending',
    tags: { owner: 'platform' },
    runsAs,
    config: { runtime: 'python3.13' },
  });
}
