import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import { Workspace } from '../../app/workspace.ts';
import { generateEstate } from '../../bench/generate-estate.ts';
import { writeEstate } from '../../bench/write-estate.ts';
import { hops, UNREACHED } from '../../engine/hops.ts';
import { UnavailableError } from '../../model/errors.ts';
import type { RadiusWithHops } from '../../queries/radii.ts';
import { startServer } from '../../server/start.ts';
import { openStore } from '../../store/open-store.ts';
import { scratchStore, type Scratch } from '../app/demo-store.ts';
import { askWithToken } from './client.ts';

const identityCount = 40_000;
let scratch: Scratch;

beforeAll(async () => {
  scratch = await scratchStore();
  const file = join(scratch.folder, 'estate.json');
  await writeEstate(generateEstate({ nodeCount: 100_000, edgeCount: 260_000, seed: 1 }), file);
  const store = await openStore(scratch.store);
  await ingest(store, 'opengraph', sourceById('opengraph').read([file]));
  await store.close();
}, 120_000);

afterAll(() => scratch.remove());

test('other questions are answered while the report is computed, which is computed once', async () => {
  const server = await startServer({ store: scratch.store, port: 0 });
  try {
    await askWithToken(server, '/api/status'); // opens the graph
    const ended: string[] = [];
    const get = async (path: string) => {
      const answer = await askWithToken(server, path);
      ended.push(path);
      return answer;
    };
    const [one, other] = [get('/api/report?limit=5'), get('/api/report?limit=5')];
    const status = await get('/api/status');
    expect(status.status).toBe(200);
    expect(ended).toEqual(['/api/status']);
    expect((await one).json()).toEqual((await other).json());
    expect((await one).json()).toMatchObject({ total: identityCount, identities: { length: 5 } });
  } finally {
    await server.close();
  }
}, 60_000);

test('a server that stops does not wait for the report', async () => {
  const server = await startServer({ store: scratch.store, port: 0 });
  await askWithToken(server, '/api/status');
  const cut = askWithToken(server, '/api/report?hops=true').then(
    () => 'answered',
    () => 'cut',
  );
  await askWithToken(server, '/api/status');
  await server.close();
  expect(await cut).toBe('cut');
}, 60_000);

async function withWorkspace(work: (workspace: Workspace) => Promise<void>): Promise<void> {
  const workspace = new Workspace(await openStore(scratch.store, { readOnly: true }));
  try {
    await work(workspace);
  } finally {
    await workspace.close();
  }
}

test('all who ask share one snapshot, one computation and its progress', async () => {
  await withWorkspace(async (workspace) => {
    const [open, same] = await Promise.all([workspace.need(), workspace.need()]);
    expect(same).toBe(open);
    const shares: number[] = [];
    const heard: number[] = [];
    const [rows, equal] = await Promise.all([
      open.report({ onProgress: (share) => shares.push(share) }),
      open.report({ onProgress: (share) => heard.push(share) }),
    ]);
    expect(equal).toBe(rows);
    expect(shares.at(-1)).toBe(1);
    expect(heard).toEqual(shares);
    expect(await open.report()).toBe(rows);
  });
}, 60_000);

test('whoever waits when it is closed is told so', async () => {
  const workspace = new Workspace(await openStore(scratch.store, { readOnly: true }));
  const open = await workspace.need();
  const [answer] = await Promise.allSettled([open.report(), workspace.close()]);
  expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(UnavailableError) as unknown });
}, 60_000);

test('the same rows with the most hops, where they are wanted', async () => {
  const small = await scratchStore();
  const file = join(small.folder, 'estate.json');
  await writeEstate(generateEstate({ nodeCount: 1000, edgeCount: 2500, seed: 2 }), file);
  const store = await openStore(small.store);
  await ingest(store, 'opengraph', sourceById('opengraph').read([file]));
  const workspace = new Workspace(store);
  const open = await workspace.need();
  const { graph } = open;
  const far = await open.report({ hops: true });
  const counted = graph.nodesWhere((node) => !['passage', 'credential'].includes(graph.category(node)));
  const most = (depth: Uint32Array): number =>
    counted.reduce((found, node) => (depth[node] === UNREACHED ? found : Math.max(found, depth[node])), 0);
  for (const { id, certain, possible } of far) {
    const start = [graph.indexOf(id) ?? -1];
    expect((possible as RadiusWithHops).hops).toBe(most(hops(graph.data.csr, start, graph.data.edgeHop)));
    expect((certain as RadiusWithHops).hops).toBe(most(hops(graph.certain, start, graph.certainHop)));
  }
  const without = far.map((row) => ({
    ...row,
    certain: { ...row.certain, hops: undefined },
    possible: { ...row.possible, hops: undefined },
  }));
  expect(without).toEqual(await open.report());
  await workspace.close();
  await small.remove();
}, 60_000);
