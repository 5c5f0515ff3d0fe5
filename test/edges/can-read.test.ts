import { describe, expect, test } from 'vitest';
import { canRead } from '../../edges/can-read.ts';
import { conditionsOf, derives, proof } from '../helpers/estate-derived.ts';

const cases = [
  { when: 'a bucket by its objects', facts: 'ann may s3:GetObject on bucket/*; bucket', finds: 'ann>bucket' },
  {
    when: 'a pattern for the bucket alone opens no object',
    facts: 'ann may s3:GetObject on bucket; bucket',
    finds: '',
  },
  { when: 'listing is no hold', facts: 'ann may s3:ListBucket on *; bucket', finds: '' },
  { when: 'everything on everything', facts: 'ann may * on *; bucket; secret', finds: 'ann>bucket ann>secret' },
  { when: 'one key of many', facts: 'ann may s3:GetObject on bucket/a/b.json; bucket', finds: 'ann>bucket' },
  {
    when: 'a bucket pattern that crosses the slash',
    facts: 'ann may s3:GetObject on arn:aws:s3:::buck*; bucket; table',
    finds: 'ann>bucket',
  },
  {
    when: 'a pattern with a star in the bucket and in the key',
    facts: 'ann may s3:GetObject on arn:aws:s3:::b*t*.json; bucket',
    finds: 'ann>bucket',
  },
  {
    when: 'a pattern for another bucket of like name',
    facts: 'ann may s3:GetObject on bucket/*; bucket; bucket2',
    finds: 'ann>bucket',
  },
  {
    when: 'many keys in other buckets before the one',
    facts: `ann may s3:GetObject on ${Array.from({ length: 20 }, (_, at) => `bucket2/${at}`).join(' ')} bucket/x; bucket; bucket2`,
    finds: 'ann>bucket ann>bucket2',
  },
  {
    when: 'a home of one’s own',
    facts: 'ann may s3:GetObject on bucket/home/${aws:username}/*; bucket',
    finds: 'ann>bucket',
  },
  {
    when: 'a bucket named by a tag',
    facts:
      'ann,bob may s3:GetObject on arn:aws:s3:::${aws:PrincipalTag/team}/*; ann tagged team=bucket; bob tagged team=x; bucket',
    finds: 'ann>bucket',
  },
  {
    when: 'a key that an unknown variable names',
    facts: 'ann may s3:GetObject on bucket/${aws:userid}/*; bucket',
    finds: 'ann>bucket?',
  },
  {
    when: 'a boundary for one folder',
    facts: 'ann may s3:* on *; ann atMost s3:* on bucket/logs/*; bucket',
    finds: 'ann>bucket',
  },
  {
    when: 'a boundary for another bucket',
    facts: 'ann may s3:* on *; ann atMost s3:* on bucket2/*; bucket',
    finds: '',
  },
  {
    when: 'a denial of all but one folder',
    facts: 'ann may s3:* on *; ann mayNot s3:* on all-but bucket/open/*; bucket',
    finds: 'ann>bucket',
  },
  {
    when: 'a denial of one folder',
    facts: 'ann may s3:* on *; ann mayNot s3:* on bucket/closed/*; bucket',
    finds: 'ann>bucket',
  },
  {
    when: 'a denial of the whole bucket',
    facts: 'ann may s3:* on *; ann mayNot s3:GetObject* on bucket/*; bucket',
    finds: '',
  },
  {
    when: 'an SCP that denies',
    facts: 'ann may * on *; home permits * on *; home forbids s3:* on *; bucket; secret',
    finds: 'ann>secret',
  },
  {
    when: 'the bucket lets a user of the account in by name',
    facts: 'ann; bob; bucket lets ann do s3:GetObject',
    finds: 'ann>bucket',
  },
  { when: 'the bucket lets the account in, the user may not', facts: 'ann; bucket lets home do s3:*', finds: '' },
  { when: 'the bucket bars everyone', facts: 'ann may * on *; bucket bars * from s3:*', finds: '' },
  {
    when: 'the bucket bars all but one by NotPrincipal',
    facts: 'ann,bob may * on *; bucket bars all-but ann home from s3:*',
    finds: 'ann>bucket',
  },
  {
    when: 'the bucket bars all but one by his ARN',
    facts: 'ann,bob may * on *; bucket bars * from s3:* if ArnNotLike aws:PrincipalArn @ann',
    finds: 'ann>bucket',
  },
  {
    when: 'across accounts, both sides',
    facts: 'far-ann may s3:* on *; bucket lets far do s3:GetObject',
    finds: 'far-ann>bucket',
  },
  {
    when: 'across accounts, the bucket’s side alone',
    facts: 'far-ann; bucket lets far-ann do s3:GetObject',
    finds: '',
  },
  { when: 'across accounts, the identity’s side alone', facts: 'far-ann may s3:* on *; bucket', finds: '' },
  { when: 'a bucket open to everyone', facts: 'ann; bucket lets * do s3:GetObject', finds: 'ann>bucket anyone>bucket' },
  {
    when: 'a bucket open to all but one',
    facts: 'ann,bob; bucket lets all-but ann do s3:GetObject',
    finds: 'anyone>bucket bob>bucket',
  },
  {
    when: 'a bucket open to the organisation',
    facts: 'organized; far-ann may s3:* on *; bucket lets * do s3:GetObject if StringEquals aws:PrincipalOrgID o-1',
    finds: 'far-ann>bucket',
  },
  { when: 'a foreign account let in', facts: 'bucket lets out do s3:GetObject', finds: 'out>bucket' },
  { when: 'a service let in', facts: 'ann; bucket lets Service:cloudfront.amazonaws.com do s3:GetObject', finds: '' },
  {
    when: 'a network asked for',
    facts: 'ann may s3:GetObject on bucket/* if IpAddress aws:SourceIp 10.0.0.0/8; bucket',
    finds: 'ann>bucket?',
  },
  {
    when: 'a bucket by its tag',
    facts: 'ann may secretsmanager:* on * if StringEquals aws:ResourceTag/team blue; secret tagged team=blue; secret2',
    finds: 'ann>secret',
  },
  {
    when: 'a region asked for, and it is that',
    facts: 'ann may secretsmanager:* on * if StringEquals aws:RequestedRegion eu-west-1; secret',
    finds: 'ann>secret',
  },
  {
    when: 'another region asked for',
    facts: 'ann may secretsmanager:* on * if StringEquals aws:RequestedRegion us-east-1; secret',
    finds: '',
  },
  { when: 'a table by its index', facts: 'ann may dynamodb:Query on table/index/*; table', finds: 'ann>table' },
  {
    when: 'a key whose policy leaves it to the account',
    facts: 'ann may kms:Decrypt on *; key lets home do kms:*',
    finds: 'ann>key',
  },
  {
    when: 'a key whose policy names another',
    facts: 'ann may kms:Decrypt on *; bob; key lets bob do kms:*',
    finds: 'bob>key',
  },
  { when: 'a key whose policy nobody read', facts: 'ann may kms:Decrypt on *; key', finds: 'ann>key?' },
  {
    when: 'a resource policy in the same account, and a boundary that lacks it',
    facts: 'job atMost s3:* on *; queue lets job do sqs:ReceiveMessage',
    finds: '',
  },
  {
    when: 'a group’s permission and its member',
    facts: 'ann in team; bob; team may s3:* on bucket/*; bucket',
    finds: 'ann>bucket',
  },
  { when: 'a stream', facts: 'ann may kinesis:GetRecords on *; stream', finds: 'ann>stream' },
  { when: 'a description is no hold', facts: 'ann may ec2:Describe* on *; instance', finds: '' },
];

test.each(cases)('$when', async ({ facts, finds }) => {
  expect(await derives(canRead, facts)).toBe(finds);
});

test('equal permissions of several are one set of resources', async () => {
  const facts = 'ann,bob in team; team may s3:GetObject on bucket/*; bucket; bucket2';
  expect(await derives(canRead, facts)).toBe('ann>bucket bob>bucket');
  expect(await proof(canRead, facts, 'bob>bucket')).toBe('team/own#0 via team');
});

describe('evidence and conditions', () => {
  const proofs = [
    { facts: 'ann may s3:* on bucket2/*; ann may s3:Get* on bucket/*; bucket', edge: 'ann>bucket', by: 'ann/own#1' },
    {
      facts: 'far-ann may s3:* on *; bucket lets out far do s3:GetObject',
      edge: 'far-ann>bucket',
      by: 'far-ann/own#0 & bucket#0',
    },
    {
      facts: 'ann may s3:* on *; ann mayNot s3:* on bucket/* if BoolIfExists aws:MultiFactorAuthPresent false; bucket',
      edge: 'ann>bucket?',
      by: 'ann/own#0 & !ann/own#1',
    },
    {
      facts:
        'ann may s3:* on *; home permits * on *; home forbids s3:* on * if BoolIfExists aws:MultiFactorAuthPresent false; bucket',
      edge: 'ann>bucket?',
      by: 'ann/own#0 & !scp-home#1',
    },
  ];

  test.each(proofs)('$facts', async ({ facts, edge, by }) => {
    expect(await proof(canRead, facts, edge)).toBe(by);
  });

  test('what was not read is said', async () => {
    expect(await conditionsOf(canRead, 'ann may kms:Decrypt on *; key', 'ann>key?')).toEqual([
      'the policy of arn:aws:kms:eu-west-1:111111111111:key/key, which was not read, leaves it to IAM',
    ]);
  });
});
