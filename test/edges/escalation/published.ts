/** A published way to escalate, in the smallest estate in which it works. */
export interface Published {
  readonly id: string;
  /** Calls that `ann` (or, where `by` says so, another) is allowed on everything. */
  readonly needs: readonly string[];
  /** What must be there beside them, each piece needed. */
  readonly given: readonly string[];
  /** The edge that follows. */
  readonly edge: string;
  readonly by?: string;
}

const pass = 'iam:PassRole';
const admin = 'ann>administration';

function passed(id: string, service: string, needs: readonly string[], ...given: readonly string[]): Published {
  return {
    id,
    needs: [pass, ...needs],
    given: [`job trusts Service:${service}.amazonaws.com`, ...given],
    edge: 'ann>job',
  };
}

function changed(id: string, resource: string, needs: readonly string[]): Published {
  return { id, needs, given: [`${resource} runsAs job`], edge: `ann>${resource}` };
}

/** The 65 paths of pathfinding.cloud (2025-12-17), by its own ids. */
export const published: readonly Published[] = [
  passed('apprunner-001', 'tasks.apprunner', ['apprunner:CreateService']),
  changed('apprunner-002', 'website', ['apprunner:UpdateService']),
  passed('bedrock-001', 'bedrock-agentcore', [
    'bedrock-agentcore:CreateCodeInterpreter',
    'bedrock-agentcore:StartCodeInterpreterSession',
    'bedrock-agentcore:InvokeCodeInterpreter',
  ]),
  changed('bedrock-002', 'interpreter', [
    'bedrock-agentcore:StartCodeInterpreterSession',
    'bedrock-agentcore:InvokeCodeInterpreter',
  ]),
  passed('cloudformation-001', 'cloudformation', ['cloudformation:CreateStack']),
  changed('cloudformation-002', 'stack', ['cloudformation:UpdateStack']),
  passed('cloudformation-003', 'cloudformation', [
    'cloudformation:CreateStackSet',
    'cloudformation:CreateStackInstances',
  ]),
  passed('cloudformation-004', 'cloudformation', ['cloudformation:UpdateStackSet'], 'stackset'),
  changed('cloudformation-005', 'stack', ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet']),
  passed('codebuild-001', 'codebuild', ['codebuild:CreateProject', 'codebuild:StartBuild']),
  changed('codebuild-002', 'project', ['codebuild:StartBuild']),
  changed('codebuild-003', 'project', ['codebuild:StartBuildBatch']),
  passed('codebuild-004', 'codebuild', ['codebuild:CreateProject', 'codebuild:StartBuildBatch']),
  passed('datapipeline-001', 'datapipeline', [
    'datapipeline:CreatePipeline',
    'datapipeline:PutPipelineDefinition',
    'datapipeline:ActivatePipeline',
  ]),
  changed('ec2instanceconnect-003', 'instance', ['ec2-instance-connect:SendSSHPublicKey']),
  passed('ec2-001', 'ec2', ['ec2:RunInstances']),
  changed('ec2-002', 'instance', ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances']),
  passed('ec2-003', 'ec2', ['ec2:RequestSpotInstances']),
  changed('ec2-004', 'launch', ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate']),
  passed('ecs-001', 'ecs-tasks', ['ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:CreateService']),
  passed('ecs-002', 'ecs-tasks', ['ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:RunTask']),
  passed('ecs-003', 'ecs-tasks', ['ecs:RegisterTaskDefinition', 'ecs:CreateService'], 'cluster'),
  passed('ecs-004', 'ecs-tasks', ['ecs:RegisterTaskDefinition', 'ecs:RunTask'], 'cluster'),
  passed('ecs-005', 'ecs-tasks', ['ecs:RegisterTaskDefinition', 'ecs:StartTask'], 'cluster'),
  passed('glue-001', 'glue', ['glue:CreateDevEndpoint']),
  changed('glue-002', 'endpoint', ['glue:UpdateDevEndpoint']),
  passed('glue-003', 'glue', ['glue:CreateJob', 'glue:StartJobRun']),
  passed('glue-004', 'glue', ['glue:CreateJob', 'glue:CreateTrigger']),
  passed('glue-005', 'glue', ['glue:UpdateJob', 'glue:StartJobRun'], 'gluejob'),
  passed('glue-006', 'glue', ['glue:UpdateJob', 'glue:CreateTrigger'], 'gluejob'),
  {
    id: 'iam-001',
    needs: ['iam:CreatePolicyVersion'],
    given: ['ann attached rules', 'rules says s3:List* on *'],
    edge: admin,
  },
  { id: 'iam-002', needs: ['iam:CreateAccessKey'], given: ['bob may * on *'], edge: 'ann>bob' },
  {
    id: 'iam-003',
    needs: ['iam:CreateAccessKey', 'iam:DeleteAccessKey'],
    given: ['bob hasKey; bob hasSecondKey'],
    edge: 'ann>bob',
  },
  { id: 'iam-004', needs: ['iam:CreateLoginProfile'], given: ['bob may * on *'], edge: 'ann>bob' },
  { id: 'iam-005', needs: ['iam:PutRolePolicy'], given: [], edge: 'job>administration', by: 'job' },
  { id: 'iam-006', needs: ['iam:UpdateLoginProfile'], given: ['bob hasPassword'], edge: 'ann>bob' },
  { id: 'iam-007', needs: ['iam:PutUserPolicy'], given: [], edge: admin },
  { id: 'iam-008', needs: ['iam:AttachUserPolicy'], given: [], edge: admin },
  { id: 'iam-009', needs: ['iam:AttachRolePolicy'], given: [], edge: 'job>administration', by: 'job' },
  { id: 'iam-010', needs: ['iam:AttachGroupPolicy'], given: ['ann in team'], edge: admin },
  { id: 'iam-011', needs: ['iam:PutGroupPolicy'], given: ['ann in team'], edge: admin },
  { id: 'iam-012', needs: ['iam:UpdateAssumeRolePolicy'], given: ['job'], edge: 'ann>job' },
  { id: 'iam-013', needs: ['iam:AddUserToGroup'], given: ['team may * on *'], edge: admin },
  { id: 'iam-014', needs: ['iam:AttachRolePolicy', 'sts:AssumeRole'], given: ['job trusts home'], edge: admin },
  {
    id: 'iam-015',
    needs: ['iam:AttachUserPolicy', 'iam:CreateAccessKey'],
    given: ['bob'],
    edge: 'ci>administration',
    by: 'ci',
  },
  {
    id: 'iam-016',
    needs: ['iam:CreatePolicyVersion', 'sts:AssumeRole'],
    given: ['job trusts home', 'job attached rules; rules says s3:List* on *'],
    edge: admin,
  },
  { id: 'iam-017', needs: ['iam:PutRolePolicy', 'sts:AssumeRole'], given: ['job trusts home'], edge: admin },
  {
    id: 'iam-018',
    needs: ['iam:PutUserPolicy', 'iam:CreateAccessKey'],
    given: ['bob'],
    edge: 'ci>administration',
    by: 'ci',
  },
  { id: 'iam-019', needs: ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'], given: ['job'], edge: admin },
  {
    id: 'iam-020',
    needs: ['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'],
    given: ['job attached rules; rules says s3:List* on *'],
    edge: admin,
  },
  { id: 'iam-021', needs: ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], given: ['job'], edge: admin },
  passed('lambda-001', 'lambda', ['lambda:CreateFunction', 'lambda:InvokeFunction']),
  passed('lambda-002', 'lambda', ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping']),
  changed('lambda-003', 'function', ['lambda:UpdateFunctionCode']),
  { ...changed('lambda-004', 'function', ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']) },
  { ...changed('lambda-005', 'function', ['lambda:UpdateFunctionCode', 'lambda:AddPermission']) },
  passed('lambda-006', 'lambda', ['lambda:CreateFunction', 'lambda:AddPermission']),
  passed('sagemaker-001', 'sagemaker', ['sagemaker:CreateNotebookInstance']),
  passed('sagemaker-002', 'sagemaker', ['sagemaker:CreateTrainingJob']),
  passed('sagemaker-003', 'sagemaker', ['sagemaker:CreateProcessingJob']),
  changed('sagemaker-004', 'notebook', ['sagemaker:CreatePresignedNotebookInstanceUrl']),
  changed('sagemaker-005', 'notebook', [
    'sagemaker:CreateNotebookInstanceLifecycleConfig',
    'sagemaker:StopNotebookInstance',
    'sagemaker:UpdateNotebookInstance',
    'sagemaker:StartNotebookInstance',
  ]),
  changed('ssm-001', 'instance', ['ssm:StartSession']),
  changed('ssm-002', 'instance', ['ssm:SendCommand']),
  { id: 'sts-001', needs: ['sts:AssumeRole'], given: ['job trusts home'], edge: 'ann>job' },
];
