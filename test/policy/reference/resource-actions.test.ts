import { expect, test } from 'vitest';
import { openReferenceFiles } from '../../../policy/reference/reference-files.ts';
import { resourceActions, type AccessLevel } from '../../../policy/reference/resource-actions.ts';

const actionsOf = resourceActions(openReferenceFiles());

const cases: readonly [arn: string, level: AccessLevel, action: string, listed: boolean][] = [
  ['arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1', 'read', 'elasticfilesystem:ClientMount', true],
  ['arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1', 'write', 'elasticfilesystem:ClientWrite', true],
  [
    'arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1',
    'permissions',
    'elasticfilesystem:PutFileSystemPolicy',
    true,
  ],
  // It makes a file system and does nothing to this one.
  [
    'arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1',
    'write',
    'elasticfilesystem:CreateFileSystem',
    false,
  ],
  [
    'arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1',
    'write',
    'elasticfilesystem:TagResource',
    false,
  ],
  // Asked on access points alone.
  [
    'arn:aws:elasticfilesystem:eu-west-1:111111111111:file-system/fs-1',
    'write',
    'elasticfilesystem:DeleteAccessPoint',
    false,
  ],
  ['arn:aws:s3:::bucket', 'read', 's3:GetObject', false],
  ['arn:aws:s3:::bucket/key', 'read', 's3:GetObject', true],
  ['arn:aws:s3:::bucket/key', 'permissions', 's3:PutBucketPolicy', false],
  ['arn:aws:rds:eu-west-1:111111111111:cluster:db', 'read', 'rds-data:ExecuteStatement', false],
  ['arn:aws:rds:eu-west-1:111111111111:cluster:db', 'write', 'rds-data:ExecuteStatement', true],
  ['arn:aws:nowhere:eu-west-1:111111111111:thing/a', 'read', 'nowhere:GetThing', false],
  ['no arn', 'read', 's3:GetObject', false],
];

test.each(cases)('%s, %s: %s is listed: %s', (arn, level, action, listed) => {
  expect(actionsOf(arn)[level].includes(action)).toBe(listed);
});
