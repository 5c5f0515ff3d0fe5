import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Random } from './random.ts';

export const teams = ['payments', 'search', 'billing', 'growth', 'risk', 'data', 'mobile', 'core'];

/** How many services each team has; a service's resources and policies bear its name. */
export const servicesPerTeam = 40;

export function document(...statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: [...statements] };
}

export function allow(action: JsonValue, resources: JsonValue, more: JsonObject = {}): JsonObject {
  return { Effect: 'Allow', Action: action, Resource: resources, ...more };
}

function deny(action: JsonValue, resources: JsonValue, more: JsonObject = {}): JsonObject {
  return { ...allow(action, resources, more), Effect: 'Deny' };
}

/** One policy of a realistic shape: most scope a service to its own things, a few are wide. */
export function drawnPolicy(random: Random, account: string): JsonObject {
  const team = teams[random.below(teams.length)];
  const own = `${team}-${random.below(servicesPerTeam)}`;
  const drawn = random.below(100);
  if (drawn < 62) return ofService(random, account, team, own);
  return wide(drawn, account, team, own);
}

/** What most roles have: some tables, queues, secrets and objects of their own service. */
function ofService(random: Random, account: string, team: string, own: string): JsonObject {
  const bucket = `arn:aws:s3:::${account}-${own}-*`;
  const statements = [
    allow(['s3:GetObject', 's3:PutObject', 's3:ListBucket'], [bucket, `${bucket}/*`]),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], `arn:aws:dynamodb:*:${account}:table/${own}-*`),
    allow(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], `arn:aws:sqs:*:${account}:${own}-*`),
    allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:*:${account}:secret:${own}-*`),
    allow('lambda:InvokeFunction', `arn:aws:lambda:*:${account}:function:${own}-*`),
    allow('sts:AssumeRole', `arn:aws:iam::*:role/${team}-*`),
    allow(['ec2:Describe*', 's3:ListAllMyBuckets', 'cloudwatch:*', 'logs:PutLogEvents'], '*'),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], '*', tagged('aws:ResourceTag/team', team)),
    deny('s3:DeleteBucket', '*'),
  ];
  const from = random.below(4);
  return document(...statements.slice(from, from + 3 + random.below(6)));
}

function tagged(key: string, value: string): JsonObject {
  return { Condition: { StringEquals: { [key]: value } } };
}

/** The rest: a team's shared things, tags, wildcards within names, all but something, whole services. */
function wide(drawn: number, account: string, team: string, own: string): JsonObject {
  const named = (service: string, part: string): string => `arn:aws:${service}:*:${account}:${part}${team}-*`;
  const shapes: readonly (readonly [number, readonly JsonObject[]])[] = [
    [74, [allow('s3:Get*', `arn:aws:s3:::${account}-${team}-*`), allow('lambda:*', named('lambda', 'function:'))]],
    [78, [allow(['dynamodb:*', 'sqs:*'], '*', tagged('aws:ResourceTag/team', '${aws:PrincipalTag/team}'))]],
    [
      82,
      [allow('s3:GetObject', `arn:aws:s3:::*-logs-*/${own}/*`), allow('sqs:*', `arn:aws:sqs:*:${account}:*-dead-*`)],
    ],
    [85, [{ Effect: 'Allow', Action: 'secretsmanager:*', NotResource: named('secretsmanager', 'secret:') }]],
    [88, [allow('s3:*', '*'), deny('s3:*', [`arn:aws:s3:::${account}-risk-*`, `arn:aws:s3:::${account}-risk-*/*`])]],
    [91, [allow(['lambda:*', 'dynamodb:*', 'logs:*'], '*')]],
    [93, [allow(['s3:Get*', 'dynamodb:Get*', 'sqs:Get*', 'ssm:GetParameter', 'lambda:Get*'], '*')]],
    [
      95,
      [allow('iam:PassRole', `arn:aws:iam::${account}:role/${own}-*`), allow('lambda:*', named('lambda', 'function:'))],
    ],
    [97, [allow('ssm:*', '*'), allow('ec2:*', '*', tagged('ec2:ResourceTag/team', team))]],
    [99, [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }]],
  ];
  return document(...(shapes.find(([below]) => drawn < below)?.[1] ?? [allow('*', '*')]));
}

/** Everything but a region's worth of services, which boundaries commonly are. */
export const boundary: JsonObject = document(
  allow(['s3:*', 'dynamodb:*', 'sqs:*', 'sns:*', 'lambda:*', 'logs:*', 'secretsmanager:Get*', 'kms:*', 'sts:*'], '*'),
  deny(['iam:*', 'organizations:*'], '*'),
);

/** SCPs and RCPs over the whole organisation: regions, guards of the audit trail, no outsiders. */
export function organizationPolicies(): readonly JsonObject[] {
  const spared = { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/break-glass-*' } };
  const guard = document(
    allow('*', '*'),
    deny(['cloudtrail:StopLogging', 'organizations:LeaveOrganization'], '*', { Condition: spared }),
  );
  const regions = document(allow('*', '*'), {
    Effect: 'Deny',
    NotAction: ['iam:*', 's3:*', 'sts:*', 'organizations:*'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
  });
  const perimeter = document({
    ...deny(['s3:*', 'sqs:*', 'secretsmanager:*', 'kms:*'], '*', {
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-bench' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
    Principal: '*',
  });
  return [
    { id: 'p-guard', name: 'guard', type: 'SCP', document: guard, targets: ['r-1'] },
    { id: 'p-regions', name: 'regions', type: 'SCP', document: regions, targets: ['ou-1'] },
    { id: 'p-perimeter', name: 'perimeter', type: 'RCP', document: perimeter, targets: ['r-1'] },
  ];
}
