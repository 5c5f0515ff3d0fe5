import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../model/errors.ts';
import { counts, facts, gaps, nodeIds, readFiles, records, refusals, scopes } from './read-files.ts';
import { account, details, everything, role, user } from './shapes.ts';

const bucket = {
  arn: 'arn:aws:s3:::b',
  type: 'AWS::S3::Bucket',
  region: 'eu-west-1',
  tags: { criticality: 'critical' },
  config: {},
};
const secret = {
  arn: `arn:aws:secretsmanager:eu-west-1:${account}:secret:s`,
  type: 'AWS::SecretsManager::Secret',
  region: 'eu-west-1',
  tags: [{ Key: 'team', Value: 'blue' }],
  policy: encodeURIComponent(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
    }),
  ),
  config: { holds: ['AKIAEXAMPLE'] },
};
const key = {
  identity: `arn:aws:iam::${account}:user/ann`,
  kind: 'access-key',
  id: 'AKIAEXAMPLE',
  created: '2020-01-01',
  status: 'Active',
};
const lines = (...values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

const folder = {
  'organization.json': {
    id: 'o-1',
    managementAccount: '999999999999',
    accounts: [{ id: account, name: 'one', ou: 'ou-1' }],
    units: [
      { id: 'r-1', parent: null },
      { id: 'ou-1', parent: 'r-1' },
    ],
    policies: [{ id: 'p-1', type: 'SCP', document: everything, targets: ['r-1'] }],
  },
  [`${account}/authorization-details.json`]: details({ UserDetailList: [user('ann')], RoleDetailList: [role('ci')] }),
  [`${account}/resources.ndjson`]: lines(bucket, secret),
  [`${account}/credentials.ndjson`]: lines(key),
  [`${account}/collection.json`]: { startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T01:00:00Z', calls: [] },
};

const whole = {
  accounts: 1,
  organizationPolicies: 1,
  users: 1,
  roles: 1,
  resources: 2,
  resourcePolicies: 1,
  credentials: 1,
};

describe('a collection folder', () => {
  test('is read whole, at the time that it says', async () => {
    const said = await readFiles(folder);
    expect(refusals(said)).toEqual([]);
    expect(counts(said)).toEqual(whole);
    expect([...scopes(said)].sort()).toEqual([account, 'o-1']);
    expect(new Set(records(said).map(({ origin }) => origin.observedAt))).toEqual(
      new Set(['2026-01-01T01:00:00.000Z']),
    );
    expect([...facts(said)].sort()).toEqual([
      'account',
      'credential',
      'holds-credential',
      'organization',
      'organization-policy',
      'organization-unit',
      'organization-unit',
      'resource-policy',
      'trust',
    ]);
  });

  test('may be gzipped, file by file', async () => {
    const files = Object.fromEntries(
      Object.entries(folder).map(([name, content]) => [
        `${name}.gz`,
        gzipSync(typeof content === 'string' ? content : JSON.stringify(content)),
      ]),
    );
    expect(await readFiles(files)).toEqual(await readFiles(folder));
  });

  test('may hold files that are no part of it', async () => {
    const said = await readFiles({
      ...folder,
      'notes.txt': 'x',
      [`${account}/other.json`]: '{',
      'sub/authorization-details.json': '{',
    });
    expect(said).toEqual(await readFiles(folder));
  });

  test('of one account may be named itself, or file by file', async () => {
    const { 'organization.json': _, ...ofAccount } = folder;
    const said = await readFiles(ofAccount);
    expect(await readFiles(ofAccount, [account])).toEqual(said);
    expect(await readFiles(ofAccount, Object.keys(ofAccount))).toEqual(said);
  });

  test('without anything of a collection is refused', async () => {
    await expect(readFiles({ 'notes/a.txt': 'x' })).rejects.toThrow(InputError);
    await expect(readFiles({ 'notes/a.txt': 'x' })).rejects.toThrow(/holds no collection/);
  });
});

describe('a line', () => {
  const line = (value: unknown, file = 'resources.ndjson') => ({
    [`${account}/authorization-details.json`]: details({}),
    [`${account}/${file}`]: lines(bucket, value),
  });
  const odd = [
    { when: 'no ARN', value: { type: 'AWS::S3::Bucket' }, at: 'line 2', field: 'arn' },
    { when: 'no type', value: { arn: 'arn:aws:s3:::x' }, at: 'line 2 arn:aws:s3:::x', field: 'type' },
    { when: 'tags that are a number', value: { ...secret, tags: 7 }, at: `line 2 ${secret.arn}`, field: 'tags' },
    { when: 'a policy that is none', value: { ...secret, policy: 'x' }, at: `line 2 ${secret.arn}`, field: 'policy' },
    {
      when: 'a policy without principal',
      value: { ...secret, policy: everything },
      at: `line 2 ${secret.arn}`,
      field: 'policy.Statement[0].Principal',
    },
    { when: 'an ARN that stands twice', value: bucket, at: 'line 2 arn:aws:s3:::b', field: 'arn' },
  ];

  test.each(odd)('$when', async ({ value, at, field }) => {
    const said = await readFiles(line(value));
    const place = `${account}/resources.ndjson | ${at} | ${field} | `;
    expect(refusals(said).map((text) => text.slice(0, place.length))).toEqual([place]);
    expect(refusals(said)[0].length).toBeGreaterThan(place.length);
  });

  test('that is cut off', async () => {
    const said = await readFiles({ ...line(secret), [`${account}/resources.ndjson`]: `${lines(bucket)}\n{"arn":` });
    expect(refusals(said)[0]).toMatch(new RegExp(`^${account}/resources.ndjson \\| line 2`));
  });

  test('of uses: no service, no time', async () => {
    const used = { identity: `arn:aws:iam::${account}:user/ann`, service: 's3', lastAuthenticated: '2026-01-01' };
    const files = {
      ...folder,
      [`${account}/last-accessed.ndjson`]: lines(
        used,
        { ...used, service: 'S3:*' },
        { ...used, lastAuthenticated: 'then' },
      ),
    };
    const said = await readFiles(files);
    expect(refusals(said).map((text) => text.split(' | ').slice(1, 3).join(' | '))).toEqual([
      'line 2 | service',
      'line 3 | lastAuthenticated',
    ]);
    expect(records(said).filter((record) => record.record === 'fact' && record.fact === 'use')).toEqual([
      expect.objectContaining({ service: 's3', lastUsed: '2026-01-01T00:00:00.000Z' }),
    ]);
  });

  test('of credentials: kinds, and one that stands twice', async () => {
    const files = {
      [`${account}/authorization-details.json`]: details({ UserDetailList: [user('ann')] }),
      [`${account}/credentials.ndjson`]: lines(
        key,
        { ...key, kind: 'token' },
        { ...key, status: 'Inactive' },
        { ...key, id: 'AKIAOTHER' },
      ),
    };
    expect(refusals(await readFiles(files)).map((text) => text.split(' | ').slice(1, 3).join(' | '))).toEqual([
      'line 2 | kind',
      'line 3 | id',
    ]);
  });
});

describe('what a collection could not read', () => {
  const call = (service: string, operation: string, region: string, more: object = {}) => ({
    service,
    operation,
    region,
    outcome: 'denied',
    error: 'AccessDenied',
    ...more,
  });
  const withCalls = (...calls: readonly object[]) => ({ ...folder, [`${account}/collection.json`]: { calls } });

  test('is a gap with its reason, region and subjects', async () => {
    const files = withCalls(
      { service: 'iam', operation: 'ListAccessKeys', region: '', outcome: 'ok' },
      call('s3', 'GetBucketPolicy', '', { resources: ['arn:aws:s3:::b'] }),
      call('lambda', 'ListFunctions', 'eu-west-1'),
      { service: 'new', operation: 'ListThings', region: 'eu-west-1', outcome: 'unsupported', error: null },
    );
    expect(gaps(await readFiles(files))).toEqual([
      {
        source: 'aws',
        scope: account,
        parts: ['AWS::S3::Bucket policy'],
        call: 's3:GetBucketPolicy',
        reason: 'AccessDenied',
        subjects: ['arn:aws:s3:::b'],
      },
      {
        source: 'aws',
        scope: account,
        parts: ['resource', 'tags', 'config', 'runsAs', 'policy'].map(
          (field) => `AWS::Lambda::Function ${field}@eu-west-1`,
        ),
        call: 'lambda:ListFunctions',
        region: 'eu-west-1',
        reason: 'AccessDenied',
      },
      { source: 'aws', scope: account, parts: [], call: 'new:ListThings', region: 'eu-west-1', reason: 'unsupported' },
    ]);
  });

  const parts = [
    { service: 's3', operation: 'ListBuckets', region: '', of: [bucket.arn] },
    { service: 'secretsmanager', operation: 'ListSecrets', region: 'eu-west-1', of: [secret.arn] },
    { service: 'secretsmanager', operation: 'ListSecrets', region: 'us-east-1', of: [] },
    { service: 'secretsmanager', operation: 'GetResourcePolicy', region: 'eu-west-1', of: [secret.arn] },
    { service: 'iam', operation: 'ListAccessKeys', region: '', of: [`aws://${account}/access-key/AKIAEXAMPLE`] },
  ];

  test.each(parts)(
    '$service:$operation $region names the parts that its records stand in',
    async ({ service, operation, region, of }) => {
      const said = await readFiles(withCalls(call(service, operation, region)));
      const [gap] = gaps(said);
      const kept = records(said).filter(({ origin }) => origin.scope === account && gap.parts.includes(origin.part));
      const about = kept.map((record) => {
        if (record.record === 'node') return record.id;
        if (record.fact === 'resource-policy') return record.resource;
        if (record.fact === 'holds-credential') return record.holder;
        return record.fact === 'credential' ? record.credential : record.fact;
      });
      expect([...new Set(about)].filter((id) => id !== 'public://anyone')).toEqual(of);
    },
  );
});

test('ids of a folder’s nodes', async () => {
  expect(nodeIds(await readFiles(folder))).toEqual(
    [
      `arn:aws:iam::${account}:role/ci`,
      `arn:aws:iam::${account}:user/ann`,
      bucket.arn,
      secret.arn,
      `aws://${account}/access-key/AKIAEXAMPLE`,
      'public://anyone',
    ].sort(),
  );
});
