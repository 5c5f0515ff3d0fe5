import type { PayloadItem } from '../ingest/payload.ts';
import type { JsonObject } from '../model/json.ts';
import { boundary, document, drawnPolicy, organizationPolicies, servicesPerTeam, teams } from './cloud-policies.ts';
import { createRandom, type Random } from './random.ts';

/** How large an invented organisation is. */
export interface CloudSize {
  readonly seed: number;
  readonly roles: number;
  /** Distinct documents: managed policies, and inline ones of single roles. */
  readonly policies: number;
  readonly resources: number;
  /** The second one has a seventh of all roles and policies and a tenth of all resources. */
  readonly accounts: number;
}

/** Types of resources, how often each comes, and how its ARN reads. */
const types: readonly (readonly [string, number, (account: string, name: string) => string])[] = [
  ['AWS::S3::Bucket', 18, (account, name) => `arn:aws:s3:::${account}-${name}`],
  ['AWS::Lambda::Function', 25, (account, name) => `arn:aws:lambda:eu-west-1:${account}:function:${name}`],
  ['AWS::DynamoDB::Table', 10, (account, name) => `arn:aws:dynamodb:eu-west-1:${account}:table/${name}`],
  ['AWS::SQS::Queue', 12, (account, name) => `arn:aws:sqs:eu-west-1:${account}:${name}`],
  ['AWS::SNS::Topic', 6, (account, name) => `arn:aws:sns:eu-west-1:${account}:${name}`],
  ['AWS::SecretsManager::Secret', 12, (account, name) => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`],
  ['AWS::KMS::Key', 7, (account, name) => `arn:aws:kms:eu-west-1:${account}:key/${name}`],
  ['AWS::EC2::Instance', 10, (account, name) => `arn:aws:ec2:eu-west-1:${account}:instance/${name}`],
];

/** Of a hundred policies so many are inline. */
const inlineShare = 0.3;

interface Made {
  readonly random: Random;
  readonly accounts: readonly string[];
}

/** An account and how much of everything it has. */
interface Share {
  readonly account: string;
  readonly roles: number;
  readonly managed: number;
  readonly inline: number;
  readonly resources: number;
}

/** An organisation of accounts, roles, policies and resources, the same for the same size and seed. */
export function* cloudEstate(size: CloudSize): Iterable<PayloadItem> {
  const random = createRandom(size.seed);
  const accounts = Array.from({ length: size.accounts }, (_, at) => String(100_000_000_000 + at * 7919));
  const made = { random, accounts };
  yield { file: 'organization.json', section: '', index: 0, value: organization(accounts) };
  for (const [place, account] of accounts.entries()) yield* accountItems(made, shareOf(size, account, place));
}

function shareOf({ roles, policies, resources, accounts }: CloudSize, account: string, place: number): Share {
  const part = (all: number, large: number): number =>
    Math.round(place === 1 ? all * large : (all * (1 - large)) / (accounts - 1));
  const documents = part(policies, 1 / 7);
  const inline = Math.round(documents * inlineShare);
  return { account, roles: part(roles, 0.15), managed: documents - inline, inline, resources: part(resources, 0.1) };
}

function* accountItems(made: Made, share: Share): Iterable<PayloadItem> {
  const { account } = share;
  const details = `${account}/authorization-details.json`;
  for (let index = 0; index < share.roles; index++)
    yield { file: details, section: 'RoleDetailList', index, value: role(made, share, index) };
  for (let index = 0; index < share.managed; index++) {
    const text = index === 0 ? boundary : drawnPolicy(made.random, account);
    yield { file: details, section: 'Policies', index, value: managed(account, index, text) };
  }
  for (let index = 0; index < share.resources; index++)
    yield { file: `${account}/resources.ndjson`, section: '', index: index + 1, value: resource(made, account, index) };
}

function organization(accounts: readonly string[]): JsonObject {
  return {
    id: 'o-bench',
    managementAccount: accounts[0],
    accounts: accounts.map((id) => ({ id, name: id, ou: 'ou-1' })),
    units: [{ id: 'r-1' }, { id: 'ou-1', parent: 'r-1' }],
    policies: [...organizationPolicies()],
  };
}

function policyArn(account: string, index: number): string {
  return `arn:aws:iam::${account}:policy/policy-${index}`;
}

function managed(account: string, index: number, text: JsonObject): JsonObject {
  return {
    Arn: policyArn(account, index),
    PolicyName: `policy-${index}`,
    PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: text }],
  };
}

/** Popular policies are held by many: of the managed ones two or three, of the inline ones the first roles have one each. */
function role({ random, accounts }: Made, share: Share, at: number): JsonObject {
  const { account } = share;
  const team = teams[random.below(teams.length)];
  const name = `${team}-${at}`;
  const held = Array.from({ length: 1 + random.below(3) }, () => 1 + random.skewed(Math.max(1, share.managed - 1)));
  const inline = at < share.inline ? [{ PolicyName: 'own', PolicyDocument: drawnPolicy(random, account) }] : [];
  return {
    Arn: `arn:aws:iam::${account}:role/${name}`,
    RoleName: name,
    Path: '/',
    Tags: [{ Key: 'team', Value: team }],
    AssumeRolePolicyDocument: document({
      Effect: 'Allow',
      Principal: trusted(random, account, accounts),
      Action: 'sts:AssumeRole',
    }),
    AttachedManagedPolicies: [...new Set(held)].map((index) => ({
      PolicyName: `policy-${index}`,
      PolicyArn: policyArn(account, index),
    })),
    RolePolicyList: inline,
    ...(random.fraction() < 0.1 ? { PermissionsBoundary: { PermissionsBoundaryArn: policyArn(account, 0) } } : {}),
  };
}

function trusted(random: Random, account: string, accounts: readonly string[]): JsonObject {
  const kind = random.fraction();
  const team = teams[random.below(teams.length)];
  const friend = `arn:aws:iam::${accounts[random.below(accounts.length)]}:role/${team}-${random.below(50)}`;
  if (kind < 0.1) return { AWS: friend };
  if (kind < 0.15) return { AWS: `arn:aws:iam::${account}:root` };
  if (kind < 0.17) return { AWS: `arn:aws:iam::${accounts[0]}:root` };
  return { Service: kind < 0.6 ? 'lambda.amazonaws.com' : 'ecs-tasks.amazonaws.com' };
}

function resource({ random, accounts }: Made, account: string, at: number): JsonObject {
  const [type, , arnOf] = drawn(random);
  const team = teams[random.below(teams.length)];
  const part = random.below(20) === 0 ? 'logs-' : random.below(20) === 0 ? 'dead-' : '';
  const arn = arnOf(account, `${team}-${random.below(servicesPerTeam)}-${part}${at}`);
  const policy = resourcePolicy({ random, accounts }, { type, arn, account });
  return {
    arn,
    type,
    region: type === 'AWS::S3::Bucket' ? 'eu-west-1' : '',
    tags: { team },
    ...(policy.length > 0 ? { policy: document(...policy) } : {}),
    ...(type === 'AWS::Lambda::Function' ? { runsAs: `arn:aws:iam::${account}:role/${team}-${random.below(90)}` } : {}),
    config: {},
  };
}

/** Keys leave it to IAM; buckets want TLS; some things are shared with another account, or the organisation. */
function resourcePolicy(
  { random, accounts }: Made,
  { type, arn, account }: { readonly type: string; readonly arn: string; readonly account: string },
): readonly JsonObject[] {
  const isBucket = type === 'AWS::S3::Bucket';
  const statements: JsonObject[] = [];
  if (type === 'AWS::KMS::Key') {
    const root = { AWS: `arn:aws:iam::${account}:root` };
    statements.push({ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' });
  }
  if (isBucket && random.fraction() < 0.8) {
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
    statements.push({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: insecure,
    });
  }
  const shared = random.fraction();
  const friend = accounts[random.below(accounts.length)];
  const whole = isBucket ? `${arn}/*` : arn;
  const share = { Effect: 'Allow', Action: isBucket ? 's3:GetObject' : (shareable.get(type) ?? []), Resource: whole };
  if (!isBucket && !shareable.has(type)) return statements;
  if (shared < 0.03) statements.push({ ...share, Principal: { AWS: `arn:aws:iam::${friend}:root` } });
  else if (shared < 0.04)
    statements.push({ ...share, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-bench' } } });
  return statements;
}

/** What other accounts are let do with things of other types than buckets. */
const shareable: ReadonlyMap<string, string> = new Map([
  ['AWS::SQS::Queue', 'sqs:SendMessage'],
  ['AWS::SNS::Topic', 'sns:Publish'],
  ['AWS::SecretsManager::Secret', 'secretsmanager:GetSecretValue'],
  ['AWS::KMS::Key', 'kms:Decrypt'],
]);

function drawn(random: Random): (typeof types)[number] {
  let left = random.below(100);
  for (const type of types) {
    left -= type[1];
    if (left < 0) return type;
  }
  return types[0];
}
