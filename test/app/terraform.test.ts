import { expect, test } from 'vitest';
import { planChanges } from '../../app/what-if/terraform/plan-changes.ts';
import { readPlan } from '../../app/what-if/terraform/read-plan.ts';
import { FactIndexBuilder } from '../../edges/estate/fact-index.ts';
import { InputError } from '../../model/errors.ts';
import { idOf, recordsOf } from '../helpers/estate-derived.ts';

const text =
  'ann may s3:* on *; team; ci trusts ann; rules says s3:* on *; job attached rules; bucket; function; ann hasKey; organized';
const account = '111111111111';
const rules = `arn:aws:iam::${account}:policy/rules`;
const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
};
const open = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
};

interface Planned {
  readonly type: string;
  readonly name?: string;
  readonly before?: object | null;
  readonly after?: object | null;
  readonly unknown?: object;
  readonly refers?: Readonly<Record<string, string>>;
}

function plan(resources: readonly Planned[]): object {
  const addressOf = ({ type, name = 'x' }: Planned): string => `${type}.${name}`;
  return {
    format_version: '1.2',
    resource_changes: resources.map((resource) => ({
      address: addressOf(resource),
      mode: 'managed',
      type: resource.type,
      change: {
        actions: ['update'],
        before: resource.before ?? null,
        after: resource.after ?? null,
        after_unknown: resource.unknown ?? {},
      },
    })),
    configuration: {
      root_module: {
        resources: resources.map((resource) => ({
          address: addressOf(resource),
          expressions: Object.fromEntries(
            Object.entries(resource.refers ?? {}).map(([field, to]) => [field, { references: [to] }]),
          ),
        })),
      },
    },
  };
}

async function changesOf(resources: readonly Planned[]) {
  const builder = new FactIndexBuilder();
  for (const record of await recordsOf(text)) builder.add(record);
  return planChanges('plan.json', builder.build(), readPlan('plan.json', plan(resources)));
}

const rows: readonly (readonly [string, readonly Planned[], readonly object[]])[] = [
  [
    'a new role with its policy',
    [
      {
        type: 'aws_iam_role',
        after: { name: 'new', path: '/app/', assume_role_policy: JSON.stringify(trust) },
        unknown: { arn: true },
      },
      {
        type: 'aws_iam_role_policy',
        after: { name: 'p', policy: JSON.stringify(document) },
        unknown: { role: true },
        refers: { role: 'aws_iam_role.x.id' },
      },
    ],
    [
      { change: 'add-identity', id: `arn:aws:iam::${account}:role/app/new`, kind: 'aws-role' },
      { change: 'set-trust', identity: `arn:aws:iam::${account}:role/app/new`, document: trust },
      { change: 'attach-policy', to: `arn:aws:iam::${account}:role/app/new`, document, name: 'p' },
    ],
  ],
  [
    'another document for a managed policy',
    [
      {
        type: 'aws_iam_policy',
        before: { arn: rules, policy: '{}' },
        after: { arn: rules, policy: JSON.stringify(document) },
      },
    ],
    [{ change: 'replace-policy', policy: rules, document }],
  ],
  [
    'a new policy and who gets it',
    [
      { type: 'aws_iam_policy', after: { name: 'fresh', policy: JSON.stringify(document) }, unknown: { arn: true } },
      {
        type: 'aws_iam_user_policy_attachment',
        after: { user: 'ann' },
        unknown: { policy_arn: true },
        refers: { policy_arn: 'aws_iam_policy.x.arn' },
      },
    ],
    [
      { change: 'add-policy', policy: `arn:aws:iam::${account}:policy/fresh`, document },
      { change: 'attach-policy', to: idOf('ann'), policy: `arn:aws:iam::${account}:policy/fresh` },
    ],
  ],
  [
    'an attachment that goes',
    [{ type: 'aws_iam_role_policy_attachment', before: { role: 'job', policy_arn: rules } }],
    [{ change: 'detach-policy', from: idOf('job'), policy: rules }],
  ],
  [
    'an inline policy that goes',
    [{ type: 'aws_iam_user_policy', before: { user: 'ann', name: 'own', policy: '{}' } }],
    [{ change: 'detach-policy', from: idOf('ann'), policy: 'own' }],
  ],
  [
    'a policy for others than before',
    [
      {
        type: 'aws_iam_policy_attachment',
        before: { policy_arn: rules, roles: ['job'], users: [] },
        after: { policy_arn: rules, roles: ['ci'], users: ['ann'] },
      },
    ],
    [
      { change: 'attach-policy', to: idOf('ci'), policy: rules },
      { change: 'attach-policy', to: idOf('ann'), policy: rules },
      { change: 'detach-policy', from: idOf('job'), policy: rules },
    ],
  ],
  [
    'a boundary, a group, a key and an instance profile',
    [
      { type: 'aws_iam_role', before: { arn: idOf('ci') }, after: { arn: idOf('ci'), permissions_boundary: rules } },
      {
        type: 'aws_iam_group_membership',
        before: { group: 'team', users: [] },
        after: { group: 'team', users: ['ann'] },
      },
      { type: 'aws_iam_access_key', before: { id: 'AKIAANN', user: 'ann', status: 'Active' } },
      { type: 'aws_iam_instance_profile', after: { name: 'ci', role: 'job' } },
    ],
    [
      { change: 'set-boundary', identity: idOf('ci'), policy: rules },
      { change: 'add-member', group: idOf('team'), member: idOf('ann') },
      { change: 'set-instance-profile', profile: `arn:aws:iam::${account}:instance-profile/ci`, role: idOf('job') },
      { change: 'remove-node', id: `aws://${account}/access-key/AKIAANN` },
    ],
  ],
  [
    'policies of a bucket that is known and of one that is not',
    [
      { type: 'aws_s3_bucket_policy', name: 'a', after: { bucket: 'bucket', policy: JSON.stringify(open) } },
      { type: 'aws_s3_bucket_policy', name: 'b', after: { bucket: 'other', policy: JSON.stringify(open) } },
    ],
    [
      { change: 'add-resource', id: 'arn:aws:s3:::other', type: 'AWS::S3::Bucket', account },
      { change: 'set-resource-policy', resource: 'arn:aws:s3:::bucket', document: open },
      { change: 'set-resource-policy', resource: 'arn:aws:s3:::other', document: open },
    ],
  ],
  [
    'a role that goes',
    [{ type: 'aws_iam_role', before: { arn: idOf('ci'), name: 'ci' } }],
    [{ change: 'remove-node', id: idOf('ci') }],
  ],
  [
    'an organisation policy',
    [
      { type: 'aws_organizations_policy', after: { content: JSON.stringify(document) }, unknown: { id: true } },
      {
        type: 'aws_organizations_policy_attachment',
        after: { target_id: account },
        unknown: { policy_id: true },
        refers: { policy_id: 'aws_organizations_policy.x.id' },
      },
    ],
    [{ change: 'set-scp', target: account, attach: document, type: 'SCP' }],
  ],
  [
    'what stays',
    [{ type: 'aws_iam_policy', before: { arn: rules, policy: 'x' }, after: { arn: rules, policy: 'x' } }],
    [],
  ],
  ['a type that is named like what every object has', [{ type: '__proto__', after: { x: 1 } }], []],
];

test.each(rows)('%s', async (_, resources, changes) => {
  expect(await changesOf(resources)).toEqual({ changes, unknown: [] });
});

test('one more statement of a function', async () => {
  const after = { function_name: 'function', action: 'lambda:InvokeFunction', principal: '*', statement_id: 's' };
  const { changes } = await changesOf([{ type: 'aws_lambda_permission', after }]);
  const statement = { Sid: 's', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction' };
  const resource = idOf('function');
  const Statement = [{ ...statement, Resource: resource }];
  expect(changes).toEqual([
    { change: 'set-resource-policy', resource, document: { Version: '2012-10-17', Statement } },
  ]);
});

test.each<readonly [string, Planned, RegExp]>([
  [
    'a document',
    { type: 'aws_iam_user_policy', after: { user: 'ann', name: 'p' }, unknown: { policy: true } },
    /policy is not known before/,
  ],
  [
    'a holder',
    { type: 'aws_iam_role_policy', after: { name: 'p', policy: '{}' }, unknown: { role: true } },
    /role is not known before/,
  ],
  [
    'a policy',
    { type: 'aws_iam_role_policy_attachment', after: { role: 'ci' }, unknown: { policy_arn: true } },
    /who gets which/,
  ],
  [
    'what nobody read',
    {
      type: 'aws_iam_role_policy_attachment',
      after: { role: 'ci', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    },
    /there is no policy/,
  ],
  ['a kind that is not followed', { type: 'aws_iam_openid_connect_provider', after: { url: 'x' } }, /is not followed/],
])('%s that is not known is said', async (_, resource, words) => {
  const { changes, unknown } = await changesOf([resource]);
  expect(changes).toEqual([]);
  expect(unknown).toEqual([expect.stringMatching(words)]);
});

test.each([
  [{}, 'format_version'],
  [[], 'expected object'],
  [{ format_version: '1', resource_changes: [{ address: 'a', type: 't', change: { actions: [] } }] }, 'actions'],
])('%j is no plan', (value, field) => {
  expect(() => readPlan('plan.json', value)).toThrow(InputError);
  expect(() => readPlan('plan.json', value)).toThrow(field);
});

test('a planned document that AWS would refuse is refused', async () => {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Perhaps' }] });
  const planned = changesOf([{ type: 'aws_iam_user_policy', after: { user: 'ann', name: 'p', policy } }]);
  await expect(planned).rejects.toThrow(InputError);
});
