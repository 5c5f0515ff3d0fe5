import { describe, expect, test } from 'vitest';
import { canChangeCode } from '../../../edges/can-change-code.ts';
import { canChangeTrust } from '../../../edges/can-change-trust.ts';
import { canLeadOrganization } from '../../../edges/can-lead-organization.ts';
import { canLeaveAccount } from '../../../edges/can-leave-account.ts';
import { canShareCopy } from '../../../edges/can-share-copy.ts';
import { canTakeCredential } from '../../../edges/can-take-credential.ts';
import { derives, found } from '../../helpers/estate-derived.ts';

const shell = 'arn:aws:ssm:*::document/AWS-RunShellScript';
const cases = [
  {
    when: 'commands on one instance, with any document',
    rule: canChangeCode,
    facts: `ann may ssm:SendCommand on instance ${shell}; instance; instance2`,
    finds: 'ann>instance',
  },
  {
    when: 'commands with a harmless document alone',
    rule: canChangeCode,
    facts: 'ann may ssm:SendCommand on instance arn:aws:ssm:*::document/AWS-UpdateSSMAgent; instance',
    finds: '',
  },
  {
    when: 'commands with documents, on no instance',
    rule: canChangeCode,
    facts: `ann may ssm:SendCommand on ${shell}; instance`,
    finds: '',
  },
  {
    when: 'sessions by tag',
    rule: canChangeCode,
    facts:
      'ann may ssm:StartSession on * if StringEquals ssm:resourceTag/team blue; instance tagged team=blue; instance2 tagged team=red',
    finds: 'ann>instance',
  },
  {
    when: 'a key for one user of the instance, whom the caller names',
    rule: canChangeCode,
    facts: 'ann may ec2-instance-connect:SendSSHPublicKey on * if StringEquals ec2:osuser ec2-user; instance',
    finds: 'ann>instance',
  },
  {
    when: 'sessions where the caller names the document',
    rule: canChangeCode,
    facts: 'ann may ssm:StartSession on * if BoolIfExists ssm:SessionDocumentAccessCheck true; instance',
    finds: 'ann>instance',
  },
  {
    when: 'a change set made and not executed',
    rule: canChangeCode,
    facts: 'ann may cloudformation:CreateChangeSet on *; stack runsAs job',
    finds: '',
  },
  {
    when: 'a change set made here and executed there',
    rule: canChangeCode,
    facts:
      'ann may cloudformation:CreateChangeSet on stack; ann may cloudformation:ExecuteChangeSet on stack2; stack; stack2',
    finds: '',
  },
  {
    when: 'an instance stopped and changed, and not started',
    rule: canChangeCode,
    facts: 'ann may ec2:StopInstances ec2:ModifyInstanceAttribute on *; instance',
    finds: '',
  },
  {
    when: 'a task run without its role',
    rule: canChangeCode,
    facts: 'ann may ecs:RunTask on *; taskdef runsAs job',
    finds: '',
  },
  {
    when: 'a task run with its role',
    rule: canChangeCode,
    facts: 'ann may ecs:RunTask on *; ann may iam:PassRole on job; taskdef runsAs job',
    finds: 'ann>taskdef',
  },
  {
    when: 'a task run with another role',
    rule: canChangeCode,
    facts: 'ann may ecs:RunTask on *; ann may iam:PassRole on ci; taskdef runsAs job; ci',
    finds: '',
  },
  {
    when: 'the settings of a function',
    rule: canChangeCode,
    facts: 'ann may lambda:UpdateFunctionConfiguration on *; function',
    finds: 'ann>function?',
  },
  {
    when: 'the layers of a function',
    rule: canChangeCode,
    facts: 'ann may lambda:UpdateFunctionConfiguration lambda:GetLayerVersion on *; function',
    finds: 'ann>function',
  },
  {
    when: 'a function that lets another account in',
    rule: canChangeCode,
    facts: 'far-ann may lambda:UpdateFunctionCode on *; function lets far do lambda:UpdateFunctionCode',
    finds: 'far-ann>function',
  },
  {
    when: 'a function that lets another account in, who may not',
    rule: canChangeCode,
    facts: 'far-ann; function lets far do lambda:UpdateFunctionCode',
    finds: '',
  },
  {
    when: 'a function that lets a user of the account in',
    rule: canChangeCode,
    facts: 'ann; function lets ann do lambda:UpdateFunctionCode',
    finds: 'ann>function',
  },
  {
    when: 'a snapshot made and shared',
    rule: canShareCopy,
    facts: 'ann may rds:CreateDBSnapshot rds:ModifyDBSnapshotAttribute on *; database',
    finds: 'ann>database',
  },
  {
    when: 'a snapshot made and kept',
    rule: canShareCopy,
    facts: 'ann may rds:CreateDBSnapshot on *; database',
    finds: '',
  },
  {
    when: 'a snapshot of another database',
    rule: canShareCopy,
    facts: 'ann may rds:* on database2 arn:aws:rds:*:111111111111:snapshot:*; database; database2',
    finds: 'ann>database2',
  },
  {
    when: 'a volume',
    rule: canShareCopy,
    facts: 'ann may ec2:CreateSnapshot ec2:ModifySnapshotAttribute on *; volume',
    finds: 'ann>volume',
  },
  {
    when: 'a key of a user',
    rule: canTakeCredential,
    facts: 'ann may iam:CreateAccessKey on bob; bob; cleo',
    finds: 'ann>bob',
  },
  {
    when: 'keys of oneself alone',
    rule: canTakeCredential,
    facts: 'ann may iam:CreateAccessKey on arn:aws:iam::111111111111:user/${aws:username}; bob',
    finds: '',
  },
  {
    when: 'a third key',
    rule: canTakeCredential,
    facts: 'ann may iam:CreateAccessKey on *; bob hasKey; bob hasSecondKey',
    finds: '',
  },
  {
    when: 'a password where there is one',
    rule: canTakeCredential,
    facts: 'ann may iam:CreateLoginProfile on *; bob hasPassword; cleo',
    finds: 'ann>cleo',
  },
  {
    when: 'a new password where nobody knows of one',
    rule: canTakeCredential,
    facts: 'ann may iam:UpdateLoginProfile on *; bob',
    finds: 'ann>bob?',
  },
  {
    when: 'a user of another account',
    rule: canTakeCredential,
    facts: 'ann may iam:CreateAccessKey on *; far-bob',
    finds: '',
  },
  {
    when: 'a trust',
    rule: canChangeTrust,
    facts: 'ann may iam:UpdateAssumeRolePolicy on job; job; ci',
    finds: 'ann>job',
  },
  {
    when: 'a trust of another account',
    rule: canChangeTrust,
    facts: 'ann may iam:UpdateAssumeRolePolicy on *; far-job',
    finds: '',
  },
  {
    when: 'the trust of a role of AWS’s own',
    rule: canChangeTrust,
    facts: 'ann may iam:UpdateAssumeRolePolicy on *; bob',
    finds: '',
  },
  {
    when: 'the metadata of a SAML provider',
    rule: canChangeTrust,
    facts: 'ann may iam:UpdateSAMLProvider on *; job trusts Federated:saml if StringEquals SAML:aud x; ci trusts home',
    finds: 'ann>job',
  },
  {
    when: 'the metadata of another provider',
    rule: canChangeTrust,
    facts: 'ann may iam:UpdateSAMLProvider on arn:aws:iam::111111111111:saml-provider/other; job trusts Federated:saml',
    finds: '',
  },
  {
    when: 'the management account',
    rule: canLeadOrganization,
    facts: 'management home; ann; far-ann',
    finds: 'administration>far-administration',
  },
  {
    when: 'an organisation whose management nobody read',
    rule: canLeadOrganization,
    facts: 'organized; ann; far-ann',
    finds: '',
  },
  {
    when: 'a role that trusts the account',
    rule: canLeaveAccount,
    facts: 'far-job trusts home; ann',
    finds: 'administration>far-job',
  },
  {
    when: 'a role that trusts a principal of the account',
    rule: canLeaveAccount,
    facts: 'far-job trusts ann; ann',
    finds: 'administration>far-job',
  },
  { when: 'a role that trusts its own account', rule: canLeaveAccount, facts: 'far-job trusts far; ann', finds: '' },
  {
    when: 'a role that asks for an external id',
    rule: canLeaveAccount,
    facts: 'far-job trusts home if StringEquals sts:ExternalId x; ann',
    finds: 'administration>far-job?',
  },
];

test.each(cases)('$when', async ({ rule, facts, finds }) => {
  expect(await derives(rule, facts)).toBe(finds);
});

describe('which way it is', () => {
  const ways = [
    { rule: canChangeCode, facts: 'ann may ssm:* on *; instance', id: 'ssm-002' },
    { rule: canChangeCode, facts: 'ann may ssm:StartSession on *; instance', id: 'ssm-001' },
    { rule: canTakeCredential, facts: 'ann may iam:CreateLoginProfile on *; bob', id: 'iam-004' },
    { rule: canShareCopy, facts: 'ann may rds:* on *; database', id: 'rds-101' },
  ];

  test.each(ways)('$id', async ({ rule, facts, id }) => {
    expect((await found(rule, facts)).map(({ finding }) => finding.rule)).toEqual([id]);
  });
});
