import { ec2PassWays } from './ec2-pass-ways.ts';
import { passWaysOf as of, type PassWay } from './pass-way.ts';
import { standingPassWays } from './standing-pass-ways.ts';
import { here, type Need } from './way.ts';

const lambdaFunction = here('lambda', 'function:<new>');
const project = here('codebuild', 'project/<new>');
const task = here('ecs', 'task-definition/<new>:1');
const job = here('glue', 'job/<new>');
const session = here('glue', 'session/<new>');
const stack = here('cloudformation', 'stack/<new>/id');
const stackSet = here('cloudformation', 'stackset/<new>:id');
const machine = here('states', 'stateMachine:<new>');
const pipeline = here('datapipeline', 'pipeline/<any>');

/** The published ways and ours; of the ways through one service the one that asks least is taken, of equals the first. */
export const passWays: readonly PassWay[] = [
  ...of('lambda.amazonaws.com', {
    'lambda-001': [
      ['lambda:CreateFunction', lambdaFunction],
      ['lambda:InvokeFunction', lambdaFunction],
    ],
    'lambda-006': [
      ['lambda:CreateFunction', lambdaFunction],
      ['lambda:AddPermission', lambdaFunction],
    ],
    'lambda-002': [
      ['lambda:CreateFunction', lambdaFunction],
      ['lambda:CreateEventSourceMapping', '*'],
    ],
    'lambda-101': [
      ['lambda:CreateFunction', lambdaFunction],
      ['lambda:CreateFunctionUrlConfig', lambdaFunction],
      ['lambda:InvokeFunctionUrl', lambdaFunction],
    ],
  }),
  ...of('ecs-tasks.amazonaws.com', {
    'ecs-002': [
      ['ecs:CreateCluster', here('ecs', 'cluster/<any>')],
      ['ecs:RegisterTaskDefinition', task],
      ['ecs:RunTask', task],
    ],
    'ecs-001': [
      ['ecs:CreateCluster', here('ecs', 'cluster/<any>')],
      ['ecs:RegisterTaskDefinition', task],
      ['ecs:CreateService', here('ecs', 'service/<any>/any')],
    ],
  }),
  ...of('tasks.apprunner.amazonaws.com', {
    'apprunner-001': [['apprunner:CreateService', here('apprunner', 'service/<new>/id')]],
  }),
  ...of('codebuild.amazonaws.com', {
    'codebuild-001': [
      ['codebuild:CreateProject', project],
      ['codebuild:StartBuild', project],
    ],
    'codebuild-004': [
      ['codebuild:CreateProject', project],
      ['codebuild:StartBuildBatch', project],
    ],
    'codebuild-102': [
      ['codebuild:CreateProject', project],
      ['codebuild:CreateWebhook', project],
    ],
  }),
  ...of('cloudformation.amazonaws.com', {
    'cloudformation-001': [['cloudformation:CreateStack', stack]],
    'cloudformation-101': [
      ['cloudformation:CreateChangeSet', stack],
      ['cloudformation:ExecuteChangeSet', stack],
    ],
    'cloudformation-003': [
      ['cloudformation:CreateStackSet', '*'],
      ['cloudformation:CreateStackInstances', stackSet],
    ],
  }),
  ...of('glue.amazonaws.com', {
    'glue-003': [
      ['glue:CreateJob', job],
      ['glue:StartJobRun', job],
    ],
    'glue-004': [
      ['glue:CreateJob', job],
      ['glue:CreateTrigger', here('glue', 'trigger/<any>')],
    ],
    'glue-001': [['glue:CreateDevEndpoint', '*']],
    'glue-101': [
      ['glue:CreateSession', session],
      ['glue:RunStatement', session],
    ],
  }),
  ...of('sagemaker.amazonaws.com', {
    'sagemaker-001': [['sagemaker:CreateNotebookInstance', here('sagemaker', 'notebook-instance/<new>')]],
    'sagemaker-002': [['sagemaker:CreateTrainingJob', here('sagemaker', 'training-job/<new>')]],
    'sagemaker-003': [['sagemaker:CreateProcessingJob', here('sagemaker', 'processing-job/<new>')]],
    'sagemaker-101': [
      ['sagemaker:CreateModel', here('sagemaker', 'model/<new>')],
      ['sagemaker:CreateTransformJob', here('sagemaker', 'transform-job/<any>')],
    ],
    'sagemaker-102': [
      ['sagemaker:CreateModel', here('sagemaker', 'model/<new>')],
      ['sagemaker:CreateEndpointConfig', here('sagemaker', 'endpoint-config/<any>')],
      ['sagemaker:CreateEndpoint', here('sagemaker', 'endpoint/<any>')],
    ],
    'sagemaker-104': [
      ['sagemaker:CreatePipeline', here('sagemaker', 'pipeline/<new>')],
      ['sagemaker:StartPipelineExecution', here('sagemaker', 'pipeline/<new>')],
    ],
    'sagemaker-105': [
      ['sagemaker:CreateHyperParameterTuningJob', here('sagemaker', 'hyper-parameter-tuning-job/<new>')],
    ],
    'sagemaker-106': [['sagemaker:CreateAutoMLJobV2', here('sagemaker', 'automl-job/<new>')]],
  }),
  ...of('bedrock-agentcore.amazonaws.com', {
    'bedrock-001': [
      ['bedrock-agentcore:CreateCodeInterpreter', '*'],
      ['bedrock-agentcore:StartCodeInterpreterSession', here('bedrock-agentcore', 'code-interpreter-custom/<any>')],
      ['bedrock-agentcore:InvokeCodeInterpreter', here('bedrock-agentcore', 'code-interpreter-custom/<any>')],
    ],
    'bedrock-101': [
      ['bedrock-agentcore:CreateAgentRuntime', '*'],
      ['bedrock-agentcore:InvokeAgentRuntime', here('bedrock-agentcore', 'runtime/<any>')],
    ],
  }),
  ...of('datapipeline.amazonaws.com', { 'datapipeline-001': dataPipeline() }),
  ...of(
    'elasticmapreduce.amazonaws.com',
    { 'datapipeline-001': dataPipeline() },
    { passedTo: 'datapipeline.amazonaws.com' },
  ),
  ...of('emr-serverless.amazonaws.com', {
    'emr-102': [
      ['emr-serverless:CreateApplication', '*'],
      ['emr-serverless:StartJobRun', here('emr-serverless', '/applications/<any>')],
    ],
  }),
  ...of('states.amazonaws.com', {
    'stepfunctions-101': [
      ['states:CreateStateMachine', machine],
      ['states:StartExecution', machine],
    ],
  }),
  ...of('scheduler.amazonaws.com', {
    'scheduler-101': [['scheduler:CreateSchedule', here('scheduler', 'schedule/default/<new>')]],
  }),
  ...of('ssm.amazonaws.com', {
    'ssm-101': [
      ['ssm:CreateDocument', here('ssm', 'document/<new>')],
      ['ssm:StartAutomationExecution', here('ssm', 'document/<new>')],
      ['ssm:StartAutomationExecution', here('ssm', 'automation-execution/<any>')],
    ],
  }),
  ...of('codepipeline.amazonaws.com', {
    'codepipeline-101': [['codepipeline:CreatePipeline', here('codepipeline', '<new>')]],
  }),
  ...of('amplify.amazonaws.com', {
    'amplify-101': [
      ['amplify:CreateApp', '*'],
      ['amplify:CreateBranch', here('amplify', 'apps/<any>/branches/any')],
      ['amplify:StartJob', here('amplify', 'apps/<any>/branches/any/jobs/any')],
    ],
  }),
  ...of('credentials.iot.amazonaws.com', {
    'iot-101': [
      ['iot:CreateRoleAlias', here('iot', 'rolealias/<new>')],
      ['iot:CreateKeysAndCertificate', '*'],
      ['iot:CreatePolicy', here('iot', 'policy/<any>')],
      ['iot:AttachPolicy', '*'],
    ],
  }),
  ...of('rolesanywhere.amazonaws.com', {
    'rolesanywhere-101': [
      ['rolesanywhere:CreateTrustAnchor', '*'],
      ['rolesanywhere:CreateProfile', '*'],
    ],
  }),
  ...ec2PassWays,
  ...standingPassWays,
];

function dataPipeline(): readonly Need[] {
  return [
    ['datapipeline:CreatePipeline', '*'],
    ['datapipeline:PutPipelineDefinition', pipeline],
    ['datapipeline:ActivatePipeline', pipeline],
  ];
}
