import { expect, test } from 'vitest';
import { canPassRole } from '../../../edges/can-pass-role.ts';
import { conditionsOf, derives } from '../../helpers/estate-derived.ts';

const trusted = 'job trusts Service:lambda.amazonaws.com';
const call = 'ann may lambda:CreateFunction lambda:InvokeFunction on *';
const made = 'arn:aws:lambda:*:111111111111:function:';
const pass = 'ann may iam:PassRole on *';
const yes = 'ann>job';
const outside = 'job trusts Service:ec2.amazonaws.com; job lacksProfile';

const cases = [
  { when: 'everything allowed', facts: `ann may * on *; ${trusted}`, finds: yes },
  {
    when: 'the role trusts another service',
    facts: `${pass}; ${call}; job trusts Service:ec2.amazonaws.com`,
    finds: '',
  },
  { when: 'the role trusts no service', facts: `${pass}; ${call}; job trusts home`, finds: '' },
  {
    when: 'the trust denies the service',
    facts: `${pass}; ${call}; ${trusted}; job mistrusts Service:lambda.amazonaws.com`,
    finds: '',
  },
  {
    when: 'the trust of the account asked for',
    facts: `${pass}; ${call}; ${trusted} if StringEquals aws:SourceAccount 111111111111`,
    finds: yes,
  },
  {
    when: 'the trust of another account asked for',
    facts: `${pass}; ${call}; ${trusted} if StringEquals aws:SourceAccount 222222222222`,
    finds: '',
  },
  {
    when: 'a source of any name asked for',
    facts: `${pass}; ${call}; ${trusted} if ArnLike aws:SourceArn ${made}*`,
    finds: yes,
  },
  {
    when: 'one source asked for by name',
    facts: `${pass}; ${call}; ${trusted} if ArnLike aws:SourceArn ${made}one`,
    finds: `${yes}?`,
  },
  {
    when: 'an external id, which services do not send',
    facts: `${pass}; ${call}; ${trusted} if StringEquals sts:ExternalId x`,
    finds: '',
  },
  {
    when: 'passed to this service',
    facts: `ann may iam:PassRole on * if StringEquals iam:PassedToService lambda.amazonaws.com; ${call}; ${trusted}`,
    finds: yes,
  },
  {
    when: 'passed to another service alone',
    facts: `ann may iam:PassRole on * if StringEquals iam:PassedToService ec2.amazonaws.com; ${call}; ${trusted}`,
    finds: '',
  },
  {
    when: 'passed to all services but this',
    facts: `${pass}; ann mayNot iam:PassRole on * if StringEquals iam:PassedToService lambda.amazonaws.com; ${call}; ${trusted}`,
    finds: '',
  },
  {
    when: 'passed for functions of some name',
    facts: `ann may iam:PassRole on * if ArnLike iam:AssociatedResourceArn ${made}dev-*; ${call}; ${trusted}`,
    finds: yes,
  },
  {
    when: 'passed for functions of some name, others created',
    facts: `ann may iam:PassRole on * if ArnLike iam:AssociatedResourceArn ${made}dev-*; ann may lambda:* on ${made}prod-*; ${trusted}`,
    finds: '',
  },
  {
    when: 'passed for things of another service',
    facts: `ann may iam:PassRole on * if ArnLike iam:AssociatedResourceArn arn:aws:ec2:*:*:instance/*; ${call}; ${trusted}`,
    finds: '',
  },
  {
    when: 'passed for any instance',
    facts:
      'ann may iam:PassRole on * if ArnLike iam:AssociatedResourceArn arn:aws:ec2:*:*:instance/*; ann may ec2:RunInstances on *; job trusts Service:ec2.amazonaws.com',
    finds: yes,
  },
  {
    when: 'passed for one instance, which a new one is not',
    facts:
      'ann may iam:PassRole on * if ArnLike iam:AssociatedResourceArn arn:aws:ec2:*:*:instance/i-1; ann may ec2:RunInstances on *; job trusts Service:ec2.amazonaws.com',
    finds: '',
  },
  {
    when: 'to a function that is there, whose code it may change',
    facts: `${pass}; ann may lambda:UpdateFunctionConfiguration lambda:UpdateFunctionCode on function; function; ${trusted}`,
    finds: yes,
  },
  {
    when: 'to a function that is there, whose code it may not change',
    facts: `${pass}; ann may lambda:UpdateFunctionConfiguration on function; function; ${trusted}`,
    finds: '',
  },
  {
    when: 'to one function, while the code of another may be changed',
    facts: `${pass}; ann may lambda:UpdateFunctionConfiguration on function; ann may lambda:UpdateFunctionCode on function2; function; function2; ${trusted}`,
    finds: '',
  },
  {
    when: 'to a function, where none was listed',
    facts: `${pass}; ann may lambda:UpdateFunctionConfiguration lambda:UpdateFunctionCode on *; ${trusted}`,
    finds: `${yes}?`,
  },
  {
    when: 'in no instance profile',
    facts: `ann may iam:PassRole ec2:RunInstances on *; ${outside}`,
    finds: '',
  },
  {
    when: 'put into a new instance profile',
    facts: `ann may iam:PassRole ec2:RunInstances iam:CreateInstanceProfile iam:AddRoleToInstanceProfile on *; ${outside}`,
    finds: yes,
  },
  {
    when: 'a new instance profile, but nothing may be put into it',
    facts: `ann may iam:PassRole ec2:RunInstances iam:CreateInstanceProfile on *; ${outside}`,
    finds: '',
  },
  {
    when: 'a new instance profile of one name, and none of that name may be filled',
    facts: `ann may iam:PassRole ec2:RunInstances on *; ann may iam:CreateInstanceProfile on arn:aws:iam::111111111111:instance-profile/x-*; ann may iam:AddRoleToInstanceProfile on arn:aws:iam::111111111111:instance-profile/y-*; ${outside}`,
    finds: '',
  },
  {
    when: 'a new instance profile of a name that may be filled',
    facts: `ann may iam:PassRole ec2:RunInstances on *; ann may iam:CreateInstanceProfile iam:AddRoleToInstanceProfile on arn:aws:iam::111111111111:instance-profile/x-*; ${outside}`,
    finds: yes,
  },
  {
    when: 'one instance profile emptied and another filled',
    facts: `ann may ec2:RunInstances on *; ann may iam:PassRole on job; ann may iam:RemoveRoleFromInstanceProfile on arn:aws:iam::111111111111:instance-profile/ci; ann may iam:AddRoleToInstanceProfile on arn:aws:iam::111111111111:instance-profile/main; ${outside}; ci; main`,
    finds: '',
  },
  {
    when: 'an instance profile emptied and filled of a name that none has',
    facts: `ann may ec2:RunInstances on *; ann may iam:PassRole on job; ann may iam:RemoveRoleFromInstanceProfile iam:AddRoleToInstanceProfile on arn:aws:iam::111111111111:instance-profile/x-*; ${outside}; ci`,
    finds: '',
  },
  {
    when: 'a role given to an instance without one, and a session in it',
    facts: `${pass}; job trusts Service:ec2.amazonaws.com; instance; ann may ec2:AssociateIamInstanceProfile ssm:StartSession on *`,
    finds: yes,
  },
  {
    when: 'a role given to an instance, and no way in',
    facts: `${pass}; job trusts Service:ec2.amazonaws.com; instance; ann may ec2:AssociateIamInstanceProfile on *`,
    finds: '',
  },
  {
    when: 'a role given to one instance, and a way into another',
    facts: `${pass}; job trusts Service:ec2.amazonaws.com; instance; instance2; ann may ec2:AssociateIamInstanceProfile on instance; ann may ssm:StartSession on instance2`,
    finds: '',
  },
  {
    when: 'a role given to an instance that has one already',
    facts: `ann may iam:PassRole on job; job trusts Service:ec2.amazonaws.com; instance runsAs profile:ci; ann may ec2:AssociateIamInstanceProfile ec2-instance-connect:SendSSHPublicKey on *`,
    finds: '',
  },
  {
    when: 'the role of an instance taken away and another given',
    facts: `ann may iam:PassRole on job; job trusts Service:ec2.amazonaws.com; instance runsAs profile:ci; ann may ec2:DisassociateIamInstanceProfile ec2:AssociateIamInstanceProfile ec2-instance-connect:SendSSHPublicKey on *`,
    finds: yes,
  },
  {
    when: 'the role of an instance replaced, and a script of its own at the next start',
    facts: `ann may iam:PassRole on job; job trusts Service:ec2.amazonaws.com; instance runsAs profile:ci; ann may ec2:ReplaceIamInstanceProfileAssociation ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances on *`,
    finds: yes,
  },
  {
    when: 'the role of an instance replaced, and nobody starts it again',
    facts: `ann may iam:PassRole on job; job trusts Service:ec2.amazonaws.com; instance runsAs profile:ci; ann may ec2:ReplaceIamInstanceProfileAssociation ec2:ModifyInstanceAttribute ec2:StopInstances on *`,
    finds: '',
  },
  {
    when: 'the role of an instance replaced without passing the new one',
    facts: `ann may iam:PassRole on main; job trusts Service:ec2.amazonaws.com; instance runsAs profile:ci; ann may ec2:ReplaceIamInstanceProfileAssociation ssm:StartSession on *`,
    finds: '',
  },
  {
    when: 'a role for an instance, where none was listed',
    facts: `${pass}; job trusts Service:ec2.amazonaws.com; ann may ec2:AssociateIamInstanceProfile ssm:StartSession on *`,
    finds: `${yes}?`,
  },
  {
    when: 'put into the instance profile of another, in its place',
    facts: `ann may iam:PassRole ec2:RunInstances iam:RemoveRoleFromInstanceProfile iam:AddRoleToInstanceProfile on *; ${outside}; ci`,
    finds: 'ann>ci ann>job',
  },
  {
    when: 'put into an instance profile, where there is none',
    facts: `ann may iam:PassRole ec2:RunInstances iam:RemoveRoleFromInstanceProfile iam:AddRoleToInstanceProfile on *; ${outside}`,
    finds: '',
  },
  {
    when: 'put into a new instance profile without passing it',
    facts: `ann may iam:PassRole on ci; ann may ec2:RunInstances iam:CreateInstanceProfile iam:AddRoleToInstanceProfile on *; ${outside}`,
    finds: '',
  },
  {
    when: 'another role passed',
    facts: `ann may iam:PassRole on ci; ${call}; ${trusted}; ci trusts Service:lambda.amazonaws.com`,
    finds: 'ann>ci',
  },
  {
    when: 'all but one role passed',
    facts: `ann may iam:PassRole on all-but ci; ${call}; ${trusted}; ci trusts Service:lambda.amazonaws.com`,
    finds: yes,
  },
  {
    when: 'roles passed by tag',
    facts: `ann may iam:PassRole on * if StringEquals aws:ResourceTag/team blue; ${call}; ${trusted}; job tagged team=blue; ci trusts Service:lambda.amazonaws.com`,
    finds: yes,
  },
  {
    when: 'roles passed by IAM’s own tag key',
    facts: `ann may iam:PassRole on * if StringEquals iam:ResourceTag/team blue; ${call}; ${trusted}; job tagged team=red`,
    finds: '',
  },
  {
    when: 'a role of another account',
    facts: `${pass}; ${call}; far-job trusts Service:lambda.amazonaws.com`,
    finds: '',
  },
  {
    when: 'a name that both calls take',
    facts: `${pass}; ${trusted}; ann may lambda:CreateFunction lambda:InvokeFunction on ${made}dev-*`,
    finds: yes,
  },
  {
    when: 'names that only one call takes each',
    facts: `${pass}; ${trusted}; ann may lambda:CreateFunction on ${made}dev-*; ann may lambda:InvokeFunction on ${made}prod-*`,
    finds: '',
  },
  {
    when: 'a name of the principal’s own',
    facts: `${pass}; ${trusted}; ann may lambda:* on ${made}\${aws:username}-*`,
    finds: yes,
  },
  {
    when: 'functions of another account',
    facts: `${pass}; ${trusted}; ann may lambda:* on arn:aws:lambda:*:222222222222:function:*`,
    finds: '',
  },
  {
    when: 'one region alone',
    facts: `${pass}; ${trusted}; ann may lambda:* on arn:aws:lambda:eu-west-1:111111111111:function:*`,
    finds: yes,
  },
  {
    when: 'one region by condition',
    facts: `${pass}; ${trusted}; ann may lambda:* on * if StringEquals aws:RequestedRegion eu-central-1`,
    finds: yes,
  },
  {
    when: 'an SCP that leaves one region',
    facts: `${pass}; ${call}; ${trusted}; home permits * on *; home forbids lambda:* on * if StringNotEquals aws:RequestedRegion eu-north-1`,
    finds: yes,
  },
  {
    when: 'a tag on what is made',
    facts: `${pass}; ${trusted}; ann may lambda:* on * if StringEquals aws:RequestTag/team blue`,
    finds: yes,
  },
  {
    when: 'a session’s network',
    facts: `${pass}; ${trusted}; ann may lambda:* on * if IpAddress aws:SourceIp 10.0.0.0/8`,
    finds: `${yes}?`,
  },
  {
    when: 'an instance type that may be chosen',
    facts: `${pass}; job trusts Service:ec2.amazonaws.com; ann may ec2:* on * if StringEquals ec2:InstanceType t3.micro`,
    finds: yes,
  },
  {
    when: 'instances alone, and nothing to start them with',
    facts: `${pass}; job trusts Service:ec2.amazonaws.com; ann may ec2:RunInstances on arn:aws:ec2:*:111111111111:instance/*`,
    finds: '',
  },
  {
    when: 'no cluster known',
    facts: `${pass}; job trusts Service:ecs-tasks.amazonaws.com; ann may ecs:RegisterTaskDefinition ecs:RunTask on *`,
    finds: `${yes}?`,
  },
  {
    when: 'a job to update, and it may not be',
    facts: `${pass}; job trusts Service:glue.amazonaws.com; gluejob; ann may glue:* on arn:aws:glue:*:111111111111:job/other; ann mayNot glue:CreateDevEndpoint on *`,
    finds: 'ann>job',
  },
  {
    when: 'a regional name of the service',
    facts: `${pass}; job trusts Service:states.eu-west-1.amazonaws.com; ann may states:* on *`,
    finds: yes,
  },
  {
    when: 'a second role is wanted, and there is none',
    facts: `${pass}; job trusts Service:ec2.amazonaws.com; ann may elasticmapreduce:* on *`,
    finds: '',
  },
  {
    when: 'a second role is wanted, and is there',
    facts: `${pass}; job trusts Service:ec2.amazonaws.com; ci trusts Service:elasticmapreduce.amazonaws.com; ann may elasticmapreduce:* on *`,
    finds: yes,
  },
  {
    when: 'a role acts for itself',
    facts: `ci may iam:PassRole lambda:* on *; ci trusts Service:lambda.amazonaws.com; ${trusted}`,
    finds: 'ci>job',
  },
  {
    when: 'a trusted stranger, whose permissions here are none',
    facts: `bucket lets out do s3:GetObject; ${trusted}`,
    finds: '',
  },
  {
    when: 'a boundary that names other roles',
    facts: `${pass}; ${call}; ${trusted}; ann atMost lambda:* on *; ann atMost iam:PassRole on ci`,
    finds: '',
  },
  {
    when: 'an SCP over all but administrators',
    facts: `${pass}; ${call}; ${trusted}; home permits * on *; home forbids iam:PassRole on * if ArnNotLike aws:PrincipalArn @bob; bob`,
    finds: '',
  },
];

test.each(cases)('$when', async ({ facts, finds }) => {
  expect(await derives(canPassRole, facts)).toBe(finds);
});

test('what must be there is said', async () => {
  const facts = `${pass}; job trusts Service:ecs-tasks.amazonaws.com; ann may ecs:RegisterTaskDefinition ecs:RunTask on *`;
  expect(await conditionsOf(canPassRole, facts, 'ann>job?')).toEqual(['the account has an ECS cluster']);
});
