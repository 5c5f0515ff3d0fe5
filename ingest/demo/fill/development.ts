import { addGroup } from '../add-group.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { addSsoRole } from '../add-sso-role.ts';
import { awsManaged } from '../aws-managed.ts';
import { allow, bucketAndObjects, documentOf, type PolicyDocument } from '../documents.ts';
import type { Account, Estate } from '../estate.ts';
import { trustService } from '../trusts.ts';
import { keyPolicy } from './customer-data.ts';
import { addServiceUsers } from './service-users.ts';
import { fillWorkloads } from './workloads.ts';

/** Development: the same services with looser hands, notebooks, fixtures, and most of the developers. */
export function fillDevelopment(account: Account, estate: Estate): void {
  fillWorkloads(account, estate);
  addSsoRole(account, 'DevelopmentAdmin', [awsManaged('AdministratorAccess')]);
  addSsoRole(account, 'Developer', [], developerPolicy(account));
  addGroup(account, { name: 'developers', inline: { develop: developerPolicy(account) } });
  addServiceUsers(account);
  addFixtures(account);
  addRouteOptimizer(account);
}

function developerPolicy(account: Account): PolicyDocument {
  return documentOf(
    allow(
      'Queues',
      ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:GetQueueAttributes'],
      `arn:aws:sqs:*:${account.id}:*`,
    ),
    allow(
      'Tables',
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      `arn:aws:dynamodb:*:${account.id}:table/*`,
    ),
    allow('Fixtures', ['s3:GetObject', 's3:ListBucket'], bucketAndObjects('arn:aws:s3:::halyard-development-fixtures')),
    allow('Logs', ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:Describe*'], '*'),
    allow('Services', ['ecs:Describe*', 'ecs:List*', 'lambda:List*'], '*'),
  );
}

function addFixtures(account: Account): void {
  addResource(account, { type: 'AWS::S3::Bucket', name: 'halyard-development-fixtures', tags: { owner: 'platform' } });
  addResource(account, {
    type: 'AWS::KMS::Key',
    name: 'development',
    tags: { owner: 'platform', Name: 'development' },
    policy: keyPolicy(account),
    config: { alias: 'alias/development' },
  });
  for (const name of ['payments-sandbox', 'map-tiles']) {
    addResource(account, { type: 'AWS::SecretsManager::Secret', name: `development/vendor/${name}` });
  }
}

/** An AI agent as it should be: it may do what it does, and no more. */
function addRouteOptimizer(account: Account): void {
  const runsAs = addRole(account, {
    name: 'route-optimizer-agent',
    path: '/agents/',
    trust: trustService('tasks.apprunner.amazonaws.com'),
    inline: {
      optimise: documentOf(
        allow('ReadRoutes', ['dynamodb:GetItem', 'dynamodb:Query'], `arn:aws:dynamodb:*:${account.id}:table/routes`),
        allow('Ask', 'bedrock:InvokeModel', '*'),
      ),
    },
    tags: { owner: 'tracking', purpose: 'AI agent that proposes routes' },
  });
  addResource(account, {
    type: 'AWS::AppRunner::Service',
    name: 'route-optimizer-agent',
    tags: { owner: 'tracking' },
    runsAs,
  });
}
