import { allow, documentOf, type PolicyDocument } from './documents.ts';

const readAnything = [
  'apprunner:Describe*',
  'apprunner:List*',
  'cloudformation:Describe*',
  'cloudformation:Get*',
  'cloudformation:List*',
  'cloudtrail:Describe*',
  'cloudtrail:Get*',
  'cloudtrail:List*',
  'cloudwatch:Describe*',
  'cloudwatch:Get*',
  'cloudwatch:List*',
  'codebuild:BatchGet*',
  'codebuild:List*',
  'dynamodb:BatchGet*',
  'dynamodb:Describe*',
  'dynamodb:Get*',
  'dynamodb:List*',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ec2:Describe*',
  'ecr:BatchGet*',
  'ecr:Describe*',
  'ecr:Get*',
  'ecr:List*',
  'ecs:Describe*',
  'ecs:List*',
  'eks:Describe*',
  'eks:List*',
  'glue:BatchGet*',
  'glue:Get*',
  'glue:List*',
  'iam:Get*',
  'iam:List*',
  'kms:Describe*',
  'kms:Get*',
  'kms:List*',
  'lambda:Get*',
  'lambda:List*',
  'logs:Describe*',
  'logs:FilterLogEvents',
  'logs:Get*',
  'organizations:Describe*',
  'organizations:List*',
  'rds:Describe*',
  'rds:List*',
  's3:Get*',
  's3:List*',
  'secretsmanager:Describe*',
  'secretsmanager:GetResourcePolicy',
  'secretsmanager:List*',
  'sns:Get*',
  'sns:List*',
  'sqs:Get*',
  'sqs:List*',
  'sqs:ReceiveMessage',
  'ssm:Describe*',
  'ssm:Get*',
  'ssm:List*',
  'states:Describe*',
  'states:List*',
];

const auditOnly = [
  'cloudtrail:Describe*',
  'cloudtrail:GetTrailStatus',
  'config:Describe*',
  'dynamodb:DescribeTable',
  'dynamodb:ListTables',
  'ec2:Describe*',
  'ecr:DescribeRepositories',
  'ecr:GetRepositoryPolicy',
  'eks:DescribeCluster',
  'iam:Get*',
  'iam:List*',
  'kms:Describe*',
  'kms:GetKeyPolicy',
  'kms:List*',
  'lambda:GetFunctionConfiguration',
  'lambda:GetPolicy',
  'lambda:List*',
  'organizations:Describe*',
  'organizations:List*',
  'rds:Describe*',
  's3:GetBucket*',
  's3:GetEncryptionConfiguration',
  's3:ListAllMyBuckets',
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetResourcePolicy',
  'secretsmanager:ListSecrets',
  'sns:GetTopicAttributes',
  'sqs:GetQueueAttributes',
  'ssm:DescribeParameters',
];

const documents = {
  AdministratorAccess: [['*']],
  ReadOnlyAccess: [readAnything],
  SecurityAudit: [auditOnly],
  AmazonS3ReadOnlyAccess: [['s3:Get*', 's3:List*', 's3:Describe*']],
  AmazonSSMManagedInstanceCore: [
    ['ssm:UpdateInstanceInformation', 'ssmmessages:OpenDataChannel', 'ssmmessages:CreateControlChannel'],
    ['ec2messages:GetMessages', 'ec2messages:AcknowledgeMessage'],
  ],
  CloudWatchAgentServerPolicy: [['cloudwatch:PutMetricData', 'logs:PutLogEvents', 'logs:CreateLogStream']],
  'service-role/AWSLambdaBasicExecutionRole': [['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']],
  'service-role/AmazonECSTaskExecutionRolePolicy': [
    ['ecr:GetAuthorizationToken', 'ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
  ],
  'service-role/AWSGlueServiceRole': [
    ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions', 'glue:CreatePartition', 'glue:BatchCreatePartition'],
    ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  ],
  'service-role/AmazonRDSEnhancedMonitoringRole': [['logs:CreateLogGroup', 'logs:PutRetentionPolicy']],
  'service-role/AWS_ConfigRole': [['config:Put*', 'iam:List*', 's3:GetBucket*', 'lambda:List*', 'kms:ListKeys']],
  AmazonEKSClusterPolicy: [['ec2:Describe*', 'kms:DescribeKey', 'elasticloadbalancing:Describe*']],
  AmazonEKSWorkerNodePolicy: [['ec2:Describe*', 'eks:DescribeCluster']],
  AmazonEC2ContainerRegistryReadOnly: [
    ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:DescribeRepositories'],
  ],
  'job-function/Billing': [['aws-portal:*', 'billing:*', 'budgets:*', 'ce:*', 'cur:*']],
} as const satisfies Readonly<Record<string, readonly (readonly string[])[]>>;

/** Name of an AWS managed policy that the demo estate attaches, with its path. */
export type AwsManagedName = keyof typeof documents;

/** The ARN of an AWS managed policy. */
export function awsManaged(name: AwsManagedName): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

/** The AWS managed policies by ARN: shorter than AWS's own, with the same reach over what the demo estate holds. */
export const awsManagedDocuments: ReadonlyMap<string, PolicyDocument> = new Map(
  Object.entries(documents).map(([name, statements]) => [
    `arn:aws:iam::aws:policy/${name}`,
    documentOf(...statements.map((actions, index) => allow(`Part${index + 1}`, few(actions), '*'))),
  ]),
);

function few(actions: readonly string[]): string | readonly string[] {
  return actions.length === 1 ? actions[0] : actions;
}
