import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportRow } from '../../model/answers.ts';
import { scratchStore, type Scratch } from '../app/demo-store.ts';
import { fixture, program, type Program } from './spawned.ts';

const home = '111111111111';
const partner = '222222222222';
const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const user = (account: string, name: string): string => `arn:aws:iam::${account}:user/${name}`;
const bucket = (name: string): string => `arn:aws:s3:::${name}`;
const table = `arn:aws:dynamodb:eu-west-1:${partner}:table/accounts`;
const secret = `arn:aws:secretsmanager:eu-west-1:${home}:secret:partner-key-a1b2c3`;
const job = `arn:aws:lambda:eu-west-1:${home}:function:job`;
const administration = `aws://${home}/administration`;

let scratch: Scratch;
let ambit: Program;
let ingested: Record<string, unknown>;

beforeAll(async () => {
  scratch = await scratchStore();
  ambit = program(scratch.store);
  ingested = await ambit.json('ingest', 'aws', fixture('two-accounts'));
  await ambit.json('ingest', 'opengraph', fixture('opengraph.json'));
});

afterAll(() => scratch.remove());

test('ingest says what it read', () => {
  expect(ingested).toMatchObject({
    snapshot: expect.stringMatching(/^[0-9a-f]{16}$/),
    source: 'aws',
    scopes: [home, partner],
    nodes: { identity: 8, credential: 3, resource: 5 },
    read: { users: 3, roles: 5, inlinePolicies: 8, resources: 5, credentials: 3 },
    gaps: [],
    rejected: [],
  });
  expect(ingested['seconds']).toEqual({
    read: expect.any(Number),
    derive: expect.any(Number),
    write: expect.any(Number),
  });
});

const radius = (counts: Partial<ReportRow['certain']>): ReportRow['certain'] => {
  const { system = 0, data = 0, automation = 0, identity = 0, weight = 0 } = counts;
  return { system, data, automation, identity, resources: system + data + automation, weight };
};

// Everything of the home account, what its user may assume and what its secret opens: counted by hand.
const wholeHome = radius({ data: 4, automation: 1, identity: 7, weight: 100 + 5 + 25 + 5 + 25 });
const nothing = radius({});
const expected: Record<string, Partial<ReportRow>> = {
  [role(home, 'admin')]: {
    rank: 1,
    certain: wholeHome,
    possible: wholeHome,
    crownJewels: [bucket('ledger')],
    administers: [administration],
    findings: ['NHI5'],
  },
  [role(home, 'dev')]: {
    rank: 2,
    certain: wholeHome,
    possible: wholeHome,
    crownJewels: [bucket('ledger')],
    administers: [administration],
  },
  [role(home, 'break-glass')]: {
    rank: 3,
    certain: radius({ data: 1, weight: 100 }),
    possible: radius({ data: 1, weight: 100 }),
    crownJewels: [bucket('ledger')],
    administers: [],
  },
  [role(home, 'reader')]: {
    rank: 4,
    certain: radius({ data: 2, identity: 1, weight: 50 }),
    possible: radius({ data: 2, identity: 1, weight: 50 }),
    crownJewels: [],
  },
  app: {
    rank: 5,
    kind: 'App',
    certain: radius({ system: 1, weight: 5 }),
    possible: radius({ system: 1, data: 1, automation: 1, weight: 110 }),
    crownJewels: ['vault'],
  },
  [user(home, 'ann')]: {
    human: true,
    certain: nothing,
    possible: radius({ data: 1, identity: 1, weight: 100 }),
    crownJewels: [bucket('ledger')],
  },
  [user(partner, 'partner')]: {
    human: false,
    certain: radius({ data: 1, weight: 25 }),
    possible: radius({ data: 1, weight: 25 }),
    findings: ['NHI2', 'NHI7'],
  },
  [user(home, 'bot')]: {
    certain: radius({ data: 1, identity: 1, weight: 5 }),
    possible: radius({ data: 1, identity: 1, weight: 5 }),
    findings: ['NHI7'],
  },
  [role(partner, 'deploy')]: { certain: radius({ data: 1, weight: 5 }), possible: radius({ data: 1, weight: 5 }) },
  bob: { rank: 10, human: true, certain: nothing, possible: nothing, owner: null, findings: [] },
};

test('report --all has every identity with its radius', async () => {
  const report = await ambit.json<{ snapshot: string; identities: ReportRow[]; gaps: unknown[] }>('report', '--all');
  expect(Object.keys(report)).toEqual(['snapshot', 'identities', 'gaps']);
  expect(report.identities.map(({ id }) => id).sort()).toEqual(Object.keys(expected).sort());
  expect(report.identities.map(({ rank }) => rank)).toEqual(Object.keys(expected).map((_, index) => index + 1));
  for (const row of report.identities) expect(row).toMatchObject(expected[row.id] ?? {});
});

test('report --top takes so many', async () => {
  const { identities } = await ambit.json<{ identities: ReportRow[] }>('report', 'blast-radius', '--top', '2');
  expect(identities.map(({ id }) => id)).toEqual([role(home, 'admin'), role(home, 'dev')]);
});

test('reach lists a row a node, nearest first', async () => {
  const { from, nodes } = await ambit.json<{ from: string; nodes: object[] }>('reach', 'reader', '--format', 'json');
  expect(from).toBe(role(home, 'reader'));
  expect(nodes).toMatchObject([
    { id: secret, kind: 'aws-secret', category: 'data', weight: 25, hops: 1, certainty: 'certain' },
    { id: user(partner, 'partner'), kind: 'aws-user', category: 'identity', hops: 3, certainty: 'certain' },
    { id: table, kind: 'aws-dynamodb-table', category: 'data', weight: 25, hops: 4, certainty: 'certain' },
  ]);
});

test('reach tells what holds only under conditions', async () => {
  const { nodes } = await ambit.json<{ nodes: object[] }>('reach', 'app');
  expect(nodes).toMatchObject([
    { id: 'robot', hops: 1, certainty: 'conditional' },
    { id: 'vault', hops: 2, certainty: 'conditional' },
    { id: 'box', hops: 2, certainty: 'certain' },
  ]);
});

test('exposure lists the identities that reach a node', async () => {
  const { to, identities } = await ambit.json<{ to: string; identities: object[] }>('exposure', bucket('ledger'));
  expect(to).toBe(bucket('ledger'));
  expect(identities).toMatchObject([
    { id: role(home, 'admin'), kind: 'aws-role', hops: 1, certainty: 'certain' },
    { id: role(home, 'break-glass'), hops: 1, certainty: 'certain' },
    { id: user(home, 'ann'), kind: 'aws-user', hops: 2, certainty: 'conditional' },
    { id: role(home, 'dev'), hops: 3, certainty: 'certain' },
  ]);
});

interface Paths {
  readonly paths: readonly {
    readonly certainty: string;
    readonly conditions: readonly string[];
    readonly cost: number;
    readonly steps: readonly Record<string, unknown>[];
  }[];
}

test('paths name each hop with rule, evidence, abuse and remediation', async () => {
  const { paths } = await ambit.json<Paths>('paths', '--from', 'bot', '--to', 'orders', '--k', '5');
  expect(paths).toHaveLength(1);
  expect(paths[0]).toMatchObject({ certainty: 'certain', conditions: [] });
  expect(paths[0]?.steps).toMatchObject([
    { from: user(home, 'bot'), to: role(partner, 'deploy'), kind: 'CAN_ASSUME', rule: 'CAN_ASSUME', conditions: [] },
    { from: role(partner, 'deploy'), to: bucket('orders'), kind: 'CAN_READ', rule: 'CAN_READ', conditions: [] },
  ]);
  for (const step of paths[0]?.steps ?? []) {
    expect(step['abuse']).not.toBe('');
    expect(step['remediation']).not.toBe('');
  }
  expect(paths[0]?.steps[0]?.['evidence']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ document: expect.stringContaining('user/bot'), statement: 'Deploy', effect: 'Allow' }),
      expect.objectContaining({
        document: expect.stringContaining('role/deploy'),
        statement: 'Trusted',
        effect: 'Allow',
      }),
    ]),
  );
});

test('a path through MFA is conditional and says so', async () => {
  const { paths } = await ambit.json<Paths>('paths', '--from', 'ann', '--to', 'ledger');
  expect(paths).toHaveLength(1);
  expect(paths[0]?.certainty).toBe('conditional');
  expect(paths[0]?.conditions.join(' ')).toMatch(/MultiFactorAuthPresent/i);
});

test('a function whose code can be changed leads to what it runs as', async () => {
  const { paths } = await ambit.json<Paths>('paths', '--from', 'dev', '--to', administration, '--k', '1');
  expect(paths[0]?.steps).toMatchObject([
    { kind: 'CAN_CHANGE_CODE', to: job },
    { kind: 'RUNS_AS', to: role(home, 'admin') },
    { kind: 'ADMINISTERS', to: administration },
  ]);
});

const pathless = [
  { when: 'there is none', from: 'orders', to: 'bot' },
  { when: 'an edge is not traversable', from: 'bob', to: 'box' },
  { when: 'both ends are one', from: 'bot', to: 'bot' },
];

test.each(pathless)('no path where $when', async ({ from, to }) => {
  expect(await ambit.run('paths', '--from', from, '--to', to)).toMatchObject({ code: 0, out: '{"paths":[]}\n' });
});

test('show tells what is known of a node', async () => {
  const shown = await ambit.json<Record<string, unknown>>('show', 'accounts');
  expect(shown['node']).toMatchObject({ id: table, owner: 'payments', region: 'eu-west-1', weight: 25 });
  expect(shown).toMatchObject({ report: null, outCount: 0, credentials: [] });
  const identity = await ambit.json<Record<string, unknown>>('show', 'partner');
  expect(identity).toMatchObject({
    report: { id: user(partner, 'partner') },
    credentials: [{ name: 'AKIAPARTNERPARTNER01', status: 'Active' }],
  });
});

test('questions by name', async () => {
  const { queries } = await ambit.json<{ queries: { id: string }[] }>('query');
  expect(queries.map(({ id }) => id)).toEqual(expect.arrayContaining(['blast-radius', 'exposure', 'paths', 'reach']));
  const { rows } = await ambit.json<{ rows: object[] }>('query', 'reach', 'of=bot');
  expect(rows).toHaveLength(2);
});
