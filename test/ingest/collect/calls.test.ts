import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { services } from '../../../ingest/collect/services/registry.ts';
import { awsCall, awsCalls, dependentCalls } from '../../../ingest/sources/aws/calls.ts';
import { collectorPolicy, collectorPolicyPage } from '../../../ingest/sources/aws/collector-policy.ts';
import { nodeKindOfType } from '../../../model/node-kinds.ts';

const collector = new URL('../../../ingest/collect/', import.meta.url);

test('every call that the collector makes stands in the table, and the other way round', async () => {
  const names = await readdir(collector, { recursive: true });
  const texts = await Promise.all(
    names.filter((name) => name.endsWith('.ts')).map((name) => readFile(new URL(name, collector), 'utf8')),
  );
  const made = new Set(texts.flatMap((text) => text.match(/(?<=')[a-z0-9]+:[A-Z]\w+(?=')/g) ?? []));
  made.add('sts:GetCallerIdentity'); // the first call, whose failure is no gap
  const listed = awsCalls.map(({ service, operation }) => `${service}:${operation}`);
  expect([...made].sort()).toEqual([...listed].sort());
});

test('the registry of services is the folder of services', async () => {
  const files = await readdir(new URL('services/', collector));
  const names = files
    .filter((name) => name !== 'registry.ts' && name !== 'service.ts')
    .map((name) => name.slice(0, -3));
  expect(services.map(({ service }) => service).sort()).toEqual(names.sort());
});

test.each(awsCalls)('$service:$operation is whole', (call) => {
  expect(call.yields).not.toEqual([]);
  if (call.of !== undefined) expect(awsCall(`${call.service}:${call.of}`)).toBeDefined();
  for (const action of call.actions) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
  if (call.yields.includes('resource')) expect(nodeKindOfType(call.resourceType ?? '').kind).not.toBe('aws-resource');
});

test('what depends on a call is found through what depends on it', () => {
  const call = awsCall('ecs:ListClusters');
  expect(call && dependentCalls(call).map(({ operation }) => operation)).toEqual([
    'DescribeClusters',
    'ListServices',
    'DescribeServices',
  ]);
});

test('the policy reads only, reads no secret and fits a managed policy', () => {
  const text = JSON.stringify(collectorPolicy());
  expect(text.length).toBeLessThan(6144);
  const actions = text.match(/"[a-z0-9-]+:\w+"/g) ?? [];
  for (const action of actions) {
    expect(action).toMatch(/:(Get|List|Describe|BatchGet|Generate(Credential|ServiceLast))\w+"$|"sts:AssumeRole"/);
    expect(action).not.toMatch(/GetSecretValue|GetParameter|GetObject|kms:Decrypt/);
  }
  expect(new Set(actions).size).toBe(new Set(awsCalls.flatMap((call) => call.actions)).size);
});

test('docs/collector-policy.md is what the table says', async () => {
  const page = await readFile(new URL('../../../docs/collector-policy.md', import.meta.url), 'utf8');
  expect(page).toBe(collectorPolicyPage());
});
