import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEstate } from '../../../edges/estate/estate.ts';
import { FactIndexBuilder } from '../../../edges/estate/fact-index.ts';
import { deriveGraph } from '../../../graph/derive-graph.ts';
import { encodeGraph } from '../../../graph/graph-bytes.ts';
import { collectAws } from '../../../ingest/collect/aws.ts';
import { services } from '../../../ingest/collect/services/registry.ts';
import { savePayload } from '../../../ingest/collect/save.ts';
import type { PayloadItem } from '../../../ingest/payload.ts';
import type { Read } from '../../../ingest/read/read.ts';
import type { Said } from '../../../ingest/source.ts';
import { aws } from '../../../ingest/sources/aws/aws.ts';
import { readPaths } from '../../../ingest/sources/aws/files.ts';
import { readItems } from '../../../ingest/sources/aws/items.ts';
import { type Moto, startMoto } from '../../helpers/moto.ts';
import { Collected } from './collected.ts';
import { type Estate, fillEstate, ownAccount as own, ownCredentials, secretValues } from './estate.ts';

let moto: Moto;
let estate: Estate;
let folder: string;
let collected: Collected;
const wish = { regions: ['us-east-1', 'eu-west-1'], organization: true, roleName: 'OrganizationAccountAccessRole' };

beforeAll(async () => {
  moto = await startMoto();
  folder = join(await mkdtemp(join(tmpdir(), 'ambit-moto-')), 'saved');
  estate = await fillEstate(moto.endpoint);
  const items: PayloadItem[] = [];
  const live = collectAws({ ...wish, endpoint: moto.endpoint, credentials: ownCredentials });
  for await (const item of savePayload(live, folder)) items.push(item);
  collected = new Collected(items);
});
afterAll(async () => {
  await moto.stop();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

const worker = `arn:aws:iam::${own}:role/worker`;

/** Everything that may differ from run to run is left to other tests. */
function resource(arn: string) {
  const { policy, config, runsAs, tags } = collected.resources(arn.split(':')[4] || own).get(arn) ?? {};
  return { policy, config, runsAs, tags };
}

test('the organisation has its accounts, units and policies', () => {
  const { memberAccount, root, unit, scp } = estate;
  expect(collected.values('organization.json')).toMatchObject([
    {
      managementAccount: own,
      accounts: [
        { id: own, ou: root },
        { id: memberAccount, name: 'shop', ou: unit },
      ],
      units: [{ id: root }, { id: unit, parent: root }],
      policies: [
        { id: 'p-FullAWSAccess', type: 'SCP' },
        {
          id: scp,
          type: 'SCP',
          name: 'no-leaving',
          targets: [unit],
          document: { Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization' }] },
        },
        { id: 'p-RCPFullAWSAccess', type: 'RCP' },
      ],
    },
  ]);
});

test('identities come with their policies decoded', () => {
  const details = `${own}/authorization-details.json`;
  expect(collected.values(details, 'UserDetailList')).toMatchObject([
    { UserName: 'ann', GroupList: ['analysts'], Tags: [{ Key: 'owner', Value: 'finance' }] },
    {
      Arn: `arn:aws:iam::${own}:user/ci/deployer`,
      UserPolicyList: [
        { PolicyName: 'deploy', PolicyDocument: { Statement: [{ Action: 'lambda:UpdateFunctionCode' }] } },
      ],
    },
  ]);
  expect(collected.values(details, 'RoleDetailList')).toMatchObject([
    {
      RoleName: 'worker',
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] },
      InstanceProfileList: [{ Arn: `arn:aws:iam::${own}:instance-profile/web` }],
    },
  ]);
  expect(collected.values(details, 'GroupDetailList')).toMatchObject([{ GroupName: 'analysts' }]);
  expect(collected.values(details, 'Policies')).toMatchObject([
    { PolicyName: 'read-reports', PolicyVersionList: [{ Document: { Statement: [{ Action: 's3:GetObject' }] } }] },
  ]);
  expect(collected.values(details, 'OIDCProviderList')).toEqual([
    {
      Arn: `arn:aws:iam::${own}:oidc-provider/token.actions.example.org`,
      Url: 'token.actions.example.org',
      ClientIDList: ['sts.amazonaws.com'],
    },
  ]);
  expect(collected.values(details, 'SAMLProviderList')).toEqual([{ Arn: `arn:aws:iam::${own}:saml-provider/login` }]);
});

test('credentials come from keys, SSH keys and the credential report', () => {
  const deployer = `arn:aws:iam::${own}:user/ci/deployer`;
  expect(collected.values(`${own}/credentials.ndjson`)).toMatchObject([
    { identity: `arn:aws:iam::${own}:user/ann`, kind: 'password', status: 'Active' },
    { identity: deployer, kind: 'access-key', id: estate.deployerKey, status: 'Active' },
    { identity: deployer, kind: 'ssh-key', status: 'Active' },
  ]);
  expect(collected.values(`${estate.memberAccount}/credentials.ndjson`)).toMatchObject([
    { identity: `arn:aws:iam::${estate.memberAccount}:user/vendor`, kind: 'access-key' },
  ]);
});

describe('resources of the own account', () => {
  test('bucket', () => {
    expect(resource('arn:aws:s3:::reports')).toMatchObject({
      policy: { Statement: [{ Principal: { AWS: worker } }] },
      tags: { criticality: 'high' },
      config: { encryption: 'aws:kms', kmsKey: estate.bucketKmsKey, publicAccessBlock: { BlockPublicPolicy: true } },
    });
  });

  test('key', () => {
    expect(resource(estate.bucketKmsKey)).toMatchObject({
      policy: { Statement: [{ Action: 'kms:*' }] },
      tags: { team: 'data' },
      config: { grants: [{ grantee: worker, operations: ['Decrypt'] }] },
    });
  });

  test('secret, parameter, table and database', () => {
    const secret = [...collected.resources(own).values()].find(({ type }) => type === 'AWS::SecretsManager::Secret');
    expect(secret).toMatchObject({
      policy: { Statement: [{ Action: 'secretsmanager:GetSecretValue' }] },
      config: { rotation: false, holds: ['arn:aws:iam::999999999999:user/admin'] },
    });
    expect(resource(`arn:aws:ssm:us-east-1:${own}:parameter/shop/password`)).toMatchObject({
      tags: { team: 'shop' },
      config: { type: 'SecureString' },
    });
    expect(resource(`arn:aws:dynamodb:us-east-1:${own}:table/orders`).tags).toEqual({ team: 'shop' });
    expect(resource(`arn:aws:rds:us-east-1:${own}:cluster:ledger-cluster`)).toMatchObject({
      tags: { team: 'finance' },
      config: { engine: 'aurora-postgresql' },
    });
    expect(collected.resources(own).has(`arn:aws:glue:us-east-1:${own}:database/catalogue`)).toBe(true);
    expect(resource(`arn:aws:rds:us-east-1:${own}:db:ledger`).config).toMatchObject({
      engine: 'postgres',
      public: true,
    });
  });

  test('workloads run as their role, and hold the key that stands in their environment', () => {
    const holds = [estate.deployerKey];
    const definition = `arn:aws:ecs:us-east-1:${own}:task-definition/api:1`;
    expect(resource(`arn:aws:lambda:us-east-1:${own}:function:resize`)).toMatchObject({
      runsAs: worker,
      policy: { Statement: [{ Principal: { Service: 's3.amazonaws.com' } }] },
      config: { holds },
      tags: { team: 'shop' },
    });
    expect(resource(definition)).toMatchObject({ runsAs: worker, config: { executionRole: worker, holds } });
    expect(resource(`arn:aws:ecs:us-east-1:${own}:service/main/api`)).toMatchObject({
      runsAs: worker,
      config: { taskDefinition: definition, cluster: `arn:aws:ecs:us-east-1:${own}:cluster/main` },
    });
    expect(resource(`arn:aws:codebuild:us-east-1:${own}:project/build`)).toMatchObject({
      runsAs: worker,
      config: { holds },
    });
    expect(resource(`arn:aws:glue:us-east-1:${own}:job/etl`).runsAs).toBe(worker);
    expect(resource(`arn:aws:states:us-east-1:${own}:stateMachine:flow`).runsAs).toBe(worker);
    const stack = [...collected.resources(own).values()].find(({ type }) => type === 'AWS::CloudFormation::Stack');
    expect(stack).toMatchObject({ runsAs: worker, tags: { team: 'platform' } });
    expect(resource(`arn:aws:sagemaker:us-east-1:${own}:notebook-instance/research`)).toMatchObject({
      runsAs: worker,
      tags: { team: 'research' },
    });
    const instance = [...collected.resources(own).values()].find(({ type }) => type === 'AWS::EC2::Instance');
    expect(instance).toMatchObject({ runsAs: `arn:aws:iam::${own}:instance-profile/web`, tags: { Name: 'web-1' } });
  });

  test('nothing else', () => {
    const types = [...collected.resources(own).values()].map(({ type }) => type);
    expect(types).toHaveLength(18);
    expect(new Set(types).size).toBe(18);
  });
});

test('resources of the member account are read in its region', () => {
  const member = estate.memberAccount;
  expect([...collected.resources(member).keys()]).toEqual([
    'arn:aws:s3:::shop-eu',
    `arn:aws:ecr:eu-west-1:${member}:repository/images`,
    `arn:aws:eks:eu-west-1:${member}:cluster/prod`,
    `arn:aws:sns:eu-west-1:${member}:events`,
    `arn:aws:sqs:eu-west-1:${member}:orders`,
  ]);
  expect(collected.resources(member).get('arn:aws:s3:::shop-eu')?.['region']).toBe('eu-west-1');
  expect(resource(`arn:aws:eks:eu-west-1:${member}:cluster/prod`).runsAs).toBe(`arn:aws:iam::${member}:role/cluster`);
  const policy = { Statement: [{ Principal: { AWS: '*' } }] };
  for (const name of [`ecr:eu-west-1:${member}:repository/images`, `sqs:eu-west-1:${member}:orders`]) {
    expect(resource(`arn:aws:${name}`)).toMatchObject({ policy, tags: { team: 'shop' } });
  }
});

test('the only calls without an answer are those that the stand-in does not know', () => {
  for (const account of [own, estate.memberAccount]) {
    const rows = collected
      .calls(account)
      .filter(({ outcome, error }) => outcome !== 'ok' && !error?.includes('left out'));
    expect(new Set(rows.map(({ service }) => service))).toEqual(new Set(['apprunner']));
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['unsupported', 'skipped']));
    const answered = new Set(collected.calls(account).map(({ service }) => service));
    for (const { service } of services) expect(answered).toContain(service);
  }
});

test('no secret value leaves the account', () => {
  const text = JSON.stringify(collected.items);
  for (const value of secretValues) expect(text).not.toContain(value);
});

test('the saved folder reads back as the same items', async () => {
  const byPlace = (items: readonly PayloadItem[]) =>
    new Map(items.map(({ file, section, index, value }) => [`${file} ${section} ${index}`, JSON.stringify(value)]));
  const read: PayloadItem[] = [];
  for await (const item of (await readPaths([folder])).items) {
    if (item.say === 'item') read.push(item.item);
    else throw new Error(`rejected: ${JSON.stringify(item)}`);
  }
  const sorted = (items: ReadonlyMap<string, string>) => [...items].sort(([a], [b]) => (a < b ? -1 : 1));
  expect(sorted(byPlace(read))).toEqual(sorted(byPlace(collected.items)));
});

test('the graph of the saved folder is the graph of what was read live, byte for byte', async () => {
  const { observedAt } = await readPaths([folder]);
  const live = await graphOf(readItems(asRead(collected.items), observedAt));
  expect(Buffer.compare(live, await graphOf(aws.read([folder])))).toBe(0);
  expect(live.length).toBeGreaterThan(10_000);
});

test('the saved files are for their owner alone', async () => {
  const names = await readdir(folder, { recursive: true });
  for (const name of names) {
    const { mode } = await stat(join(folder, name));
    expect(`${name} ${(mode & 0o777).toString(8)}`).toBe(`${name} ${name.includes('.') ? '600' : '700'}`);
  }
  expect(names).toContain(join(own, 'collection.json'));
  expect(JSON.parse(await readFile(join(folder, own, 'authorization-details.json'), 'utf8'))).toHaveProperty(
    'UserDetailList',
  );
});

async function* asRead(items: Iterable<PayloadItem>): AsyncGenerator<Read> {
  for (const item of items) yield { say: 'item', item };
}

/** The compiled graph of everything that was said. */
async function graphOf(said: AsyncIterable<Said>): Promise<Uint8Array> {
  const index = new FactIndexBuilder();
  for await (const one of said) {
    expect(one.say).not.toBe('rejection');
    if (one.say === 'record') index.add(one.record);
  }
  return encodeGraph(deriveGraph(buildEstate(index.build())));
}
