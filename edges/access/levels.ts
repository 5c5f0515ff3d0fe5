/** How an action holds a resource: its content known, its content set or ended, its policy in hand. */
export type Level = 'read' | 'write' | 'administer';

/** Actions on resources of one type, by what they give. */
export type TypeLevels = Readonly<Partial<Record<Level, readonly string[]>>>;

/**
 * What gives which hold on resources of each CloudFormation type.
 *
 * Reading a resource's description is no hold; its data, or something from which its data follows, is.
 */
export const levelsOfType: Readonly<Record<string, TypeLevels>> = {
  'AWS::S3::Bucket': {
    read: ['s3:GetObject', 's3:GetObjectVersion'],
    write: ['s3:PutObject', 's3:DeleteObject'],
    administer: ['s3:PutBucketPolicy', 's3:PutBucketAcl'],
  },
  'AWS::DynamoDB::Table': {
    read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PartiQLSelect'],
    write: [
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:DeleteTable',
    ],
    administer: ['dynamodb:PutResourcePolicy'],
  },
  'AWS::RDS::DBInstance': {
    write: ['rds:DeleteDBInstance', 'rds:StopDBInstance'],
    administer: ['rds:ModifyDBInstance'],
  },
  'AWS::RDS::DBCluster': {
    read: ['rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement'],
    write: ['rds:DeleteDBCluster', 'rds:StopDBCluster'],
    administer: ['rds:ModifyDBCluster'],
  },
  'AWS::SecretsManager::Secret': {
    read: ['secretsmanager:GetSecretValue'],
    write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret', 'secretsmanager:DeleteSecret'],
    administer: ['secretsmanager:PutResourcePolicy'],
  },
  'AWS::SSM::Parameter': {
    read: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory'],
    write: ['ssm:PutParameter', 'ssm:DeleteParameter', 'ssm:DeleteParameters'],
  },
  'AWS::KMS::Key': {
    read: ['kms:Decrypt'],
    write: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'],
    administer: ['kms:PutKeyPolicy', 'kms:CreateGrant'],
  },
  'AWS::SQS::Queue': {
    read: ['sqs:ReceiveMessage'],
    write: ['sqs:SendMessage', 'sqs:DeleteMessage', 'sqs:PurgeQueue', 'sqs:DeleteQueue'],
    administer: ['sqs:AddPermission', 'sqs:SetQueueAttributes'],
  },
  'AWS::SNS::Topic': {
    read: ['sns:Subscribe'],
    write: ['sns:Publish', 'sns:DeleteTopic'],
    administer: ['sns:AddPermission', 'sns:SetTopicAttributes'],
  },
  'AWS::ECR::Repository': {
    read: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    write: ['ecr:PutImage', 'ecr:BatchDeleteImage', 'ecr:DeleteRepository'],
    administer: ['ecr:SetRepositoryPolicy'],
  },
  'AWS::Glue::Database': {
    read: ['glue:GetTable', 'glue:GetTables', 'glue:GetPartitions'],
    write: ['glue:UpdateTable', 'glue:DeleteTable', 'glue:DeleteDatabase'],
  },
  'AWS::Kinesis::Stream': {
    read: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:SubscribeToShard'],
    write: ['kinesis:PutRecord', 'kinesis:PutRecords', 'kinesis:DeleteStream'],
    administer: ['kinesis:PutResourcePolicy'],
  },
  'AWS::Logs::LogGroup': {
    read: ['logs:GetLogEvents', 'logs:FilterLogEvents', 'logs:StartQuery', 'logs:CreateExportTask'],
    write: ['logs:DeleteLogGroup', 'logs:DeleteLogStream', 'logs:PutRetentionPolicy'],
  },
  'AWS::CloudTrail::Trail': {
    write: [
      'cloudtrail:StopLogging',
      'cloudtrail:DeleteTrail',
      'cloudtrail:UpdateTrail',
      'cloudtrail:PutEventSelectors',
    ],
  },
  'AWS::Events::EventBus': {
    write: ['events:PutEvents', 'events:DeleteEventBus'],
    administer: ['events:PutPermission'],
  },
  'AWS::ApiGateway::RestApi': {
    write: ['apigateway:PATCH', 'apigateway:PUT', 'apigateway:DELETE'],
    administer: ['apigateway:UpdateRestApiPolicy'],
  },
  'AWS::Lambda::Function': {
    read: ['lambda:GetFunction', 'lambda:GetFunctionConfiguration'],
    write: ['lambda:InvokeFunction', 'lambda:DeleteFunction'],
    administer: ['lambda:AddPermission'],
  },
  'AWS::CodeBuild::Project': {
    read: ['codebuild:BatchGetProjects'],
    write: ['codebuild:DeleteProject', 'codebuild:StopBuild'],
  },
  'AWS::Glue::Job': {
    write: ['glue:StartJobRun', 'glue:DeleteJob'],
  },
  'AWS::StepFunctions::StateMachine': {
    read: ['states:DescribeStateMachine'],
    write: ['states:StartExecution', 'states:StopExecution', 'states:DeleteStateMachine'],
  },
  'AWS::CloudFormation::Stack': {
    read: ['cloudformation:GetTemplate'],
    write: ['cloudformation:DeleteStack'],
    administer: ['cloudformation:SetStackPolicy'],
  },
  'AWS::EC2::Instance': {
    read: ['ec2:GetPasswordData', 'ec2:GetConsoleOutput'],
    write: ['ec2:StopInstances', 'ec2:TerminateInstances', 'ec2:RebootInstances'],
  },
  'AWS::ECS::Cluster': {
    write: ['ecs:DeleteCluster', 'ecs:UpdateCluster'],
  },
  'AWS::ECS::Service': {
    write: ['ecs:UpdateService', 'ecs:DeleteService'],
  },
  'AWS::ECS::TaskDefinition': {
    read: ['ecs:DescribeTaskDefinition'],
  },
  'AWS::EKS::Cluster': {
    read: ['eks:AccessKubernetesApi'],
    write: ['eks:DeleteCluster', 'eks:UpdateClusterConfig'],
    administer: ['eks:CreateAccessEntry', 'eks:AssociateAccessPolicy'],
  },
  'AWS::SageMaker::NotebookInstance': {
    write: ['sagemaker:StopNotebookInstance', 'sagemaker:DeleteNotebookInstance'],
  },
  'AWS::AppRunner::Service': {
    write: ['apprunner:PauseService', 'apprunner:DeleteService'],
  },
};
