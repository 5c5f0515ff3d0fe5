import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Simulation } from '../../queries/compare/simulation.ts';
import { demoStore, type Scratch } from '../app/demo-store.ts';
import { call } from './called.ts';

let scratch: Scratch;
let identities: Readonly<Record<'grant' | 'deny', string>>;

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly crownJewels: readonly string[];
  readonly certain: { readonly resources: number };
}

beforeAll(async () => {
  scratch = await demoStore();
  const report = await call(scratch.store, ['report', '--all', '--format', 'json']);
  const rows = (JSON.parse(report.out) as { identities: Row[] }).identities;
  const roles = rows.filter(({ kind, crownJewels }) => kind === 'aws-role' && crownJewels.length === 0);
  identities = {
    grant: roles.at(-1)?.id ?? '',
    deny: roles.find(({ certain }) => certain.resources > 0)?.id ?? '',
  };
});

afterAll(() => scratch.remove());

async function file(name: string, value: unknown): Promise<string> {
  const path = join(scratch.folder, name);
  await writeFile(path, JSON.stringify(value));
  return path;
}

const change = (word: 'grant' | 'deny') => ({
  changes: [{ [word]: { identity: identities[word], actions: ['*'], resources: ['*'] } }],
});

test.each([
  ['grant', [], 0],
  ['grant', ['--fail-on', 'growth'], 1],
  ['grant', ['--fail-on', 'unknown,crown-jewel'], 1],
  ['grant', ['--fail-on', 'unknown'], 0],
  ['deny', ['--fail-on', 'growth', '--fail-on', 'crown-jewel'], 0],
  ['deny', ['--fail-on', 'anything'], 2],
] as const)('%s with %j ends with %i', async (word, options, code) => {
  const path = await file('changes.json', change(word));
  const ended = await call(scratch.store, ['whatif', path, ...options]);
  expect(ended.code).toBe(code);
  if (code === 2) return;
  const simulation = JSON.parse(ended.out) as Simulation;
  expect(simulation.identities.map(({ id }) => id)).toContain(identities[word]);
  expect(simulation.edges[word === 'grant' ? 'added' : 'removed'].length).toBeGreaterThan(0);
});

test.each([
  ['table', /^\+ arn:aws:iam/m],
  ['markdown', /^### Blast radius/],
  ['html', /^<!doctype html>/],
])('as %s', async (format, begins) => {
  const path = await file('changes.json', change('grant'));
  expect((await call(scratch.store, ['whatif', path, '--format', format])).out).toMatch(begins);
});

test('a plan stands in the place of a file, and what it leaves open fails the gate', async () => {
  const plan = await file('plan.json', {
    format_version: '1.2',
    resource_changes: [
      {
        address: 'aws_iam_role_policy.p',
        type: 'aws_iam_role_policy',
        change: {
          actions: ['create'],
          before: null,
          after: { name: 'p', role: identities.grant },
          after_unknown: { policy: true },
        },
      },
    ],
  });
  const ended = await call(scratch.store, ['whatif', '--terraform', plan, '--fail-on', 'unknown']);
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.out)).toMatchObject({
    identities: [],
    unknown: ['aws_iam_role_policy.p: policy is not known before it is applied: what it allows is not counted'],
  });
});

test.each([
  ['nothing to try', [], 2],
  ['a change of something absent', ['absent.json'], 3],
  ['a plan that is none', ['--terraform', 'absent.json'], 3],
  ['a file that is not there', ['missing.json'], 3],
] as const)('%s: %j ends with %i', async (_, argv, code) => {
  await file('absent.json', { changes: [{ 'remove-node': { id: 'nobody' } }] });
  const paths = argv.map((argument) => (argument.endsWith('.json') ? join(scratch.folder, argument) : argument));
  const ended = await call(scratch.store, ['whatif', ...paths]);
  expect(ended.code).toBe(code);
  expect(ended.out).toMatch(code === 3 ? /^\{"rejected":\[\{"file":/ : /^$/);
});
