import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scratchStore, type Scratch } from '../app/demo-store.ts';
import { neo4jServer, newEstate, speakAs, type Neo4jServer } from '../helpers/neo4j.ts';
import { call } from './called.ts';

let scratch: Scratch;
let server: Neo4jServer;
let speakNoMore: () => void;

beforeAll(async () => {
  scratch = await scratchStore();
  server = neo4jServer();
  speakNoMore = speakAs(server, join(scratch.folder, 'cache'));
});

afterAll(async () => {
  speakNoMore();
  await scratch.remove();
});

/** An estate of so many resources. */
function estateFile(resources: number): string {
  const nodes = Array.from({ length: resources }, (_, index) => ({ id: `r${index}`, kinds: ['AmbitResource'] }));
  const file = join(scratch.folder, `${resources}.json`);
  writeFileSync(file, JSON.stringify({ graph: { nodes, edges: [] } }));
  return file;
}

interface Pruned {
  readonly removed: number;
  readonly kept: readonly { readonly id: string; readonly createdAt: string }[];
}

async function pruned(store: string, ...more: readonly string[]): Promise<Pruned> {
  const { code, out } = await call(store, ['prune', '--format', 'json', ...more]);
  expect(code).toBe(0);
  return JSON.parse(out) as Pruned;
}

const kinds = [
  { kind: 'embedded', newStore: () => scratch.store },
  { kind: 'neo4j', newStore: () => newEstate(server) },
];

test.each(kinds)('prune keeps the newest snapshots of the $kind store', { timeout: 120_000 }, async ({ newStore }) => {
  const store = newStore();
  const ids: string[] = [];
  for (const resources of [1, 2, 3]) {
    const { out } = await call(store, ['ingest', 'opengraph', estateFile(resources), '--format', 'json']);
    ids.unshift((JSON.parse(out) as { snapshot: string }).snapshot);
  }
  expect((await pruned(store, '--keep', '5')).removed).toBe(0);
  const { removed, kept } = await pruned(store, '--keep', '2');
  expect([removed, kept.map(({ id }) => id)]).toEqual([1, ids.slice(0, 2)]);
  const { code, out } = await call(store, ['prune', '--keep', '1', '--format', 'table']);
  expect([code, out]).toEqual([0, `removed 1 snapshot, kept 1 snapshot\n  ${ids[0]}  ${kept[0]?.createdAt}\n`]);
  expect((await call(store, ['report', '--format', 'json'])).code).toBe(0);
});

test('prune makes no store where there is none', async () => {
  const absent = join(scratch.folder, 'absent');
  for (const attempt of [1, 2]) {
    const { code, told } = await call(absent, ['prune', '--keep', '1']);
    expect([attempt, code, told]).toEqual([attempt, 4, expect.stringContaining('there is no store')]);
  }
});

const misused = [
  { line: 'prune', tells: /--keep is missing/ },
  { line: 'prune --keep 0', tells: /--keep 0/ },
  { line: 'prune --keep -1', tells: /--keep/ },
  { line: 'prune --keep all', tells: /--keep all/ },
  { line: 'prune 3', tells: /3 is not taken/ },
];

test.each(misused)('wrong usage: $line', async ({ line, tells }) => {
  const { code, told } = await call(scratch.store, line.split(' '));
  expect(code).toBe(2);
  expect(told).toMatch(tells);
});
