import { resourceArn } from './arn.ts';
import { type AwsManagedName, awsManaged } from './aws-managed.ts';
import { addResource, type ResourceSpec } from './add-resource.ts';
import { addRole } from './add-role.ts';
import { allow, bucketAndObjects, documentOf, type PolicyDocument, type Statement } from './documents.ts';
import type { Account } from './estate.ts';
import { randomOf } from './random.ts';
import { bucketName, type Service } from './services.ts';
import type { Tags } from './tags.ts';
import { trustService } from './trusts.ts';

/** Tags that say how critical a table, bucket or database is. */
const criticality: Readonly<Record<string, string>> = {
  'payments-ledger': 'critical',
  invoices: 'high',
  documents: 'high',
  bookings: 'high',
  'telemetry-raw': 'low',
  'portal-assets': 'low',
};

/** Adds a service with everything that it owns, and the roles that its code runs as. */
export function addService(account: Account, service: Service, baseline: string): void {
  const owned = ownedResources(account, service);
  for (const spec of owned) addResource(account, spec);

  const tags = { owner: service.team, purpose: `${service.name} service` };
  const task = addRole(account, {
    name: `${service.name}-task`,
    path: '/service/',
    trust: trustService('ecs-tasks.amazonaws.com'),
    managed: [baseline],
    inline: { [`${service.name}-data`]: taskPolicy(account, service) },
    tags,
  });
  addContainers(account, service, task);
  if (service.worker !== undefined) addWorker(account, service, service.worker);
}

/** The cluster that an environment's services run in. */
export function clusterName(account: Account): string {
  return `freight-${account.environment}`;
}

function ownedResources(account: Account, service: Service): readonly ResourceSpec[] {
  const tags = { owner: service.team };
  const production = account.environment === 'production';
  const { name, table, bucket, topic, database } = service;
  const prefix = `${account.environment}/${name}`;
  const specs: (ResourceSpec | false | undefined)[] = [
    { type: 'AWS::SQS::Queue', name: `${name}-jobs`, tags },
    { type: 'AWS::SQS::Queue', name: `${name}-jobs-dlq`, tags: { ...tags, criticality: 'low' } },
    table !== undefined && { type: 'AWS::DynamoDB::Table', name: table, tags: weighed(account, table, tags) },
    bucket !== undefined && {
      type: 'AWS::S3::Bucket',
      name: bucketName(account.environment, bucket),
      tags: weighed(account, bucket, tags),
      config: { encryption: 'aws:kms', publicAccessBlock: true },
    },
    topic !== undefined && { type: 'AWS::SNS::Topic', name: topic, tags, policy: topicPolicy(account, topic) },
    database === true && {
      type: 'AWS::RDS::DBInstance',
      name: `${name}-${account.environment}`,
      tags: weighed(account, name, { ...tags, ...(production && { criticality: 'high' }) }),
      config: { engine: 'postgres', storageEncrypted: true, multiAz: production },
    },
    { type: 'AWS::SecretsManager::Secret', name: `${prefix}/${database ? 'database' : 'api-keys'}`, tags },
    { type: 'AWS::SSM::Parameter', name: `/${prefix}/settings`, tags: { ...tags, criticality: 'low' } },
    production && { type: 'AWS::Logs::LogGroup', name: `/ecs/${name}`, tags: { ...tags, criticality: 'low' } },
    { type: 'AWS::CloudFormation::Stack', name: `${name}-service`, tags: { ...tags, criticality: 'low' } },
  ];
  return specs.filter((spec) => typeof spec === 'object');
}

function addContainers(account: Account, service: Service, task: string): void {
  const { name } = service;
  const random = randomOf(account.seed, `${account.id}/${name}/containers`);
  const tags = { owner: service.team, ...(name === 'portal' && { exposure: 'internet' }) };
  addResource(account, {
    type: 'AWS::ECS::TaskDefinition',
    name: `${name}:${random.integer(3, 240)}`,
    tags,
    runsAs: task,
    config: { executionRole: 'ecs-execution', launchType: 'FARGATE' },
  });
  addResource(account, {
    type: 'AWS::ECS::Service',
    name: `${clusterName(account)}/${name}`,
    tags,
    runsAs: task,
    config: { desiredCount: account.environment === 'production' ? random.integer(2, 12) : 1 },
  });
}

function addWorker(account: Account, service: Service, worker: string): void {
  const queue = resourceArn('AWS::SQS::Queue', account.id, `${service.name}-jobs`);
  const runsAs = addRole(account, {
    name: `${worker}-lambda`,
    path: '/service/',
    trust: trustService('lambda.amazonaws.com'),
    managed: [awsManaged('service-role/AWSLambdaBasicExecutionRole' satisfies AwsManagedName)],
    inline: {
      [worker]: documentOf(
        allow('TakeJobs', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue),
        ...dataStatements(account, service),
      ),
    },
    tags: { owner: service.team, purpose: `background work of ${service.name}` },
  });
  addResource(account, {
    type: 'AWS::Lambda::Function',
    name: worker,
    tags: { owner: service.team },
    runsAs,
    config: { runtime: randomOf(account.seed, worker).pick(['nodejs22.x', 'python3.13', 'java21']) },
  });
}

function taskPolicy(account: Account, service: Service): PolicyDocument {
  const queue = (name: string): string => resourceArn('AWS::SQS::Queue', account.id, `${name}-jobs`);
  const secret = `arn:aws:secretsmanager:*:${account.id}:secret:${account.environment}/${service.name}/*`;
  return documentOf(
    allow('OwnQueue', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:SendMessage'], queue(service.name)),
    ...dataStatements(account, service),
    allow('OwnSecrets', 'secretsmanager:GetSecretValue', secret),
    ...(service.topic === undefined
      ? []
      : [allow('Publish', 'sns:Publish', resourceArn('AWS::SNS::Topic', account.id, service.topic))]),
    ...(service.feeds.length === 0 ? [] : [allow('FeedOthers', 'sqs:SendMessage', service.feeds.map(queue))]),
  );
}

function dataStatements(account: Account, { name, table, bucket }: Service): readonly Statement[] {
  // Development grew by hand: some services there were never narrowed to their own table.
  const loose = account.environment === 'development' && randomOf(account.seed, `${name}/loose`).chance(0.25);
  const statements: Statement[] = [];
  if (table !== undefined) {
    const arn = loose
      ? `arn:aws:dynamodb:*:${account.id}:table/*`
      : resourceArn('AWS::DynamoDB::Table', account.id, table);
    const actions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'];
    statements.push(allow('OwnTable', actions, [arn, `${arn}/index/*`]));
  }
  if (bucket !== undefined) {
    const arn = resourceArn('AWS::S3::Bucket', account.id, bucketName(account.environment, bucket));
    statements.push(allow('OwnBucket', ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], bucketAndObjects(arn)));
  }
  return statements;
}

function topicPolicy(account: Account, topic: string): PolicyDocument {
  return documentOf({
    Sid: 'SubscribeWithinAccount',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account.id}:root` },
    Action: ['sns:Subscribe', 'sns:Publish'],
    Resource: resourceArn('AWS::SNS::Topic', account.id, topic),
  });
}

/** Only production's data is more than normal. */
function weighed(account: Account, name: string, tags: Tags): Tags {
  if (account.environment !== 'production' || !(name in criticality)) return tags;
  return { ...tags, criticality: criticality[name] };
}
