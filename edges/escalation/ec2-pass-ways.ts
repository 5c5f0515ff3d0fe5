import { passWaysOf as of, type PassWay } from './pass-way.ts';
import { awsDocument, here, inIam, type Need } from './way.ts';

const started: readonly Need[] = [
  ['ec2:RunInstances', here('ec2', 'instance/<any>')],
  ['ec2:RunInstances', 'arn:<partition>:ec2:<region>::image/<any>'],
  ['ec2:RunInstances', here('ec2', 'subnet/<any>')],
  ['ec2:RunInstances', here('ec2', 'security-group/<any>')],
  ['ec2:RunInstances', here('ec2', 'network-interface/<any>')],
  ['ec2:RunInstances', here('ec2', 'volume/<any>')],
];
const spot: Need = ['ec2:RequestSpotInstances', '*'];
const group: Need = [
  'autoscaling:CreateAutoScalingGroup',
  here('autoscaling', 'autoScalingGroup:id:autoScalingGroupName/<any>'),
];

const newProfile = inIam('instance-profile/<new>');
const profileMade: readonly Need[] = [
  ['iam:CreateInstanceProfile', newProfile],
  ['iam:AddRoleToInstanceProfile', newProfile],
];
const oldProfile = inIam('instance-profile/<old>');
const profileEmptied: readonly Need[] = [
  ['iam:RemoveRoleFromInstanceProfile', oldProfile],
  ['iam:AddRoleToInstanceProfile', oldProfile],
];
const someProfile = { type: 'AWS::IAM::InstanceProfile', words: 'an instance profile' };

const host = here('ec2', 'instance/<old>');
const hosts = { type: 'AWS::EC2::Instance', words: 'an EC2 instance' };
/** How an instance that has no role is given one, and how one that has another. */
const givings = {
  lone: { id: 125, needs: [['ec2:AssociateIamInstanceProfile', host]] },
  replaced: { id: 130, needs: [['ec2:ReplaceIamInstanceProfileAssociation', host]] },
  freed: {
    id: 135,
    needs: [
      ['ec2:DisassociateIamInstanceProfile', host],
      ['ec2:AssociateIamInstanceProfile', host],
    ],
  },
} as const satisfies Readonly<Record<string, { readonly id: number; readonly needs: readonly Need[] }>>;

/** Ways into an instance, where the role's credentials are for whoever is in it. */
const entries: readonly (readonly Need[])[] = [
  [['ssm:StartSession', host]],
  [
    ['ssm:SendCommand', host],
    ['ssm:SendCommand', awsDocument('AWS-RunShellScript')],
  ],
  [
    ['ssm:SendCommand', host],
    ['ssm:SendCommand', awsDocument('AWS-RunPowerShellScript')],
  ],
  [['ec2-instance-connect:SendSSHPublicKey', host]],
  [
    ['ec2:ModifyInstanceAttribute', host],
    ['ec2:StopInstances', host],
    ['ec2:StartInstances', host],
  ],
];

/** Ways by which an EC2 instance acts as the role. */
export const ec2PassWays: readonly PassWay[] = [
  ...of(
    'ec2.amazonaws.com',
    {
      'ec2-001': started,
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
    { 'ec2-121': [...started, ...profileMade], 'ec2-122': [spot, ...profileMade] },
    { instanceProfile: 'is made' },
  ),
  ...of(
    'ec2.amazonaws.com',
    { 'ec2-123': [...started, ...profileEmptied], 'ec2-124': [spot, ...profileEmptied] },
    { instanceProfile: 'is emptied', existing: someProfile },
  ),
  ...of('ec2.amazonaws.com', given(givings.lone), {
    instanceProfile: 'holds it',
    existing: { ...hosts, words: 'an EC2 instance without a role', runsAs: 'nobody' },
  }),
  ...of(
    'ec2.amazonaws.com',
    { ...given(givings.replaced), ...given(givings.freed) },
    {
      instanceProfile: 'holds it',
      existing: { ...hosts, words: 'an EC2 instance with a role', runsAs: 'somebody' },
    },
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
];

/** One way for each entry, numbered from the first. */
function given({ id, needs }: { readonly id: number; readonly needs: readonly Need[] }) {
  return Object.fromEntries(entries.map((entry, at) => [`ec2-${id + at}`, [...needs, ...entry]]));
}
