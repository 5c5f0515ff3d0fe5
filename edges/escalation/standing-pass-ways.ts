import { passWaysOf as of, type PassWay } from './pass-way.ts';
import { here } from './way.ts';

const task = here('ecs', 'task-definition/<new>:1');
const oldJob = here('glue', 'job/<old>');
const cluster = { type: 'AWS::ECS::Cluster', words: 'an ECS cluster' };

/** Ways through something that must be there: it is changed, or runs what is new. */
export const standingPassWays: readonly PassWay[] = [
  ...of(
    'ecs-tasks.amazonaws.com',
    {
      'events-101': [
        ['ecs:RegisterTaskDefinition', task],
        ['events:PutRule', here('events', 'rule/<any>')],
        ['events:PutTargets', here('events', 'rule/<any>')],
      ],
    },
    { alsoPass: 'events.amazonaws.com', existing: cluster },
  ),
  ...of(
    'lambda.amazonaws.com',
    {
      'lambda-107': [
        ['lambda:UpdateFunctionConfiguration', here('lambda', 'function:<old>')],
        ['lambda:UpdateFunctionCode', here('lambda', 'function:<old>')],
      ],
    },
    { existing: { type: 'AWS::Lambda::Function', words: 'a Lambda function' } },
  ),
  ...of(
    'codebuild.amazonaws.com',
    {
      'codebuild-101': [
        ['codebuild:UpdateProject', here('codebuild', 'project/<old>')],
        ['codebuild:StartBuild', here('codebuild', 'project/<old>')],
      ],
    },
    { existing: { type: 'AWS::CodeBuild::Project', words: 'a CodeBuild project' } },
  ),
  ...of(
    'glue.amazonaws.com',
    {
      'glue-005': [
        ['glue:UpdateJob', oldJob],
        ['glue:StartJobRun', oldJob],
      ],
      'glue-006': [
        ['glue:UpdateJob', oldJob],
        ['glue:CreateTrigger', here('glue', 'trigger/<any>')],
      ],
    },
    { existing: { type: 'AWS::Glue::Job', words: 'a Glue job' } },
  ),
  ...of(
    'cloudformation.amazonaws.com',
    {
      'cloudformation-004': [['cloudformation:UpdateStackSet', here('cloudformation', 'stackset/<old>:id')]],
    },
    { existing: { type: 'AWS::CloudFormation::StackSet', words: 'a stack set' } },
  ),
  ...of(
    'cloudformation.amazonaws.com',
    {
      'cloudformation-102': [['cloudformation:UpdateStack', here('cloudformation', 'stack/<old>/id')]],
    },
    { existing: { type: 'AWS::CloudFormation::Stack', words: 'a CloudFormation stack' } },
  ),
  ...of(
    'states.amazonaws.com',
    {
      'stepfunctions-102': [
        ['states:UpdateStateMachine', here('states', 'stateMachine:<old>')],
        ['states:StartExecution', here('states', 'stateMachine:<old>')],
      ],
    },
    { existing: { type: 'AWS::StepFunctions::StateMachine', words: 'a state machine' } },
  ),
  ...of(
    'sagemaker.amazonaws.com',
    {
      'sagemaker-103': [
        ['sagemaker:CreateUserProfile', here('sagemaker', 'user-profile/<any>')],
        ['sagemaker:CreatePresignedDomainUrl', here('sagemaker', 'user-profile/<any>')],
      ],
    },
    { existing: { type: 'AWS::SageMaker::Domain', words: 'a SageMaker domain' } },
  ),
  ...of(
    'ecs-tasks.amazonaws.com',
    {
      'ecs-004': [
        ['ecs:RegisterTaskDefinition', task],
        ['ecs:RunTask', task],
      ],
      'ecs-003': [
        ['ecs:RegisterTaskDefinition', task],
        ['ecs:CreateService', here('ecs', 'service/<any>/any')],
      ],
      'ecs-005': [
        ['ecs:RegisterTaskDefinition', task],
        ['ecs:StartTask', task],
      ],
    },
    { existing: cluster },
  ),
  ...of(
    'ecs-tasks.amazonaws.com',
    {
      'ecs-101': [
        ['ecs:RegisterTaskDefinition', task],
        ['ecs:UpdateService', here('ecs', 'service/<old>')],
      ],
    },
    { existing: { type: 'AWS::ECS::Service', words: 'an ECS service' } },
  ),
  ...of(
    'ecs-tasks.amazonaws.com',
    {
      'batch-101': [
        ['batch:RegisterJobDefinition', here('batch', 'job-definition/<new>')],
        ['batch:SubmitJob', here('batch', 'job-definition/<new>')],
        ['batch:SubmitJob', here('batch', 'job-queue/<old>')],
      ],
    },
    { existing: { type: 'AWS::Batch::JobQueue', words: 'a Batch job queue' } },
  ),
  ...of(
    'pods.eks.amazonaws.com',
    {
      'eks-101': [['eks:CreatePodIdentityAssociation', here('eks', 'cluster/<old>')]],
    },
    { existing: { type: 'AWS::EKS::Cluster', words: 'an EKS cluster in which the attacker runs a pod' } },
  ),
];
