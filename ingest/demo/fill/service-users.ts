import { addAccessKey } from '../add-credential.ts';
import { addResource } from '../add-resource.ts';
import { addUser } from '../add-user.ts';
import { allow, documentOf, type Statement } from '../documents.ts';
import type { Account } from '../estate.ts';

/** A service user from before roles were the rule: name, owner if anybody knows, ages of its key in days. */
interface ServiceUser {
  readonly name: string;
  readonly owner?: string;
  readonly created: number;
  readonly lastUsed: number;
  readonly may: readonly Statement[];
}

const users: Readonly<Record<'production' | 'development', readonly ServiceUser[]>> = {
  production: [
    {
      name: 'edi-gateway',
      owner: 'operations',
      created: 890,
      lastUsed: 0.2,
      may: [allow('Exchange', ['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::halyard-production-documents/edi/*')],
    },
    {
      name: 'smtp-relay',
      owner: 'experience',
      created: 1240,
      lastUsed: 0.1,
      may: [allow('SendMail', ['ses:SendEmail', 'ses:SendRawEmail'], '*')],
    },
    {
      name: 'warehouse-scanners',
      created: 640,
      lastUsed: 0.3,
      may: [allow('Scan', 'sqs:SendMessage', 'arn:aws:sqs:*:*:warehouse-jobs')],
    },
    {
      name: 'tariff-download',
      created: 1502,
      lastUsed: 402,
      may: [allow('Tariffs', ['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::halyard-production-rate-cards/*')],
    },
  ],
  development: [
    {
      name: 'load-test-runner',
      owner: 'tracking',
      created: 320,
      lastUsed: 6,
      may: [allow('Load', ['sqs:SendMessage', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'], '*')],
    },
    {
      name: 'fixture-loader',
      created: 780,
      lastUsed: 214,
      may: [
        allow('Fixtures', ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], 'arn:aws:s3:::halyard-development-*'),
        allow('Tables', ['dynamodb:PutItem', 'dynamodb:Scan'], '*'),
      ],
    },
  ],
};

/** Adds the environment's service users, each with one access key. */
export function addServiceUsers(account: Account): void {
  for (const user of users[account.environment === 'production' ? 'production' : 'development']) {
    const arn = addUser(account, {
      name: user.name,
      path: '/service/',
      inline: { [user.name]: documentOf(...user.may) },
      tags: user.owner === undefined ? {} : { owner: user.owner },
      createdDaysAgo: user.created,
    });
    const key = addAccessKey(account, arn, { createdDaysAgo: user.created, lastUsedDaysAgo: user.lastUsed });
    if (user.name === 'load-test-runner') addKeyParameter(account, key);
  }
}

/** A key that somebody put into a parameter instead of a secret. */
function addKeyParameter(account: Account, key: string): void {
  addResource(account, {
    type: 'AWS::SSM::Parameter',
    name: '/development/telemetry/load-test-key',
    tags: { owner: 'tracking' },
    config: { holds: [key] },
  });
}
