import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import { CreateTableCommand, DynamoDBClient, TagResourceCommand } from '@aws-sdk/client-dynamodb';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand, ECRClient, SetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { EKSClient, CreateClusterCommand as CreateEksClusterCommand } from '@aws-sdk/client-eks';
import { CreateDatabaseCommand, CreateJobCommand, GlueClient } from '@aws-sdk/client-glue';
import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { CreateGrantCommand, CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand as CreateOrganizationPolicyCommand,
  ListAccountsCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateNotebookInstanceCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { CreateSecretCommand, PutResourcePolicyCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

/** Keys of moto's own account; any id that moto did not make belongs to it. */
export const ownCredentials = { accessKeyId: 'AKIAOWNOWNOWNOWNOWNO', secretAccessKey: 'own' };
export const ownAccount = '123456789012';

/** Values that must never leave the account. */
export const secretValues = ['s3cr3t-value', 'wJalrXUtnFEMIsecret', 'parameter-value'] as const;

export interface Estate {
  readonly memberAccount: string;
  /** Access key of the user `deployer` in the own account. */
  readonly deployerKey: string;
  readonly bucketKmsKey: string;
  readonly unit: string;
  readonly root: string;
  readonly scp: string;
}

interface Config {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

const anyoneAssumes = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

const allow = (action: string, resource: string, principal?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', ...(principal ? { Principal: principal } : {}), Action: action, Resource: resource },
    ],
  });

/** Fills moto with two accounts of one organisation. */
export async function fillEstate(endpoint: string): Promise<Estate> {
  const own: Config = { endpoint, region: 'us-east-1', credentials: ownCredentials };
  const organization = await fillOrganization(own);
  const deployerKey = await fillIdentities(own);
  const bucketKmsKey = await fillData(own);
  await fillWorkloads(own, deployerKey);
  const member = { ...own, region: 'eu-west-1', credentials: await sessionIn(own, organization.memberAccount) };
  await fillMember(member);
  return { ...organization, deployerKey, bucketKmsKey };
}

async function fillOrganization(config: Config) {
  const client = new OrganizationsClient(config);
  await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const root = (await client.send(new ListRootsCommand())).Roots?.[0]?.Id ?? '';
  const made = await client.send(new CreateOrganizationalUnitCommand({ ParentId: root, Name: 'production' }));
  const unit = made.OrganizationalUnit?.Id ?? '';
  await client.send(new CreateAccountCommand({ AccountName: 'shop', Email: 'shop@example.org' }));
  const accounts = (await client.send(new ListAccountsCommand())).Accounts ?? [];
  const memberAccount = accounts.find(({ Name }) => Name === 'shop')?.Id ?? '';
  await client.send(
    new MoveAccountCommand({ AccountId: memberAccount, SourceParentId: root, DestinationParentId: unit }),
  );
  const policy = await client.send(
    new CreateOrganizationPolicyCommand({
      Name: 'no-leaving',
      Description: 'no account leaves',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }],
      }),
    }),
  );
  const scp = policy.Policy?.PolicySummary?.Id ?? '';
  await client.send(new AttachPolicyCommand({ PolicyId: scp, TargetId: unit }));
  return { memberAccount, root, unit, scp };
}

async function fillIdentities(config: Config): Promise<string> {
  const client = new IAMClient(config);
  const policy = await client.send(
    new CreatePolicyCommand({
      PolicyName: 'read-reports',
      PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::reports/*'),
    }),
  );
  const PolicyArn = policy.Policy?.Arn;
  await client.send(new CreateGroupCommand({ GroupName: 'analysts' }));
  await client.send(new AttachGroupPolicyCommand({ GroupName: 'analysts', PolicyArn }));
  await client.send(new CreateUserCommand({ UserName: 'ann', Tags: [{ Key: 'owner', Value: 'finance' }] }));
  await client.send(new AddUserToGroupCommand({ GroupName: 'analysts', UserName: 'ann' }));
  await client.send(new CreateLoginProfileCommand({ UserName: 'ann', Password: 'Correct-horse-9' }));
  await client.send(new CreateUserCommand({ UserName: 'deployer', Path: '/ci/' }));
  await client.send(
    new PutUserPolicyCommand({
      UserName: 'deployer',
      PolicyName: 'deploy',
      PolicyDocument: allow('lambda:UpdateFunctionCode', '*'),
    }),
  );
  const key = await client.send(new CreateAccessKeyCommand({ UserName: 'deployer' }));
  await client.send(
    new UploadSSHPublicKeyCommand({
      UserName: 'deployer',
      SSHPublicKeyBody: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB deployer',
    }),
  );
  await client.send(
    new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: anyoneAssumes('lambda.amazonaws.com') }),
  );
  await client.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn }));
  await client.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
  await client.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'web', RoleName: 'worker' }));
  await client.send(
    new CreateOpenIDConnectProviderCommand({
      Url: 'https://token.actions.example.org',
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
    }),
  );
  await client.send(new CreateSAMLProviderCommand({ Name: 'login', SAMLMetadataDocument: 'm'.repeat(1000) }));
  return key.AccessKey?.AccessKeyId ?? '';
}

async function fillData(config: Config): Promise<string> {
  const kms = new KMSClient(config);
  const key = (
    await kms.send(new CreateKeyCommand({ Description: 'reports', Tags: [{ TagKey: 'team', TagValue: 'data' }] }))
  ).KeyMetadata;
  const worker = `arn:aws:iam::${ownAccount}:role/worker`;
  await kms.send(new CreateGrantCommand({ KeyId: key?.KeyId, GranteePrincipal: worker, Operations: ['Decrypt'] }));

  const s3 = new S3Client({ ...config, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'reports' }));
  await s3.send(
    new PutBucketPolicyCommand({
      Bucket: 'reports',
      Policy: allow('s3:GetObject', 'arn:aws:s3:::reports/*', { AWS: worker }),
    }),
  );
  await s3.send(
    new PutBucketTaggingCommand({ Bucket: 'reports', Tagging: { TagSet: [{ Key: 'criticality', Value: 'high' }] } }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: 'reports',
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key?.Arn } }],
      },
    }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({ Bucket: 'reports', PublicAccessBlockConfiguration: { BlockPublicPolicy: true } }),
  );

  const secrets = new SecretsManagerClient(config);
  const secret = await secrets.send(
    new CreateSecretCommand({
      Name: 'shop-admin',
      SecretString: secretValues[0],
      Tags: [{ Key: 'ambit:holds-credential-of', Value: 'arn:aws:iam::999999999999:user/admin' }],
    }),
  );
  await secrets.send(
    new PutResourcePolicyCommand({
      SecretId: secret.ARN,
      ResourcePolicy: allow('secretsmanager:GetSecretValue', '*', { AWS: worker }),
    }),
  );

  await new SSMClient(config).send(
    new PutParameterCommand({
      Name: '/shop/password',
      Type: 'SecureString',
      Value: secretValues[2],
      Tags: [{ Key: 'team', Value: 'shop' }],
    }),
  );
  const table = await new DynamoDBClient(config).send(
    new CreateTableCommand({
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await new DynamoDBClient(config).send(
    new TagResourceCommand({ ResourceArn: table.TableDescription?.TableArn, Tags: [{ Key: 'team', Value: 'shop' }] }),
  );
  await new RDSClient(config).send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'ledger',
      DBInstanceClass: 'db.t3.micro',
      Engine: 'postgres',
      MasterUsername: 'root',
      MasterUserPassword: secretValues[0],
      PubliclyAccessible: true,
    }),
  );
  await new RDSClient(config).send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: 'ledger-cluster',
      Engine: 'aurora-postgresql',
      MasterUsername: 'root',
      MasterUserPassword: secretValues[0],
      Tags: [{ Key: 'team', Value: 'finance' }],
    }),
  );
  await new GlueClient(config).send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'catalogue' } }));
  return key?.Arn ?? '';
}

async function fillWorkloads(config: Config, deployerKey: string): Promise<void> {
  const worker = `arn:aws:iam::${ownAccount}:role/worker`;
  const environment = { AWS_ACCESS_KEY_ID: deployerKey, AWS_SECRET_ACCESS_KEY: secretValues[1] };
  const lambda = new LambdaClient(config);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'resize',
      Role: worker,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: new Uint8Array([80, 75, 5, 6, ...Array.from({ length: 18 }, () => 0)]) },
      Environment: { Variables: environment },
      Tags: { team: 'shop' },
    }),
  );
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'resize',
      StatementId: 'from-bucket',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
    }),
  );
  await new EC2Client(config).send(
    new RunInstancesCommand({
      ImageId: 'ami-12c6146b',
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: 'web' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web-1' }] }],
    }),
  );
  const ecs = new ECSClient(config);
  await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'api',
      taskRoleArn: worker,
      executionRoleArn: worker,
      containerDefinitions: [
        { name: 'api', image: 'api:1', memory: 128, environment: [{ name: 'KEY', value: `id=${deployerKey};` }] },
      ],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({ cluster: 'main', serviceName: 'api', taskDefinition: 'api', desiredCount: 1 }),
  );
  await new CodeBuildClient(config).send(
    new CreateProjectCommand({
      name: 'build',
      source: { type: 'S3', location: 'reports/source.zip' },
      artifacts: { type: 'NO_ARTIFACTS' },
      serviceRole: worker,
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'x',
        computeType: 'BUILD_GENERAL1_SMALL',
        environmentVariables: [{ name: 'KEY', value: deployerKey }],
      },
    }),
  );
  await new GlueClient(config).send(
    new CreateJobCommand({
      Name: 'etl',
      Role: worker,
      Command: { Name: 'glueetl', ScriptLocation: 's3://reports/etl.py' },
    }),
  );
  await new CloudFormationClient(config).send(
    new CreateStackCommand({
      StackName: 'base',
      RoleARN: worker,
      TemplateBody: JSON.stringify({ Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } }),
      Tags: [{ Key: 'team', Value: 'platform' }],
    }),
  );
  await new SageMakerClient(config).send(
    new CreateNotebookInstanceCommand({
      NotebookInstanceName: 'research',
      InstanceType: 'ml.t3.medium',
      RoleArn: worker,
      Tags: [{ Key: 'team', Value: 'research' }],
    }),
  );
  await new SFNClient(config).send(
    new CreateStateMachineCommand({
      name: 'flow',
      roleArn: worker,
      definition: '{"StartAt":"a","States":{"a":{"Type":"Succeed"}}}',
    }),
  );
}

async function sessionIn(config: Config, account: string) {
  const RoleArn = `arn:aws:iam::${account}:role/OrganizationAccountAccessRole`;
  const answer = await new STSClient(config).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'fill' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

async function fillMember(config: Config): Promise<void> {
  const iam = new IAMClient(config);
  const role = await iam.send(
    new CreateRoleCommand({ RoleName: 'cluster', AssumeRolePolicyDocument: anyoneAssumes('eks.amazonaws.com') }),
  );
  await iam.send(new CreateUserCommand({ UserName: 'vendor' }));
  await iam.send(new CreateAccessKeyCommand({ UserName: 'vendor' }));
  await new SQSClient(config).send(
    new CreateQueueCommand({
      QueueName: 'orders',
      Attributes: { Policy: allow('sqs:SendMessage', '*', { AWS: '*' }) },
      tags: { team: 'shop' },
    }),
  );
  await new SNSClient(config).send(new CreateTopicCommand({ Name: 'events', Tags: [{ Key: 'team', Value: 'shop' }] }));
  await new ECRClient(config).send(
    new CreateRepositoryCommand({ repositoryName: 'images', tags: [{ Key: 'team', Value: 'shop' }] }),
  );
  await new ECRClient(config).send(
    new SetRepositoryPolicyCommand({
      repositoryName: 'images',
      policyText: allow('ecr:BatchGetImage', '*', { AWS: '*' }),
    }),
  );
  await new EKSClient(config).send(
    new CreateEksClusterCommand({ name: 'prod', roleArn: role.Role?.Arn, resourcesVpcConfig: { subnetIds: [] } }),
  );
  await new S3Client({ ...config, forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: 'shop-eu', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
  );
}
