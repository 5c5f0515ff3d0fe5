import type { PayloadItem } from '../ingest/payload.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { createRandom, type Random } from './random.ts';

/** How large an invented organisation is. */
export interface CloudSize {
  readonly seed: number;
  readonly roles: number;
  readonly resources: number;
  readonly accounts: number;
}

/** Types of resources, how often each comes, and how its ARN reads. */
const types: readonly (readonly [string, number, (account: string, name: string) => string])[] = [
  ['AWS::S3::Bucket', 20, (account, name) => `arn:aws:s3:::${account}-${name}`],
  ['AWS::Lambda::Function', 25, (account, name) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`],
  ['AWS::DynamoDB::Table', 10, (account, name) => `arn:aws:dynamodb:eu-west-1:${account}:table/${name}`],
  ['AWS::SQS::Queue', 12, (account, name) => `arn:aws:sqs:eu-west-1:${account}:${name}`],
  ['AWS::SNS::Topic', 6, (account, name) => `arn:aws:sns:eu-west-1:${account}:${name}`],
  ['AWS::SecretsManager::Secret', 12, (account, name) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`],
  ['AWS::KMS::Key', 7, (account, name) => `arn:aws:kms:eu-west-1:${account}:key/${name}`],
  ['AWS::EC2::Instance', 8, (account, name) => `arn:aws:ec2:eu-west-1:${account}:instance/${name}`],
];

const teams = ['payments', 'search', 'billing', 'growth', 'risk', 'data', 'mobile', 'core'];

interface Made {
  readonly random: Random;
  readonly accounts: readonly string[];
}

/** An organisation of accounts, roles and resources, the same for the same size and seed. */
export function* cloudEstate(size: CloudSize): Iterable<PayloadItem> {
  const random = createRandom(size.seed);
  const accounts = Array.from({ length: size.accounts }, (_, at) => String(100_000_000_000 + at * 7919));
  const made = { random, accounts };
  yield { file: 'organization.json', section: '', index: 0, value: organization(accounts) };
  for (const account of accounts) {
    const details = `${account}/authorization-details.json`;
    const roleCount = Math.ceil(size.roles / size.accounts);
    for (let at = 0; at < roleCount; at++)
      yield { file: details, section: 'RoleDetailList', index: at, value: role(made, account, at) };
    const managed = [...managedPolicies(account)];
    for (const [at, value] of managed.entries()) yield { file: details, section: 'Policies', index: at, value };
    const resourceCount = Math.ceil(size.resources / size.accounts);
    for (let at = 0; at < resourceCount; at++)
      yield { file: `${account}/resources.ndjson`, section: '', index: at + 1, value: resource(made, account, at) };
  }
}

function document(...statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: [...statements] };
}

function allow(action: JsonValue, resources: JsonValue, more: JsonObject = {}): JsonObject {
  return { Effect: 'Allow', Action: action, Resource: resources, ...more };
}

function organization(accounts: readonly string[]): JsonObject {
  const spared = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/break-glass-*' } };
  const guard = document(allow('*', '*'), {
    Effect: 'Deny',
    Action: ['cloudtrail:StopLogging', 'organizations:LeaveOrganization'],
    Resource: '*',
    Condition: spared,
  });
  return {
    id: 'o-bench',
    managementAccount: accounts[0],
    accounts: accounts.map((id) => ({ id, name: id, ou: 'ou-1' })),
    units: [{ id: 'r-1' }, { id: 'ou-1', parent: 'r-1' }],
    policies: [{ id: 'p-guard', name: 'guard', type: 'SCP', document: guard, targets: ['r-1'] }],
  };
}

function role({ random, accounts }: Made, account: string, at: number): JsonObject {
  const team = teams[random.below(teams.length)];
  const kind = random.fraction();
  const name = `${team}-${at}`;
  const managed = kind < 0.02 ? ['AdministratorAccess'] : kind < 0.5 ? [`${team}-shared`, 'logging'] : ['logging'];
  const inline = kind < 0.2 ? [] : [{ PolicyName: 'own', PolicyDocument: ownPolicy(random, account, team) }];
  const friend = `arn:aws:iam::${accounts[random.below(accounts.length)]}:role/${teams[random.below(teams.length)]}-${random.below(50)}`;
  const trusted: JsonObject =
    kind < 0.1
      ? { AWS: friend }
      : kind < 0.13
        ? { AWS: `arn:aws:iam::${account}:root` }
        : { Service: 'lambda.amazonaws.com' };
  return {
    Arn: `arn:aws:iam::${account}:role/${name}`,
    RoleName: name,
    Path: '/',
    Tags: [{ Key: 'team', Value: team }],
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }),
    AttachedManagedPolicies: managed.map((policy) => ({
      PolicyName: policy,
      PolicyArn: `arn:aws:iam::${account}:policy/${policy}`,
    })),
    RolePolicyList: inline,
  };
}

/** What most roles have: some tables, queues, secrets and objects of their own service. */
function ownPolicy(random: Random, account: string, team: string): JsonObject {
  const own = `${team}-${random.below(40)}`;
  const statements = [
    allow(
      ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
      [`arn:aws:s3:::${account}-${own}*`, `arn:aws:s3:::${account}-${own}*/*`],
    ),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], `arn:aws:dynamodb:*:${account}:table/${own}*`),
    allow(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], `arn:aws:sqs:*:${account}:${own}*`),
    allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:*:${account}:secret:${own}*`),
    allow(['lambda:InvokeFunction'], `arn:aws:lambda:*:${account}:function:${own}*`),
    allow('sts:AssumeRole', `arn:aws:iam::*:role/${team}-*`),
    allow(['ec2:Describe*', 's3:ListAllMyBuckets', 'cloudwatch:*'], '*'),
  ];
  if (random.fraction() < 0.1)
    statements.push(allow('kms:Decrypt', '*', { Condition: { StringEquals: { 'aws:ResourceTag/team': team } } }));
  return document(...statements.slice(random.below(3)));
}

function* managedPolicies(account: string): Iterable<JsonObject> {
  const policy = (name: string, text: JsonObject): JsonObject => ({
    Arn: `arn:aws:iam::${account}:policy/${name}`,
    PolicyName: name,
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: text }],
  });
  yield policy('AdministratorAccess', document(allow('*', '*')));
  yield policy('logging', document(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], '*')));
  for (const team of teams) {
    const named = (service: string, part: string): string => `arn:aws:${service}:*:${account}:${part}${team}-*`;
    yield policy(
      `${team}-shared`,
      document(
        allow('s3:Get*', [`arn:aws:s3:::${account}-${team}-*`, `arn:aws:s3:::${account}-${team}-*/*`]),
        allow('secretsmanager:*', named('secretsmanager', 'secret:')),
        allow(['lambda:*'], named('lambda', 'function:')),
        { Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
      ),
    );
  }
}

function resource({ random, accounts }: Made, account: string, at: number): JsonObject {
  const [type, , arnOf] = drawn(random);
  const team = teams[random.below(teams.length)];
  const arn = arnOf(account, `${team}-${random.below(40)}-${at}`);
  const friend = `arn:aws:iam::${accounts[random.below(accounts.length)]}:root`;
  const share = {
    Effect: 'Allow',
    Principal: { AWS: friend },
    Action: type === 'AWS::S3::Bucket' ? 's3:GetObject' : '*',
    Resource: '*',
  };
  const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' };
  const secure = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const policy =
    type === 'AWS::KMS::Key'
      ? document(root)
      : type === 'AWS::S3::Bucket'
        ? document(secure, ...(random.fraction() < 0.05 ? [share] : []))
        : undefined;
  return {
    arn,
    type,
    region: type === 'AWS::S3::Bucket' ? '' : 'eu-west-1',
    tags: { team },
    ...(policy ? { policy } : {}),
    ...(type === 'AWS::Lambda::Function' ? { runsAs: `arn:aws:iam::${account}:role/${team}-${random.below(90)}` } : {}),
    config: {},
  };
}

function drawn(random: Random): (typeof types)[number] {
  let left = random.below(100);
  for (const type of types) {
    left -= type[1];
    if (left < 0) return type;
  }
  return types[0];
}
