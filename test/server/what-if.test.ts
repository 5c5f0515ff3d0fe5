import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../../server/start.ts';
import { demoStore, type Scratch } from '../app/demo-store.ts';
import { askWithToken, built } from './client.ts';

let scratch: Scratch;
let server: RunningServer;
let first: { readonly id: string; readonly possible: { readonly weight: number } };

beforeAll(async () => {
  scratch = await demoStore();
  server = await startServer({ store: scratch.store, port: 0, built });
  const report = await askWithToken(server, '/api/report?limit=1');
  [first] = (report.json() as { identities: (typeof first)[] }).identities;
});

afterAll(async () => {
  await server.close();
  await scratch.remove();
});

function post(changes: unknown, query = '') {
  const headers = { 'content-type': 'application/json' };
  return askWithToken(server, `/api/what-if${query}`, { method: 'POST', headers, body: JSON.stringify({ changes }) });
}

const deny = () => [{ deny: { identity: first.id, actions: ['*'], resources: ['*'] } }];

test('changes are tried, kept by name and compared side by side', async () => {
  const answer = await post(deny(), '?name=tight');
  expect(answer.status).toBe(200);
  const { identities, before, after } = answer.json() as {
    identities: { id: string }[];
    before: { weight: number };
    after: { weight: number };
  };
  expect(identities.map(({ id }) => id)).toContain(first.id);
  expect(after.weight).toBeLessThan(before.weight);
  await post([], '?name=none');
  const kept = (await askWithToken(server, '/api/what-if')).json();
  expect(kept).toMatchObject({
    scenarios: [
      { name: 'tight', after, changes: 1 },
      { name: 'none', after: before, identities: 0 },
    ],
  });
  const compared = (await askWithToken(server, '/api/what-if/compare?names=none,tight&limit=1')).json();
  expect(compared).toMatchObject({
    before,
    scenarios: [
      { name: 'none', after: before },
      { name: 'tight', after },
    ],
    total: identities.length,
    identities: [{ after: [{ possible: {} }, { possible: {} }] }],
  });
});

test.each([
  ['something absent', [{ 'remove-node': { id: 'nobody' } }], 422],
  ['no change', [{ 'do-something': {} }], 422],
])('%s is refused with what was wrong', async (_, changes, status) => {
  const answer = await post(changes, '?name=refused');
  expect(answer.status).toBe(status);
  expect(answer.json()).toMatchObject({ rejected: [{ file: 'body' }] });
  const kept = (await askWithToken(server, '/api/what-if')).text;
  expect(kept).not.toContain('refused');
});

test('a scenario that is not there is not compared', async () => {
  expect((await askWithToken(server, '/api/what-if/compare?names=tight,gone')).status).toBe(404);
});
