import { addGroup } from '../add-group.ts';
import { addResource } from '../add-resource.ts';
import { addSsoRole } from '../add-sso-role.ts';
import { awsManaged } from '../aws-managed.ts';
import { allow, documentOf } from '../documents.ts';
import type { Account, Estate } from '../estate.ts';
import { addAnalytics } from './analytics.ts';
import { addCustomerData } from './customer-data.ts';
import { addKubernetes } from './kubernetes.ts';
import { addOperations } from './operations.ts';
import { addServiceUsers } from './service-users.ts';
import { fillWorkloads } from './workloads.ts';

/** Production: the services, the customers' data, analytics, and the few people who work on it directly. */
export function fillProduction(account: Account, estate: Estate): void {
  fillWorkloads(account, estate);
  addSsoRole(account, 'ProductionAdmin', [awsManaged('AdministratorAccess')]);
  addSsoRole(account, 'ReadOnly', [awsManaged('ReadOnlyAccess')]);
  addSsoRole(account, 'Support', [], supportPolicy(account));
  addGroup(account, { name: 'support', inline: { support: supportPolicy(account) } });
  addCustomerData(account);
  addAnalytics(account);
  addKubernetes(account);
  addOperations(account);
  addServiceUsers(account);
  addTelemetryStream(account);
}

function supportPolicy(account: Account) {
  const table = (name: string): string => `arn:aws:dynamodb:*:${account.id}:table/${name}`;
  return documentOf(
    allow('LookUpShipments', ['dynamodb:GetItem', 'dynamodb:Query'], [table('bookings'), table('positions')]),
    allow('LookUpClaims', ['dynamodb:GetItem', 'dynamodb:Query'], table('claims')),
    allow('ClaimPhotos', 's3:GetObject', 'arn:aws:s3:::halyard-production-claims-photos/*'),
  );
}

function addTelemetryStream(account: Account): void {
  addResource(account, { type: 'AWS::Kinesis::Stream', name: 'truck-positions', tags: { owner: 'tracking' } });
  addResource(account, { type: 'AWS::Events::EventBus', name: 'freight-events', tags: { owner: 'platform' } });
  addResource(account, {
    type: 'AWS::ApiGateway::RestApi',
    name: 'partner-api',
    tags: { owner: 'experience', exposure: 'internet' },
  });
}
