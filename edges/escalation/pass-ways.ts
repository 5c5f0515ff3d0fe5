import { here, inIam, type Need, type Way } from './way.ts';

/** What runs code, or calls AWS, as a role that it is handed. */
export interface PassWay extends Way {
  /** The service that the role must trust, and that `iam:PassedToService` names. */
  readonly service: string;
  /** Where the call names another service than the trust does. */
  readonly passedTo?: string;
  /** The role must lie in an instance profile, or is put into a new one, or into one that is there in the place of its role. */
  readonly instanceProfile?: 'holds it' | 'is made' | 'is emptied';
  /** A second role must be handed over, to this service, which the attacker gains nothing by. */
  readonly alsoPass?: string;
}

const lambdaFunction = here('lambda', 'function:<new>');
const project = here('codebuild', 'project/<new>');
const task = here('ecs', 'task-definition/<new>:1');
const job = here('glue', 'job/<new>');
const oldJob = here('glue', 'job/<old>');
const session = here('glue', 'session/<new>');
const stack = here('cloudformation', 'stack/<new>/id');
const stackSet = here('cloudformation', 'stackset/<new>:id');
const cluster = { type: 'AWS::ECS::Cluster', words: 'an ECS cluster' };
const machine = here('states', 'stateMachine:<new>');
const pipeline = here('datapipeline', 'pipeline/<any>');

const instance: readonly Need[] = [
  ['ec2:RunInstances', here('ec2', 'instance/<any>')],
  ['ec2:RunInstances', 'arn:<partition>:ec2:<region>::image/<any>'],
  ['ec2:RunInstances', here('ec2', 'subnet/<any>')],
  ['ec2:RunInstances', here('ec2', 'security-group/<any>')],
  ['ec2:RunInstances', here('ec2', 'network-interface/<any>')],
  ['ec2:RunInstances', here('ec2', 'volume/<any>')],
];
const group: Need = [
  'autoscaling:CreateAutoScalingGroup',
  here('autoscaling', 'autoScalingGroup:id:autoScalingGroupName/<any>'),
];

const profiled: Need = ['iam:AddRoleToInstanceProfile', inIam('instance-profile/<any>')];
const profileMade: readonly Need[] = [['iam:CreateInstanceProfile', inIam('instance-profile/<any>')], profiled];
const profileEmptied: readonly Need[] = [
  ['iam:RemoveRoleFromInstanceProfile', inIam('instance-profile/<any>')],
  profiled,
];
const spot: Need = ['ec2:RequestSpotInstances', '*'];

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
  ...of(
    'ec2.amazonaws.com',
    {
      'ec2-001': instance,
      'ec2-003': [spot],
      'ec2-104': [
        [
          'autoscaling:CreateLaunchConfiguration',
          here('autoscaling', 'launchConfiguration:id:launchConfigurationName/<any>'),
        ],
        group,
      ],
    },
    { instanceProfile: 'holds it' },
  ),
  ...of(
    'ec2.amazonaws.com',
    { 'ec2-121': [...instance, ...profileMade], 'ec2-122': [spot, ...profileMade] },
    { instanceProfile: 'is made' },
  ),
  ...of(
    'ec2.amazonaws.com',
    { 'ec2-123': [...instance, ...profileEmptied], 'ec2-124': [spot, ...profileEmptied] },
    { instanceProfile: 'is emptied' },
  ),
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
  ...of(
    'ec2.amazonaws.com',
    { 'emr-101': [['elasticmapreduce:RunJobFlow', '*']] },
    { instanceProfile: 'holds it', alsoPass: 'elasticmapreduce.amazonaws.com' },
  ),
  ...of(
    'ec2.amazonaws.com',
    { 'ec2-101': [['ec2:RequestSpotFleet', '*']] },
    { instanceProfile: 'holds it', alsoPass: 'spotfleet.amazonaws.com' },
  ),
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
    'ec2.amazonaws.com',
    {
      'imagebuilder-101': [
        ['imagebuilder:CreateComponent', here('imagebuilder', 'component/<any>/1/1')],
        ['imagebuilder:CreateImageRecipe', here('imagebuilder', 'image-recipe/<any>/1')],
        ['imagebuilder:CreateInfrastructureConfiguration', here('imagebuilder', 'infrastructure-configuration/<any>')],
        ['imagebuilder:CreateImage', here('imagebuilder', 'image/<any>/1/1')],
      ],
    },
    { instanceProfile: 'holds it' },
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

function dataPipeline(): readonly Need[] {
  return [
    ['datapipeline:CreatePipeline', '*'],
    ['datapipeline:PutPipelineDefinition', pipeline],
    ['datapipeline:ActivatePipeline', pipeline],
  ];
}

function of(
  service: string,
  ways: Readonly<Record<string, readonly Need[]>>,
  more: Pick<PassWay, 'passedTo' | 'instanceProfile' | 'alsoPass' | 'existing'> = {},
): readonly PassWay[] {
  return Object.entries(ways).map(([id, needs]) => ({ id, service, needs, ...more }));
}
