import { beforeAll, expect, test } from 'vitest';

import { UnavailableError, UsageError } from '../../model/errors.ts';
import { parseAddress } from '../../store/neo4j/address.ts';
import { Connection } from '../../store/neo4j/connection.ts';
import { openNeo4jStore } from '../../store/neo4j.ts';
import type { Store } from '../../store/store.ts';
import { neo4jServer, newEstate, optionsFor, type Neo4jServer } from '../helpers/neo4j.ts';
import { ingest, say, tells } from './notation.ts';
import { anyBytes, storeKinds } from './stores.ts';

let server: Neo4jServer;
beforeAll(() => {
  server = neo4jServer();
});

function open(url: string): Promise<Store> {
  return openNeo4jStore(url, { ...optionsFor(server), codec: anyBytes });
}

function connect(url: string, { user, password } = server): Connection {
  return new Connection(parseAddress(url), { user, password });
}

const limits = { timeoutMs: 20_000, maxRows: 10 };

/** How many nodes of each bookkeeping label the estate has, and of its graphs. */
async function countsOf(url: string): Promise<unknown> {
  const connection = connect(url);
  const { estate } = connection.address;
  const counts = await connection.read('counting', async (run) => {
    const { records } = await run(
      `MATCH (g:AmbitGraph {estate: $estate})
       RETURN count(g) AS graphs, sum(COUNT { MATCH (:AmbitNode {graph: g.number}) }) AS nodes,
              sum(COUNT { MATCH (:AmbitPage {graph: g.number}) }) AS pages,
              COUNT { MATCH (:AmbitSnapshot {estate: $estate}) } AS snapshots`,
      { estate },
    );
    return records[0]?.toObject();
  });
  await connection.close();
  return counts;
}

test.each(storeKinds())(
  'the $kind store keeps the newest snapshots and what they share',
  { timeout: 120_000 },
  async ({ open }) => {
    const store = await open('pruned');
    await ingest(store, '!A A/p/x=1 A/q/z=1');
    const two = await ingest(store, '!A A/p/x=2 A/q/z=1');
    const three = await ingest(store, '!A A/p/x=3 A/q/z=1');
    expect(await store.prune(2)).toBe(1);
    expect((await store.snapshots()).map(({ id }) => id)).toEqual([three.id, two.id]);
    expect(await tells(store, two.id)).toBe('A/p/x=2 A/q/z=1');
    expect(await store.prune(1)).toBe(1);
    expect(await store.prune(1)).toBe(0);
    expect(await tells(store)).toBe('A/p/x=3 A/q/z=1');
    await ingest(store, '!A A/p/x=4 A/q/z=1');
    expect(await tells(store)).toBe('A/p/x=4 A/q/z=1');
    await expect(store.prune(0)).rejects.toThrow(RangeError);
    await store.close();
  },
);

test('what pruned snapshots, discarded drafts and unchanged ingests wrote is gone', { timeout: 120_000 }, async () => {
  const url = newEstate(server);
  const store = await open(url);
  await ingest(store, '!A A/p/x=1');
  await ingest(store, '!A A/p/x=2');
  await ingest(store, '!A A/p/x=2');
  const draft = await store.begin();
  await say(draft, '!A A/p/x=3', '2026-01-01T00:00:00Z');
  await draft.seal();
  await draft.discard();
  expect(await countsOf(url)).toEqual({ graphs: 2, nodes: 4, pages: 2, snapshots: 2 });
  await store.prune(1);
  expect(await countsOf(url)).toEqual({ graphs: 1, nodes: 2, pages: 1, snapshots: 1 });
  await store.close();
});

const tamperings = [
  { when: 'a node’s property is changed', by: 'MATCH (n:AmbitNode {graph: $graph, index: 1}) SET n.name = "other"' },
  { when: 'a node is gone', by: 'MATCH (n:AmbitNode {graph: $graph, index: 1}) DETACH DELETE n' },
  { when: 'a relationship is gone', by: 'MATCH (:AmbitNode {graph: $graph})-[r]->() DELETE r' },
  { when: 'a category is none', by: 'MATCH (n:AmbitNode {graph: $graph, index: 0}) SET n.category = "x"' },
  { when: 'a page of records is gone', by: 'MATCH (n:AmbitPage {graph: $graph}) DETACH DELETE n' },
  { when: 'a page is of other bytes', by: 'MATCH (n:AmbitPage {graph: $graph}) SET n.bytes = null' },
  {
    when: 'the snapshot is changed',
    by: 'MATCH (n:AmbitSnapshot {graph: $graph}) SET n.document = replace(n.document, "A", "B")',
  },
];

test.each(tamperings)('a store is refused when $when', { timeout: 60_000 }, async ({ by }) => {
  const url = newEstate(server);
  const store = await open(url);
  await ingest(store, '!A A/p/x=1 A/q/y=1');
  const { graphNumber } = (await store.snapshot())!;
  await store.close();
  const connection = connect(url);
  await connection.write('tampering', (run) => run(by, { graph: graphNumber }));
  await connection.close();

  const again = await open(url);
  const everything = async (): Promise<void> => {
    await tells(again);
    await (await again.snapshot())!.graph();
  };
  await expect(everything()).rejects.toThrow(/not what was written/);
  await expect(everything()).rejects.toMatchObject({ exitCode: 4 });
  await again.close();
});

test('questions read, and the mode refuses every write', { timeout: 60_000 }, async () => {
  const store = await open(newEstate(server));
  await ingest(store, '!A A/p/x=1');
  const { ask } = store.cypher!;
  expect(await ask('RETURN 7 / $two AS n, "a" AS t', { two: 2 }, limits)).toEqual({
    columns: ['n', 't'],
    rows: [[3, 'a']],
    isCut: false,
  });
  expect(await ask('UNWIND range(1, 50) AS n RETURN n', {}, limits)).toMatchObject({
    isCut: true,
    rows: { length: 10 },
  });
  for (const write of ['CREATE (n:X)', 'MATCH (n) DETACH DELETE n', 'CREATE INDEX FOR (n:X) ON (n.y)']) {
    await expect(ask(write, {}, limits)).rejects.toThrow(UsageError);
  }
  await expect(ask('MATCH (n RETURN n', {}, limits)).rejects.toThrow(UsageError);
  for (const url of ['file:///etc/passwd', 'http://127.0.0.1:1/x']) {
    await expect(ask('LOAD CSV FROM $url AS line RETURN line', { url }, limits)).rejects.toThrow(UsageError);
  }
  const endless = ask('UNWIND range(1, 1000000000) AS n RETURN sum(n)', {}, { ...limits, timeoutMs: 500 });
  await expect(endless).rejects.toBeInstanceOf(UnavailableError);
  expect(await tells(store)).toBe('A/p/x=1');
  await store.close();
});
