import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import { startServer, type RunningServer } from '../../server/start.ts';
import { openStore } from '../../store/open-store.ts';
import { scratchStore, type Scratch } from '../app/demo-store.ts';
import { ask, askWithToken, built } from './client.ts';

const maximumBodyBytes = 100_000;
let scratch: Scratch;
let server: RunningServer;
const ownTemporary = process.env['TMPDIR'];
let temporary: string;

beforeAll(async () => {
  scratch = await scratchStore();
  temporary = join(scratch.folder, 'tmp');
  mkdirSync(temporary);
  process.env['TMPDIR'] = temporary;
  server = await startServer({ store: scratch.store, port: 0, built, maximumBodyBytes });
});

afterAll(async () => {
  if (ownTemporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = ownTemporary;
  await server.close();
  await scratch.remove();
});

function estate(resources: number): string {
  const id = (index: number): string => `r${index}`;
  const nodes = [
    { id: 'ci', kinds: ['Runner', 'AmbitIdentity'], properties: { name: 'ci' } },
    ...Array.from({ length: resources }, (_, index) => ({ id: id(index), kinds: ['Box', 'AmbitResource'] })),
  ];
  const edges = Array.from({ length: resources }, (_, index) => ({
    kind: 'OPENS',
    start: { value: 'ci' },
    end: { value: id(index) },
  }));
  return JSON.stringify({ graph: { nodes, edges } });
}

function post(body: string | Buffer, path = '/api/ingest/opengraph', headers: Readonly<Record<string, string>> = {}) {
  const type = { 'content-type': 'application/json' };
  return askWithToken(server, path, { method: 'POST', body, headers: { ...type, ...headers } });
}

async function snapshot(): Promise<unknown> {
  return ((await askWithToken(server, '/api/status')).json() as { snapshot: unknown }).snapshot;
}

test('an empty store says that it is empty, and takes an ingest', async () => {
  expect(await snapshot()).toBe(null);
  const early = await askWithToken(server, '/api/report');
  expect(early.status).toBe(503);
  expect(early.json()).toMatchObject({ status: 503, detail: expect.stringContaining('empty') });

  const answer = await post(estate(3));
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ source: 'opengraph', nodes: { identity: 1, resource: 3 }, edges: 3 });
  expect(await snapshot()).toMatchObject({ id: (answer.json() as { snapshot: string }).snapshot });
  const { identities } = (await askWithToken(server, '/api/report')).json() as { identities: object[] };
  expect(identities).toMatchObject([{ id: 'ci', certain: { resources: 3, weight: 15 } }]);
});

test('a gzipped body is read as what is in it', async () => {
  const answer = await post(gzipSync(estate(4)));
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ nodes: { resource: 4 } });
});

const bad = [
  { when: 'cut off', body: estate(3).slice(0, -9) },
  { when: 'no JSON', body: 'hello' },
  { when: 'empty', body: '' },
  { when: 'a node without kinds', body: '{"graph":{"nodes":[{"id":"x"}],"edges":[]}}' },
  { when: 'a key twice', body: '{"graph":{"nodes":[{"id":"x","id":"y","kinds":["K"]}],"edges":[]}}' },
  { when: 'a broken gzip', body: gzipSync(estate(3)).subarray(0, 40) },
];

test.each(bad)('rejected, the snapshot stays: $when', async ({ body }) => {
  const before = await snapshot();
  const answer = await post(body);
  expect(answer.status).toBe(422);
  const { rejected } = answer.json() as { rejected: { file: string; reason: string }[] };
  expect(rejected.length).toBeGreaterThan(0);
  for (const { file, reason } of rejected) {
    expect(file).toBe('body.json');
    expect(reason).not.toBe('');
  }
  expect(answer.text).not.toContain(temporary);
  expect(await snapshot()).toEqual(before);
});

test('an AWS file is read as one', async () => {
  const details = { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] };
  const arn = 'arn:aws:iam::111111111111:user/ann';
  const user = { Path: '/', UserName: 'ann', UserId: 'AIDA', Arn: arn, CreateDate: '2026-01-01T00:00:00Z' };
  const answer = await post(JSON.stringify({ ...details, UserDetailList: [user] }), '/api/ingest/aws');
  expect(answer.text).toContain('"scopes":["111111111111"]');
  expect(answer.status).toBe(200);
});

test('no such source', async () => {
  expect((await post('{}', '/api/ingest/azure')).status).toBe(404);
  expect((await post('{}', '/api/ingest/__proto__')).status).toBe(404);
});

test('a body that says that it is too large is not even read', async () => {
  const before = await snapshot();
  const headers = { 'content-length': String(maximumBodyBytes + 1) };
  const status = await new Promise((resolve, reject) => {
    const sent = request(
      {
        port: server.port,
        host: '127.0.0.1',
        path: '/api/ingest/opengraph',
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${server.token}` },
      },
      (got) => {
        got.resume();
        resolve(got.statusCode);
      },
    );
    sent.on('error', reject);
    sent.flushHeaders();
  });
  expect(status).toBe(413);
  expect(await snapshot()).toEqual(before);
});

test('a body without a length is cut off at the limit', async () => {
  const before = await snapshot();
  const headers = { 'transfer-encoding': 'chunked' };
  const answer = await post(Buffer.alloc(maximumBodyBytes + 1, ' '), '/api/ingest/opengraph', headers);
  expect(answer.status).toBe(413);
  expect(await snapshot()).toEqual(before);
});

test('another site cannot make the browser send one', async () => {
  const { headers } = await ask(server, `/?token=${server.token}`);
  const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const body = estate(1);
  const foreign = { cookie, origin: 'https://evil.example', 'content-type': 'text/plain' };
  expect((await ask(server, '/api/ingest/opengraph', { method: 'POST', body, headers: foreign })).status).toBe(403);
  expect((await ask(server, '/api/ingest/opengraph', { method: 'POST', body })).status).toBe(401);
});

test('what another process writes into the store is served next', async () => {
  const store = await openStore(scratch.store);
  const file = join(scratch.folder, 'other.json');
  writeFileSync(file, estate(7));
  const { snapshot: id } = await ingest(store, 'opengraph', sourceById('opengraph').read([file]));
  await store.close();
  expect(await snapshot()).toMatchObject({ id });
  const { nodes } = (await askWithToken(server, '/api/reach?of=ci')).json() as { nodes: object[] };
  expect(nodes).toHaveLength(7);
});

test('two ingests at once both end well, one after the other', async () => {
  const answers = await Promise.all([post(estate(8)), post(estate(9))]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const { id } = (await snapshot()) as { id: string };
  expect(answers.map((answer) => (answer.json() as { snapshot: string }).snapshot)).toContain(id);
});

test('nothing of a body is left behind', () => {
  expect(readdirSync(temporary)).toEqual([]);
});
