import { parseArn } from '../../model/arn.ts';

/** The account of everything that says no other, one beside it that was read too, and one that nobody read. */
export const home = '111111111111';
export const far = '222222222222';
export const out = '333333333333';

/** Short names of resources, which are words for their types: type and ARN without partition. */
const resources: Readonly<Record<string, readonly [string, (account: string, name: string) => string]>> = {
  bucket: ['AWS::S3::Bucket', (_, name) => `s3:::${name}`],
  function: ['AWS::Lambda::Function', (account, name) => `lambda:eu-west-1:${account}:function:${name}`],
  secret: ['AWS::SecretsManager::Secret', (account, name) => `secretsmanager:eu-west-1:${account}:secret:${name}`],
  table: ['AWS::DynamoDB::Table', (account, name) => `dynamodb:eu-west-1:${account}:table/${name}`],
  queue: ['AWS::SQS::Queue', (account, name) => `sqs:eu-west-1:${account}:${name}`],
  key: ['AWS::KMS::Key', (account, name) => `kms:eu-west-1:${account}:key/${name}`],
  instance: ['AWS::EC2::Instance', (account, name) => `ec2:eu-west-1:${account}:instance/${name}`],
  project: ['AWS::CodeBuild::Project', (account, name) => `codebuild:eu-west-1:${account}:project/${name}`],
  stack: ['AWS::CloudFormation::Stack', (account, name) => `cloudformation:eu-west-1:${account}:stack/${name}/${name}`],
  stackset: [
    'AWS::CloudFormation::StackSet',
    (account, name) => `cloudformation:eu-west-1:${account}:stackset/${name}:${name}`,
  ],
  gluejob: ['AWS::Glue::Job', (account, name) => `glue:eu-west-1:${account}:job/${name}`],
  endpoint: ['AWS::Glue::DevEndpoint', (account, name) => `glue:eu-west-1:${account}:devEndpoint/${name}`],
  notebook: [
    'AWS::SageMaker::NotebookInstance',
    (account, name) => `sagemaker:eu-west-1:${account}:notebook-instance/${name}`,
  ],
  website: ['AWS::AppRunner::Service', (account, name) => `apprunner:eu-west-1:${account}:service/${name}/${name}`],
  interpreter: [
    'AWS::BedrockAgentCore::CodeInterpreterCustom',
    (account, name) => `bedrock-agentcore:eu-west-1:${account}:code-interpreter-custom/${name}`,
  ],
  launch: ['AWS::EC2::LaunchTemplate', (account, name) => `ec2:eu-west-1:${account}:launch-template/${name}`],
  cluster: ['AWS::ECS::Cluster', (account, name) => `ecs:eu-west-1:${account}:cluster/${name}`],
  taskdef: ['AWS::ECS::TaskDefinition', (account, name) => `ecs:eu-west-1:${account}:task-definition/${name}`],
  database: ['AWS::RDS::DBInstance', (account, name) => `rds:eu-west-1:${account}:db:${name}`],
  volume: ['AWS::EC2::Volume', (account, name) => `ec2:eu-west-1:${account}:volume/${name}`],
  topic: ['AWS::SNS::Topic', (account, name) => `sns:eu-west-1:${account}:${name}`],
  parameter: ['AWS::SSM::Parameter', (account, name) => `ssm:eu-west-1:${account}:parameter/${name}`],
  filesystem: ['AWS::EFS::FileSystem', (account, name) => `elasticfilesystem:eu-west-1:${account}:file-system/${name}`],
  stream: ['AWS::Kinesis::Stream', (account, name) => `kinesis:eu-west-1:${account}:stream/${name}`],
};

/** What a short name means; `far-` puts it into the second account, `out-` into the one that nobody read. */
export interface Named {
  readonly kind: 'user' | 'role' | 'group' | 'resource';
  readonly name: string;
  readonly account: string;
  readonly arn: string;
  /** CloudFormation type of a resource. */
  readonly type: string;
}

const people = /^(ann|bob|cleo)$/;
const groups = /^(team|staff)$/;

/** `ann`, `bob` and `cleo` are users, `team` and `staff` groups, `bucket2` is a bucket, all else are roles. */
export function named(text: string): Named {
  const prefix = /^(far|out)-/.exec(text)?.[1];
  const account = prefix === 'far' ? far : prefix === 'out' ? out : home;
  const bare = prefix === undefined ? text : text.slice(prefix.length + 1);
  const resource = resources[bare.replace(/\d+$/, '')];
  if (resource !== undefined) {
    return { kind: 'resource', name: text, account, arn: `arn:aws:${resource[1](account, text)}`, type: resource[0] };
  }
  const kind = people.test(bare) ? 'user' : groups.test(bare) ? 'group' : 'role';
  return { kind, name: text, account, arn: `arn:aws:iam::${account}:${kind}/${text}`, type: '' };
}

/** Ids by other short names: whole accounts, identity providers, everyone. */
export const otherNames: Readonly<Record<string, string>> = {
  home: `arn:aws:iam::${home}:root`,
  far: `arn:aws:iam::${far}:root`,
  out: `arn:aws:iam::${out}:root`,
  github: `arn:aws:iam::${home}:oidc-provider/token.actions.githubusercontent.com`,
  eks: `arn:aws:iam::${home}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/E`,
  saml: `arn:aws:iam::${home}:saml-provider/corp`,
  anyone: 'public://anyone',
  administration: `aws://${home}/administration`,
  'far-administration': `aws://${far}/administration`,
};

const shortOther = new Map(Object.entries(otherNames).map(([name, id]) => [id, name]));

/** The short name of a node id; a credential is `key of` nobody known, so it is its own id's end. */
export function shortName(id: string): string {
  const other = shortOther.get(id);
  if (other !== undefined) return other;
  if (id.startsWith('github://')) return id.slice('github://'.length);
  const resource = parseArn(id)?.resource ?? id;
  return resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
}
