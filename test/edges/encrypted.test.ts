import { describe, expect, test } from 'vitest';
import { canRead } from '../../edges/can-read.ts';
import { canWrite } from '../../edges/can-write.ts';
import { conditionsOf, derives, proof } from '../helpers/estate-derived.ts';

const get = 'ann may secretsmanager:GetSecretValue on secret; secret sealedBy key';
const fetch = 'ann may s3:GetObject on bucket/*; bucket sealedBy key';
const receive = 'ann may sqs:ReceiveMessage on queue; queue sealedBy key';
const decrypt = 'ann may kms:Decrypt on key; key lets home do kms:*';
const throughSecrets = 'StringEquals kms:ViaService secretsmanager.eu-west-1.amazonaws.com';

const reads = [
  { when: 'the key lets it', facts: `${get}; ${decrypt}`, finds: 'ann>secret' },
  { when: 'nobody lets it use the key', facts: `${get}; key lets home do kms:*`, finds: '' },
  { when: 'another key', facts: `${get}; ann may kms:Decrypt on key2; key lets home do kms:*; key2`, finds: '' },
  { when: 'another operation', facts: `${get}; ann may kms:Encrypt on key; key lets home do kms:*`, finds: '' },
  { when: 'the key’s policy lets it by name', facts: `${get}; key lets ann do kms:Decrypt`, finds: 'ann>secret' },
  { when: 'the key’s policy names another', facts: `${get}; key lets bob do kms:Decrypt; bob`, finds: '' },
  {
    when: 'the key’s policy does not leave it to IAM',
    facts: `${get}; ann may kms:Decrypt on key; key lets bob do kms:*; bob`,
    finds: '',
  },
  { when: 'the key’s policy denies', facts: `${get}; ${decrypt}; key bars ann from kms:Decrypt`, finds: '' },
  { when: 'the key’s permission without the secret’s', facts: `secret sealedBy key; ${decrypt}`, finds: '' },
  {
    when: 'through Secrets Manager alone',
    facts: `${get}; ann may kms:Decrypt on key if ${throughSecrets}; key lets home do kms:*`,
    finds: 'ann>secret',
  },
  {
    when: 'through S3 alone',
    facts: `${get}; ann may kms:Decrypt on key if StringEquals kms:ViaService s3.eu-west-1.amazonaws.com; key lets home do kms:*`,
    finds: '',
  },
  {
    when: 'for callers of the account',
    facts: `${get}; key lets * do kms:Decrypt if StringEquals kms:CallerAccount 111111111111 & ${throughSecrets}`,
    finds: 'ann>secret',
  },
  {
    when: 'for callers of another account',
    facts: `${get}; key lets * do kms:Decrypt if StringEquals kms:CallerAccount 222222222222 & ${throughSecrets}`,
    finds: '',
  },
  {
    when: 'for this secret alone',
    facts: `${get}; key lets ann do kms:Decrypt if StringEquals kms:EncryptionContext:SecretARN @secret`,
    finds: 'ann>secret',
  },
  {
    when: 'for another secret alone',
    facts: `${get}; key lets ann do kms:Decrypt if StringEquals kms:EncryptionContext:SecretARN @secret2`,
    finds: '',
  },
  {
    when: 'under a condition of the key',
    facts: `${get}; key lets ann do kms:Decrypt if Bool aws:MultiFactorAuthPresent true`,
    finds: 'ann>secret?',
  },
  { when: 'AWS’s own key by alias', facts: get.replace('sealedBy key', 'sealedBy alias/aws/s3'), finds: 'ann>secret' },
  { when: 'AWS’s own key by its ARN', facts: `${get}; key ofAws`, finds: 'ann>secret' },
  { when: 'a key that nobody read', facts: get, finds: 'ann>secret?' },
  {
    when: 'a key by an alias that nobody read',
    facts: get.replace('sealedBy key', 'sealedBy alias/app'),
    finds: 'ann>secret?',
  },
  { when: 'a grant', facts: `${get}; key lets bob do kms:*; key grants ann Decrypt`, finds: 'ann>secret' },
  { when: 'a grant to another', facts: `${get}; key lets bob do kms:*; key grants bob Decrypt`, finds: '' },
  { when: 'a grant of another operation', facts: `${get}; key lets bob do kms:*; key grants ann Encrypt`, finds: '' },
  {
    when: 'a grant that the key’s policy denies',
    facts: `${get}; key lets bob do kms:*; key grants ann Decrypt; key bars ann from kms:Decrypt`,
    finds: '',
  },
  {
    when: 'a grant to one of two that are equal otherwise',
    facts: `ann,bob may secretsmanager:GetSecretValue on secret; secret sealedBy key; key lets cleo do kms:*; key grants bob Decrypt`,
    finds: 'bob>secret',
  },
  { when: 'objects', facts: `${fetch}; ${decrypt}`, finds: 'ann>bucket' },
  { when: 'objects without the key', facts: `${fetch}; key lets home do kms:*`, finds: '' },
  {
    when: 'objects, the key for the bucket alone',
    facts: `${fetch}; key lets ann do kms:Decrypt if StringEquals kms:EncryptionContext:aws:s3:arn @bucket`,
    finds: 'ann>bucket?',
  },
  {
    when: 'objects, the key for the bucket and its objects',
    facts: `${fetch}; key lets ann do kms:Decrypt if StringLike kms:EncryptionContext:aws:s3:arn arn:aws:s3:::bucket*`,
    finds: 'ann>bucket',
  },
  {
    when: 'objects, the key for another bucket',
    facts: `${fetch}; key lets ann do kms:Decrypt if StringLike kms:EncryptionContext:aws:s3:arn arn:aws:s3:::other*`,
    finds: '',
  },
  { when: 'messages', facts: `${receive}; ${decrypt}`, finds: 'ann>queue' },
  { when: 'messages without the key', facts: `${receive}; key lets home do kms:*`, finds: '' },
  {
    when: 'a table, whose service decrypts for itself',
    facts: 'ann may dynamodb:GetItem on table; table sealedBy key; key lets home do kms:*',
    finds: 'ann>table',
  },
];

describe('reading what is encrypted', () => {
  test.each(reads)('$when', async ({ facts, finds }) => {
    expect(onData(await derives(canRead, facts))).toBe(finds);
  });

  test('both statements are the proof, and the conditions of both are asked', async () => {
    const facts = `ann may secretsmanager:GetSecretValue on secret if IpAddress aws:SourceIp 10.0.0.0/8; secret sealedBy key; key lets ann do kms:Decrypt if Bool aws:MultiFactorAuthPresent true`;
    expect(await proof(canRead, facts, 'ann>secret?')).toBe('ann/own#0 & key#0');
    expect(await conditionsOf(canRead, facts, 'ann>secret?')).toEqual([
      'IpAddress aws:SourceIp: 10.0.0.0/8',
      'Bool aws:MultiFactorAuthPresent: true',
    ]);
  });

  test('a grant is the proof by its place', async () => {
    expect(await proof(canRead, `${get}; key lets bob do kms:*; key grants ann Decrypt`, 'ann>secret')).toBe(
      'ann/own#0 & key#grant0',
    );
  });
});

const send = 'ann may sqs:SendMessage on queue; queue sealedBy key; key lets home do kms:*';

const writes = [
  {
    when: 'with both operations',
    facts: `${send}; ann may kms:GenerateDataKey kms:Decrypt on key`,
    finds: 'ann>queue',
  },
  { when: 'without decrypting', facts: `${send}; ann may kms:GenerateDataKey on key`, finds: '' },
  { when: 'without the key', facts: send, finds: '' },
  {
    when: 'deleting, which asks nothing of a key',
    facts: 'ann may sqs:DeleteMessage on queue; queue sealedBy key; key lets home do kms:*',
    finds: 'ann>queue',
  },
  {
    when: 'publishing without the key',
    facts: 'ann may sns:Publish on topic; topic sealedBy key; key lets home do kms:*',
    finds: '',
  },
  {
    when: 'an object with the bucket’s key',
    facts:
      'ann may s3:PutObject on bucket/*; ann may kms:GenerateDataKey on key; bucket sealedBy key; key lets home do kms:*',
    finds: 'ann>bucket',
  },
  {
    when: 'an object without the bucket’s key, for which the caller may name another',
    facts: 'ann may s3:PutObject on bucket/*; bucket sealedBy key; key lets home do kms:*',
    finds: 'ann>bucket?',
  },
];

describe('writing what is encrypted', () => {
  test.each(writes)('$when', async ({ facts, finds }) => {
    expect(onData(await derives(canWrite, facts))).toBe(finds);
  });
});

/** Without what is found on the key itself. */
function onData(found: string): string {
  return found
    .split(' ')
    .filter((edge) => !/>key\d?\??$/.test(edge))
    .join(' ');
}
