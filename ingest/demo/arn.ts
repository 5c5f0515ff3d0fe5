import { homeRegion } from './accounts.ts';
import { hexId, secretSuffix, uuid } from './stable-id.ts';

/** A resource's place and name, as its ARN has them. */
interface Place {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

const forms = {
  'AWS::ApiGateway::RestApi': ({ region, name }) => `arn:aws:apigateway:${region}::/restapis/${hexId(name, 10)}`,
  'AWS::AppRunner::Service': (place) => regional('apprunner', place, `service/${place.name}/${hexId(place.name, 32)}`),
  'AWS::CloudFormation::Stack': (place) =>
    regional('cloudformation', place, `stack/${place.name}/${uuid(place.account + place.name)}`),
  'AWS::CloudTrail::Trail': (place) => regional('cloudtrail', place, `trail/${place.name}`),
  'AWS::CodeBuild::Project': (place) => regional('codebuild', place, `project/${place.name}`),
  'AWS::DynamoDB::Table': (place) => regional('dynamodb', place, `table/${place.name}`),
  'AWS::EC2::Instance': (place) => regional('ec2', place, `instance/i-0${hexId(place.account + place.name, 16)}`),
  'AWS::ECR::Repository': (place) => regional('ecr', place, `repository/${place.name}`),
  'AWS::ECS::Cluster': (place) => regional('ecs', place, `cluster/${place.name}`),
  'AWS::ECS::Service': (place) => regional('ecs', place, `service/${place.name}`),
  'AWS::ECS::TaskDefinition': (place) => regional('ecs', place, `task-definition/${place.name}`),
  'AWS::EKS::Cluster': (place) => regional('eks', place, `cluster/${place.name}`),
  'AWS::Events::EventBus': (place) => regional('events', place, `event-bus/${place.name}`),
  'AWS::Glue::Database': (place) => regional('glue', place, `database/${place.name}`),
  'AWS::Glue::Job': (place) => regional('glue', place, `job/${place.name}`),
  'AWS::KMS::Key': (place) => regional('kms', place, `key/${uuid(place.account + place.name)}`),
  'AWS::Kinesis::Stream': (place) => regional('kinesis', place, `stream/${place.name}`),
  'AWS::Lambda::Function': (place) => regional('lambda', place, `function:${place.name}`),
  'AWS::Logs::LogGroup': (place) => regional('logs', place, `log-group:${place.name}`),
  'AWS::RDS::DBCluster': (place) => regional('rds', place, `cluster:${place.name}`),
  'AWS::RDS::DBInstance': (place) => regional('rds', place, `db:${place.name}`),
  'AWS::S3::Bucket': ({ name }) => `arn:aws:s3:::${name}`,
  'AWS::SageMaker::NotebookInstance': (place) => regional('sagemaker', place, `notebook-instance/${place.name}`),
  'AWS::SecretsManager::Secret': (place) =>
    regional('secretsmanager', place, `secret:${place.name}-${secretSuffix(place.name)}`),
  'AWS::SNS::Topic': (place) => regional('sns', place, place.name),
  'AWS::SQS::Queue': (place) => regional('sqs', place, place.name),
  'AWS::SSM::Parameter': (place) => regional('ssm', place, `parameter${place.name}`),
  'AWS::StepFunctions::StateMachine': (place) => regional('states', place, `stateMachine:${place.name}`),
} as const satisfies Readonly<Record<string, (place: Place) => string>>;

/** A CloudFormation type that the demo estate has resources of. */
export type ResourceType = keyof typeof forms;

/** The ARN of a resource; the parts that AWS would choose at random depend on the name alone. */
export function resourceArn(type: ResourceType, account: string, name: string, region: string = homeRegion): string {
  return forms[type]({ account, region, name });
}

/** The ARN of something in IAM; `name` may start with a path: `role/service/booking`. */
export function iamArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:${name}`;
}

/** The node that stands for full control of an account. */
export function administrationOf(account: { readonly id: string }): string {
  return `aws://${account.id}/administration`;
}

function regional(service: string, { account, region }: Place, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}
