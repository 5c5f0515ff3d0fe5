import { awsDocument, here, type Way } from './way.ts';

/** Calls that together hold a resource; `<self>` is the resource and `<role>` the role that it runs as. */
export interface HoldWay extends Way {
  /** The service that `iam:PassedToService` names where `<role>` is passed. */
  readonly passedTo?: string;
  /** What nothing that is read tells, and what the way hangs on. */
  readonly assumes?: string;
}

const codeInterpreter: readonly HoldWay[] = [
  {
    id: 'bedrock-002',
    needs: [
      ['bedrock-agentcore:StartCodeInterpreterSession', '<self>'],
      ['bedrock-agentcore:InvokeCodeInterpreter', '<self>'],
    ],
  },
];

/** What chooses the code of things that are there, by CloudFormation type: the published ways and ours. */
export const codeWays: Readonly<Record<string, readonly HoldWay[]>> = {
  'AWS::Lambda::Function': [
    {
      id: 'lambda-004',
      needs: [
        ['lambda:UpdateFunctionCode', '<self>'],
        ['lambda:InvokeFunction', '<self>'],
      ],
    },
    {
      id: 'lambda-005',
      needs: [
        ['lambda:UpdateFunctionCode', '<self>'],
        ['lambda:AddPermission', '<self>'],
      ],
    },
    { id: 'lambda-003', needs: [['lambda:UpdateFunctionCode', '<self>']] },
    {
      id: 'lambda-103',
      needs: [
        ['lambda:UpdateFunctionConfiguration', '<self>'],
        ['lambda:GetLayerVersion', here('lambda', 'layer:<any>:1')],
      ],
    },
    {
      id: 'lambda-104',
      needs: [['lambda:UpdateFunctionConfiguration', '<self>']],
      assumes: 'the runtime of the function takes code from an environment variable',
    },
  ],
  'AWS::CodeBuild::Project': [
    { id: 'codebuild-002', needs: [['codebuild:StartBuild', '<self>']] },
    { id: 'codebuild-003', needs: [['codebuild:StartBuildBatch', '<self>']] },
    { id: 'codebuild-103', needs: [['codebuild:UpdateProject', '<self>']] },
  ],
  'AWS::Glue::Job': [
    {
      id: 'glue-005',
      needs: [
        ['glue:UpdateJob', '<self>'],
        ['glue:StartJobRun', '<self>'],
        ['iam:PassRole', '<role>'],
      ],
      passedTo: 'glue.amazonaws.com',
    },
    {
      id: 'glue-102',
      needs: [['glue:StartJobRun', '<self>']],
      assumes: 'the role of the job can read a script that the attacker writes',
    },
  ],
  'AWS::Glue::DevEndpoint': [{ id: 'glue-002', needs: [['glue:UpdateDevEndpoint', '<self>']] }],
  'AWS::Glue::Session': [{ id: 'glue-103', needs: [['glue:RunStatement', '<self>']] }],
  'AWS::StepFunctions::StateMachine': [{ id: 'stepfunctions-103', needs: [['states:UpdateStateMachine', '<self>']] }],
  'AWS::CloudFormation::Stack': [
    { id: 'cloudformation-002', needs: [['cloudformation:UpdateStack', '<self>']] },
    {
      id: 'cloudformation-005',
      needs: [
        ['cloudformation:CreateChangeSet', '<self>'],
        ['cloudformation:ExecuteChangeSet', '<self>'],
      ],
    },
  ],
  'AWS::CloudFormation::StackSet': [
    {
      id: 'cloudformation-004',
      needs: [
        ['cloudformation:UpdateStackSet', '<self>'],
        ['iam:PassRole', '<role>'],
      ],
      passedTo: 'cloudformation.amazonaws.com',
    },
  ],
  'AWS::EC2::Instance': [
    {
      id: 'ssm-002',
      needs: [
        ['ssm:SendCommand', '<self>'],
        ['ssm:SendCommand', awsDocument('AWS-RunShellScript')],
      ],
    },
    {
      id: 'ssm-103',
      needs: [
        ['ssm:SendCommand', '<self>'],
        ['ssm:SendCommand', awsDocument('AWS-RunPowerShellScript')],
      ],
    },
    {
      id: 'ssm-104',
      needs: [
        ['ssm:CreateDocument', here('ssm', 'document/<any>')],
        ['ssm:SendCommand', '<self>'],
        ['ssm:SendCommand', here('ssm', 'document/<any>')],
      ],
    },
    {
      id: 'ssm-105',
      needs: [
        ['ssm:CreateAssociation', '<self>'],
        ['ssm:CreateAssociation', awsDocument('AWS-RunShellScript')],
      ],
    },
    { id: 'ssm-001', needs: [['ssm:StartSession', '<self>']] },
    { id: 'ec2instanceconnect-003', needs: [['ec2-instance-connect:SendSSHPublicKey', '<self>']] },
    {
      id: 'ec2-002',
      needs: [
        ['ec2:ModifyInstanceAttribute', '<self>'],
        ['ec2:StopInstances', '<self>'],
        ['ec2:StartInstances', '<self>'],
      ],
    },
    {
      id: 'ec2instanceconnect-101',
      needs: [['ec2-instance-connect:SendSerialConsoleSSHPublicKey', '<self>']],
      assumes: 'the serial console is open in the account',
    },
  ],
  'AWS::EC2::LaunchTemplate': [
    {
      id: 'ec2-004',
      needs: [
        ['ec2:CreateLaunchTemplateVersion', '<self>'],
        ['ec2:ModifyLaunchTemplate', '<self>'],
      ],
    },
  ],
  'AWS::ECS::TaskDefinition': [
    {
      id: 'ecs-102',
      needs: [
        ['ecs:RunTask', '<self>'],
        ['iam:PassRole', '<role>'],
      ],
      passedTo: 'ecs-tasks.amazonaws.com',
    },
    {
      id: 'ecs-103',
      needs: [
        ['ecs:StartTask', '<self>'],
        ['iam:PassRole', '<role>'],
      ],
      passedTo: 'ecs-tasks.amazonaws.com',
    },
  ],
  'AWS::ECS::Service': [
    {
      id: 'ecs-104',
      needs: [
        ['ecs:ExecuteCommand', here('ecs', 'cluster/<any>')],
        ['ecs:ExecuteCommand', here('ecs', 'task/<any>')],
      ],
      assumes: 'the service runs with ECS Exec, in a cluster that the permission covers',
    },
  ],
  'AWS::Batch::JobDefinition': [
    {
      id: 'batch-102',
      needs: [
        ['batch:SubmitJob', '<self>'],
        ['batch:SubmitJob', here('batch', 'job-queue/<any>')],
      ],
    },
  ],
  'AWS::EMR::Cluster': [{ id: 'emr-103', needs: [['elasticmapreduce:AddJobFlowSteps', '<self>']] }],
  'AWS::DataPipeline::Pipeline': [
    {
      id: 'datapipeline-101',
      needs: [
        ['datapipeline:PutPipelineDefinition', '<self>'],
        ['datapipeline:ActivatePipeline', '<self>'],
      ],
    },
  ],
  'AWS::SageMaker::NotebookInstance': [
    { id: 'sagemaker-004', needs: [['sagemaker:CreatePresignedNotebookInstanceUrl', '<self>']] },
    {
      id: 'sagemaker-005',
      needs: [
        [
          'sagemaker:CreateNotebookInstanceLifecycleConfig',
          here('sagemaker', 'notebook-instance-lifecycle-config/<any>'),
        ],
        ['sagemaker:StopNotebookInstance', '<self>'],
        ['sagemaker:UpdateNotebookInstance', '<self>'],
        ['sagemaker:StartNotebookInstance', '<self>'],
      ],
    },
  ],
  'AWS::SageMaker::UserProfile': [{ id: 'sagemaker-107', needs: [['sagemaker:CreatePresignedDomainUrl', '<self>']] }],
  'AWS::AppRunner::Service': [{ id: 'apprunner-002', needs: [['apprunner:UpdateService', '<self>']] }],
  'AWS::BedrockAgentCore::CodeInterpreter': codeInterpreter,
  'AWS::BedrockAgentCore::CodeInterpreterCustom': codeInterpreter,
  'AWS::BedrockAgentCore::Runtime': [
    {
      id: 'bedrock-102',
      needs: [
        ['bedrock-agentcore:UpdateAgentRuntime', '<self>'],
        ['iam:PassRole', '<role>'],
      ],
      passedTo: 'bedrock-agentcore.amazonaws.com',
    },
  ],
};
