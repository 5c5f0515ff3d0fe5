/** What a call adds to a collection; `account` is everything of an account, `regions` which regions there are to read. */
export type CallYield =
  | 'account'
  | 'regions'
  | 'organization'
  | 'identities'
  | 'credentials'
  | 'lastAccessed'
  | 'resource'
  | 'policy'
  | 'runsAs'
  | 'config'
  | 'tags';

/** One call that the collector makes. */
export interface AwsCall {
  /** IAM's prefix of the service: `s3`, `states`. */
  readonly service: string;
  /** Name of the API operation, which is not always the IAM action's. */
  readonly operation: string;
  /** What the caller must be allowed: the least that makes the call work. */
  readonly actions: readonly string[];
  readonly scope: 'global' | 'regional';
  /** CloudFormation type of the resources that it describes. */
  readonly resourceType: string | undefined;
  /** What is missing from the collection where the call fails. */
  readonly yields: readonly CallYield[];
  /** The operation of the same service whose answer says what to call this one for; undefined for a listing. */
  readonly of: string | undefined;
  /** Whether it is made once for each thing (or batch of things) that `of` listed. */
  readonly perItem: boolean;
  /**
   * Whether an item-level call lists what stands under a thing, so that its failure leaves out records that nobody can
   * name; otherwise it leaves out what there is to say of the thing itself.
   */
  readonly listsChildren: boolean;
}

interface Row {
  readonly of?: string;
  readonly actions?: readonly string[];
  readonly type?: string;
  readonly yields: readonly CallYield[];
  readonly listsChildren?: true;
}

const global: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  sts: {
    GetCallerIdentity: { actions: [], yields: ['account'] },
    AssumeRole: { yields: ['account'] },
  },
  organizations: {
    DescribeOrganization: { yields: ['organization'] },
    ListAccounts: { yields: ['organization'] },
    ListRoots: { yields: ['organization'] },
    ListOrganizationalUnitsForParent: { yields: ['organization'], of: 'ListRoots', listsChildren: true },
    ListAccountsForParent: { yields: ['organization'], of: 'ListRoots', listsChildren: true },
    ListPolicies: { yields: ['organization'] },
    DescribePolicy: { yields: ['organization'], of: 'ListPolicies' },
    ListTargetsForPolicy: { yields: ['organization'], of: 'ListPolicies' },
  },
  iam: {
    GetAccountAuthorizationDetails: { yields: ['identities'] },
    ListOpenIDConnectProviders: { yields: ['identities'], type: 'AWS::IAM::OIDCProvider' },
    GetOpenIDConnectProvider: {
      yields: ['identities'],
      type: 'AWS::IAM::OIDCProvider',
      of: 'ListOpenIDConnectProviders',
    },
    ListSAMLProviders: { yields: ['identities'], type: 'AWS::IAM::SAMLProvider' },
    ListAccessKeys: { yields: ['credentials'], of: 'GetAccountAuthorizationDetails', listsChildren: true },
    GetAccessKeyLastUsed: { yields: ['credentials'], of: 'ListAccessKeys' },
    ListSSHPublicKeys: { yields: ['credentials'], of: 'GetAccountAuthorizationDetails', listsChildren: true },
    ListSigningCertificates: { yields: ['credentials'], of: 'GetAccountAuthorizationDetails', listsChildren: true },
    GenerateCredentialReport: { yields: ['credentials'] },
    GetCredentialReport: { yields: ['credentials'], of: 'GenerateCredentialReport' },
    GenerateServiceLastAccessedDetails: { yields: ['lastAccessed'], of: 'GetAccountAuthorizationDetails' },
    GetServiceLastAccessedDetails: { yields: ['lastAccessed'], of: 'GenerateServiceLastAccessedDetails' },
  },
  s3: {
    ListBuckets: { yields: ['resource'], type: 'AWS::S3::Bucket', actions: ['s3:ListAllMyBuckets'] },
    GetBucketLocation: { yields: ['config'], type: 'AWS::S3::Bucket', of: 'ListBuckets' },
    GetBucketPolicy: { yields: ['policy'], type: 'AWS::S3::Bucket', of: 'ListBuckets' },
    GetBucketTagging: { yields: ['tags'], type: 'AWS::S3::Bucket', of: 'ListBuckets' },
    GetBucketEncryption: {
      yields: ['config'],
      type: 'AWS::S3::Bucket',
      of: 'ListBuckets',
      actions: ['s3:GetEncryptionConfiguration'],
    },
    GetPublicAccessBlock: {
      yields: ['config'],
      type: 'AWS::S3::Bucket',
      of: 'ListBuckets',
      actions: ['s3:GetBucketPublicAccessBlock'],
    },
  },
};

const regional: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  apprunner: {
    ListServices: { yields: ['resource'], type: 'AWS::AppRunner::Service' },
    DescribeService: { yields: ['runsAs', 'config'], type: 'AWS::AppRunner::Service', of: 'ListServices' },
    ListTagsForResource: { yields: ['tags'], type: 'AWS::AppRunner::Service', of: 'ListServices' },
  },
  cloudformation: {
    DescribeStacks: { yields: ['resource', 'runsAs', 'config', 'tags'], type: 'AWS::CloudFormation::Stack' },
  },
  codebuild: {
    ListProjects: { yields: ['resource'], type: 'AWS::CodeBuild::Project' },
    BatchGetProjects: { yields: ['runsAs', 'config', 'tags'], type: 'AWS::CodeBuild::Project', of: 'ListProjects' },
  },
  dynamodb: {
    ListTables: { yields: ['resource'], type: 'AWS::DynamoDB::Table' },
    DescribeTable: { yields: ['config'], type: 'AWS::DynamoDB::Table', of: 'ListTables' },
    GetResourcePolicy: { yields: ['policy'], type: 'AWS::DynamoDB::Table', of: 'ListTables' },
    ListTagsOfResource: { yields: ['tags'], type: 'AWS::DynamoDB::Table', of: 'ListTables' },
  },
  ec2: {
    DescribeRegions: { yields: ['regions'] },
    DescribeInstances: { yields: ['resource', 'runsAs', 'config', 'tags'], type: 'AWS::EC2::Instance' },
  },
  ecr: {
    DescribeRepositories: { yields: ['resource', 'config'], type: 'AWS::ECR::Repository' },
    GetRepositoryPolicy: { yields: ['policy'], type: 'AWS::ECR::Repository', of: 'DescribeRepositories' },
    ListTagsForResource: { yields: ['tags'], type: 'AWS::ECR::Repository', of: 'DescribeRepositories' },
  },
  ecs: {
    ListClusters: { yields: ['resource'], type: 'AWS::ECS::Cluster' },
    DescribeClusters: { yields: ['config', 'tags'], type: 'AWS::ECS::Cluster', of: 'ListClusters' },
    ListServices: { yields: ['resource'], type: 'AWS::ECS::Service', of: 'ListClusters', listsChildren: true },
    DescribeServices: { yields: ['runsAs', 'config', 'tags'], type: 'AWS::ECS::Service', of: 'ListServices' },
    ListTaskDefinitions: { yields: ['resource'], type: 'AWS::ECS::TaskDefinition' },
    DescribeTaskDefinition: {
      yields: ['runsAs', 'config', 'tags'],
      type: 'AWS::ECS::TaskDefinition',
      of: 'ListTaskDefinitions',
    },
  },
  eks: {
    ListClusters: { yields: ['resource'], type: 'AWS::EKS::Cluster' },
    DescribeCluster: { yields: ['runsAs', 'config', 'tags'], type: 'AWS::EKS::Cluster', of: 'ListClusters' },
  },
  glue: {
    GetDatabases: { yields: ['resource'], type: 'AWS::Glue::Database' },
    GetJobs: { yields: ['resource', 'runsAs', 'config'], type: 'AWS::Glue::Job' },
    GetTags: { yields: ['tags'], type: 'AWS::Glue::Job', of: 'GetJobs' },
  },
  kms: {
    ListKeys: { yields: ['resource'], type: 'AWS::KMS::Key' },
    DescribeKey: { yields: ['config'], type: 'AWS::KMS::Key', of: 'ListKeys' },
    GetKeyPolicy: { yields: ['policy'], type: 'AWS::KMS::Key', of: 'ListKeys' },
    ListGrants: { yields: ['config'], type: 'AWS::KMS::Key', of: 'ListKeys' },
    ListResourceTags: { yields: ['tags'], type: 'AWS::KMS::Key', of: 'ListKeys' },
  },
  lambda: {
    ListFunctions: { yields: ['resource', 'runsAs', 'config'], type: 'AWS::Lambda::Function' },
    GetPolicy: { yields: ['policy'], type: 'AWS::Lambda::Function', of: 'ListFunctions' },
    ListTags: { yields: ['tags'], type: 'AWS::Lambda::Function', of: 'ListFunctions' },
  },
  rds: {
    DescribeDBClusters: { yields: ['resource', 'config', 'tags'], type: 'AWS::RDS::DBCluster' },
    DescribeDBInstances: { yields: ['resource', 'config', 'tags'], type: 'AWS::RDS::DBInstance' },
  },
  sagemaker: {
    ListNotebookInstances: { yields: ['resource'], type: 'AWS::SageMaker::NotebookInstance' },
    DescribeNotebookInstance: {
      yields: ['runsAs', 'config'],
      type: 'AWS::SageMaker::NotebookInstance',
      of: 'ListNotebookInstances',
    },
    ListTags: { yields: ['tags'], type: 'AWS::SageMaker::NotebookInstance', of: 'ListNotebookInstances' },
  },
  secretsmanager: {
    ListSecrets: { yields: ['resource', 'config', 'tags'], type: 'AWS::SecretsManager::Secret' },
    GetResourcePolicy: { yields: ['policy'], type: 'AWS::SecretsManager::Secret', of: 'ListSecrets' },
  },
  sns: {
    ListTopics: { yields: ['resource'], type: 'AWS::SNS::Topic' },
    GetTopicAttributes: { yields: ['policy', 'config'], type: 'AWS::SNS::Topic', of: 'ListTopics' },
    ListTagsForResource: { yields: ['tags'], type: 'AWS::SNS::Topic', of: 'ListTopics' },
  },
  sqs: {
    ListQueues: { yields: ['resource'], type: 'AWS::SQS::Queue' },
    GetQueueAttributes: { yields: ['policy', 'config'], type: 'AWS::SQS::Queue', of: 'ListQueues' },
    ListQueueTags: { yields: ['tags'], type: 'AWS::SQS::Queue', of: 'ListQueues' },
  },
  ssm: {
    DescribeParameters: { yields: ['resource', 'config'], type: 'AWS::SSM::Parameter' },
    ListTagsForResource: { yields: ['tags'], type: 'AWS::SSM::Parameter', of: 'DescribeParameters' },
  },
  states: {
    ListStateMachines: { yields: ['resource'], type: 'AWS::StepFunctions::StateMachine' },
    DescribeStateMachine: { yields: ['runsAs'], type: 'AWS::StepFunctions::StateMachine', of: 'ListStateMachines' },
    ListTagsForResource: { yields: ['tags'], type: 'AWS::StepFunctions::StateMachine', of: 'ListStateMachines' },
  },
};

/** Every call that the collector makes, global ones first. */
export const awsCalls: readonly AwsCall[] = [...rowsOf('global', global), ...rowsOf('regional', regional)];

const byId = new Map(awsCalls.map((call) => [`${call.service}:${call.operation}`, call]));

/** The call of that id (`s3:GetBucketPolicy`); undefined where the collector makes none of that name. */
export function awsCall(id: string): AwsCall | undefined {
  return byId.get(id);
}

/** The calls that cannot be made when this one fails, near ones first. */
export function dependentCalls(call: AwsCall): readonly AwsCall[] {
  const near = awsCalls.filter(({ service, of }) => service === call.service && of === call.operation);
  return [...near, ...near.flatMap(dependentCalls)];
}

function rowsOf(scope: AwsCall['scope'], services: typeof global): AwsCall[] {
  return Object.entries(services).flatMap(([service, rows]) =>
    Object.entries(rows).map(([operation, row]) => ({
      service,
      operation,
      actions: row.actions ?? [`${service}:${operation}`],
      scope,
      resourceType: row.type,
      yields: row.yields,
      of: row.of,
      perItem: row.of !== undefined,
      listsChildren: row.listsChildren === true,
    })),
  );
}
