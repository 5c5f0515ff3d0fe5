import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportRow, RingMap } from '../../model/answers.ts';
import { routes } from '../../server/app.ts';
import { startServer, type RunningServer } from '../../server/start.ts';
import { demoStore, type Scratch } from '../app/demo-store.ts';
import { askWithToken, built } from './client.ts';

let scratch: Scratch;
let server: RunningServer;
let rows: readonly ReportRow[];
let map: RingMap;

beforeAll(async () => {
  scratch = await demoStore();
  server = await startServer({ store: scratch.store, port: 0, built });
  rows = (await get<{ identities: ReportRow[] }>('/api/report?limit=10000')).identities;
  map = await get<RingMap>(query('/api/map', { of: rows[0]?.id ?? '' }));
  await keepScenario('nothing', []);
  await keepScenario('narrow', [{ deny: { identity: rows[0]?.id ?? '', actions: ['*'], resources: ['*'] } }]);
});

afterAll(async () => {
  await server.close();
  await scratch.remove();
});

async function get<T>(path: string): Promise<T> {
  const answer = await askWithToken(server, path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.json() as T;
}

async function keepScenario(name: string, changes: readonly unknown[]): Promise<void> {
  const body = JSON.stringify({ changes });
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await askWithToken(server, query('/api/what-if', { name }), {
    method: 'POST',
    body,
    headers,
  });
  if (status !== 200) throw new Error(`${name}: ${status} ${text}`);
}

function query(path: string, params: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(params).toString()}`;
}

/** Calls of each route that answers JSON, over different kinds of nodes. */
function calls(path: string): readonly string[] {
  const some = [rows[0], rows.at(-1), ...rows.filter(({ kind }) => kind !== 'aws-role').slice(0, 5)];
  const ids = [...new Set(some.map((row) => row?.id ?? ''))];
  const jewel = rows[0]?.crownJewels[0] ?? '';
  const sectors = map.sectors.slice(0, 3).map(({ id }) => id);
  const known: Record<string, readonly string[]> = {
    '/api/cypher': ['/api/cypher'],
    '/api/export/:format': ['/api/export/opengraph'],
    '/api/exposure': [jewel, ...ids].map((to) => query('/api/exposure', { to })),
    '/api/gaps': ['/api/gaps'],
    '/api/kinds': ['/api/kinds'],
    '/api/map': ids.map((of) => query('/api/map', { of })),
    '/api/map/members': sectors.map((sector) => query('/api/map/members', { of: map.from.id, sector })),
    '/api/node': [jewel, rows[0]?.administers[0] ?? '', ...ids].map((id) => query('/api/node', { id })),
    '/api/paths': ids.map((from) => query('/api/paths', { from, to: jewel, k: '5' })),
    '/api/reach': ids.map((of) => query('/api/reach', { of })),
    '/api/report': ['/api/report', '/api/report?human=true&sort=name&limit=3&offset=1', '/api/report?search=zzzz'],
    '/api/search': ['/api/search?q=a', '/api/search?q=arn&limit=3'],
    '/api/status': ['/api/status'],
    '/api/what-if': ['/api/what-if'],
    '/api/what-if/compare': [query('/api/what-if/compare', { names: 'narrow,nothing' })],
  };
  return known[path] ?? [];
}

const readers = routes.filter(({ method }) => method === 'get').map(({ path, answer }) => ({ path, answer }));

test.each(readers)('$path answers in the shape that it declares, and nothing beyond it', async ({ path, answer }) => {
  const asked = calls(path);
  expect(asked.length).toBeGreaterThan(0);
  for (const call of asked) {
    const given = await get(call);
    // A schema drops what it does not know: what comes out equal was declared in full.
    expect(answer.parse(given)).toEqual(given);
  }
});

test('the report has every identity once, ranked, with the counts of its map', async () => {
  expect(rows.map(({ rank }) => rank)).toEqual(rows.map((_, index) => index + 1));
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(map.certain).toEqual(rows[0]?.certain);
  expect(map.possible).toEqual(rows[0]?.possible);
});

test('every row of the report counts what reach lists', async () => {
  for (const row of rows.filter((_, index) => index % 20 === 0)) {
    const { nodes } = await get<{ nodes: { category: string; certainty: string; weight: number }[] }>(
      query('/api/reach', { of: row.id }),
    );
    const resources = nodes.filter(({ category }) => category !== 'identity');
    const certain = nodes.filter(({ certainty }) => certainty === 'certain');
    expect(row.possible.resources).toBe(resources.length);
    expect(row.possible.identity).toBe(nodes.length - resources.length);
    expect(row.possible.weight).toBe(resources.reduce((sum, { weight }) => sum + weight, 0));
    expect(row.certain.resources).toBe(certain.filter(({ category }) => category !== 'identity').length);
  }
});

test('pages of the report are parts of the whole', async () => {
  const page = await get<{ total: number; identities: ReportRow[] }>('/api/report?offset=5&limit=7');
  expect(page.total).toBe(rows.length);
  expect(page.identities).toEqual(rows.slice(5, 12));
});

test('sectors of the map are paged whole', async () => {
  const sector = map.sectors.toSorted((a, b) => b.count - a.count)[0];
  const page = await get<{ total: number; members: unknown[] }>(
    query('/api/map/members', { of: map.from.id, sector: sector?.id ?? '', limit: '3' }),
  );
  expect(page.total).toBe(sector?.count);
  expect(page.members).toHaveLength(3);
});

const refused = [
  { path: '/api/report?limit=x', status: 400, says: 'limit' },
  { path: '/api/report?limit=0', status: 400, says: 'limit' },
  { path: '/api/report?limit=1.5', status: 400, says: 'limit' },
  { path: '/api/report?limit=1&limit=2', status: 400, says: 'limit' },
  { path: '/api/report?sort=__proto__', status: 400, says: 'sort' },
  { path: '/api/report?human=maybe&offset=-1', status: 400, says: 'offset' },
  { path: '/api/paths?from=a', status: 400, says: 'to' },
  { path: '/api/paths?from=a&to=b&k=101', status: 400, says: 'k' },
  { path: '/api/node', status: 400, says: 'id' },
  { path: '/api/node?id=', status: 400, says: 'id' },
  { path: `/api/node?id=${'n'.repeat(5000)}`, status: 400, says: 'id' },
  { path: '/api/node?id[]=x', status: 400, says: 'id' },
  { path: '/api/node?id=__proto__', status: 404, says: '__proto__' },
  { path: '/api/node?id=%00read', status: 404, says: 'there is no node' },
  { path: '/api/exposure?to=no-such-node', status: 404, says: 'no-such-node' },
  { path: '/api/map?of=no-such-node', status: 404, says: 'no-such-node' },
  { path: '/api/export/docx', status: 404, says: 'opengraph' },
  { path: '/api/export/%E0%A4%A', status: 400, says: '' },
];

test.each(refused)('$path is refused with $status', async ({ path, status, says }) => {
  const answer = await askWithToken(server, path);
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.json()).toMatchObject({ type: 'about:blank', status });
  expect((answer.json() as { detail?: string }).detail ?? '').toContain(says);
  expect(answer.text).not.toMatch(/\.(ts|js):\d/);
});

test('an ambiguous name is refused with its candidates', async () => {
  const names = rows.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index) ?? '';
  const wanted = rows.filter(({ name }) => name === twice).map(({ id }) => id);
  const answer = await askWithToken(server, query('/api/reach', { of: twice }));
  expect(answer.status).toBe(400);
  expect((answer.json() as { candidates: string[] }).candidates).toEqual(expect.arrayContaining(wanted));
});

test('what is not there is not there, whatever the method', async () => {
  expect((await askWithToken(server, '/api/nothing')).status).toBe(404);
  expect((await askWithToken(server, '/api/status', { method: 'DELETE' })).status).toBe(404);
  expect((await askWithToken(server, '/nothing')).status).toBe(404);
});
