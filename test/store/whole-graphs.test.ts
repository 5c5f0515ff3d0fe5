import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { readDemo } from '../../app/collect.ts';
import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import { Workspace } from '../../app/workspace.ts';
import { openGraphLines } from '../../bench/write-estate.ts';
import { generateEstate } from '../../bench/generate-estate.ts';
import type { Said } from '../../ingest/source.ts';
import { openEmbeddedStore } from '../../store/embedded.ts';
import { openNeo4jStore } from '../../store/neo4j.ts';
import type { Store } from '../../store/store.ts';
import { neo4jServer, newEstate, optionsFor, type Neo4jServer } from '../helpers/neo4j.ts';
import { allRecords } from './notation.ts';

const folder = mkdtempSync(join(tmpdir(), 'ambit-whole-'));
let server: Neo4jServer;
beforeAll(() => {
  server = neo4jServer();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Names that would end a string, begin a statement, or pass for something of ours. */
const hostile = [
  "'}) DETACH DELETE n //",
  '`]->() MATCH (n) DETACH DELETE n //',
  '"; DROP CONSTRAINT ambitnode_graph_index; //',
  '$graph',
  "\\' OR 1=1",
  'AmbitStore',
  'Identity',
  'AwsRole',
  'LEADS_TO',
  '__proto__',
  '🔑 `a``b`',
  '-- /* x */',
];

function openGraphFile(name: string, text: string): () => AsyncIterable<Said> {
  const path = join(folder, name);
  writeFileSync(path, text);
  return () => sourceById('opengraph').read([path]);
}

function hostileFile(): () => AsyncIterable<Said> {
  const nodes = hostile.map((word, at) => ({
    id: word,
    kinds: [word],
    properties: { name: word, category: at % 2 === 0 ? 'identity' : 'data' },
  }));
  const edges = hostile.map((word, at) => ({
    kind: word,
    start: { value: word },
    end: { value: hostile[(at + 1) % hostile.length] },
    properties: at % 3 === 0 ? { certainty: 'conditional', conditions: [word] } : {},
  }));
  return openGraphFile('hostile.json', JSON.stringify({ graph: { nodes, edges } }));
}

const seeded = (seed: number): (() => AsyncIterable<Said>) =>
  openGraphFile(
    `seed-${seed}.json`,
    [...openGraphLines(generateEstate({ nodeCount: 400, edgeCount: 1000, seed }))].join(''),
  );

const estates = [
  { estate: 'the demo', source: 'aws', read: () => readDemo() },
  { estate: 'names that are Cypher', source: 'opengraph', read: () => hostileFile()() },
  { estate: 'seed 1', source: 'opengraph', read: () => seeded(1)() },
  { estate: 'seed 2', source: 'opengraph', read: () => seeded(2)() },
];

/** Everything that a store tells of its current snapshot. */
async function everything(store: Store) {
  const snapshot = (await store.snapshot())!;
  const report = await (await new Workspace(store).need()).report();
  const { id, generation, partitions, gaps } = snapshot.info;
  return {
    // A gap stands since the moment it was met, so two stores that met one have snapshots of two names.
    info: {
      id: gaps.length === 0 ? id : '',
      generation,
      partitions: partitions.map(({ observedAt: _observedAt, ...rest }) => rest),
      gaps: gaps.map(({ since: _since, ...gap }) => gap),
    },
    records: (await allRecords(snapshot)).map(({ origin: { observedAt: _observedAt, ...origin }, ...rest }) => ({
      ...rest,
      origin,
    })),
    graph: Buffer.from((await snapshot.graph())!).toString('base64'),
    report,
  };
}

test.each(estates)('$estate is the same whole graph in both stores', { timeout: 180_000 }, async (estate) => {
  const embedded = await openEmbeddedStore(join(folder, estate.estate));
  await ingest(embedded, estate.source, estate.read());
  const url = newEstate(server);
  const writing = await openNeo4jStore(url, optionsFor(server));
  await ingest(writing, estate.source, estate.read());
  await writing.close();

  // Opened with an empty cache: what it tells comes out of nodes and relationships.
  const neo4j = await openNeo4jStore(url, { ...optionsFor(server), readOnly: true });
  const told = await everything(neo4j);
  const expected = await everything(embedded);
  expect(told.graph === expected.graph).toBe(true);
  expect({ ...told, graph: '' }).toEqual({ ...expected, graph: '' });
  await neo4j.close();
  await embedded.close();
});

test(
  'words of sources become labels and types where they can, and are values everywhere else',
  { timeout: 120_000 },
  async () => {
    const store = await openNeo4jStore(newEstate(server), optionsFor(server));
    await ingest(store, 'opengraph', hostileFile()());
    const { graphNumber: graph } = (await store.snapshot())!;
    const limits = { timeoutMs: 20_000, maxRows: 100 };
    const nodes = await store.cypher!.ask(
      'MATCH (n:AmbitNode {graph: $graph}) RETURN n.id, n.name, n.kind, labels(n)',
      { graph },
      limits,
    );
    expect(nodes.rows.map(([id, name, kind]) => [id, name, kind].join('\n')).toSorted()).toEqual(
      hostile.map((word) => [word, word, word].join('\n')).toSorted(),
    );
    const ours = /^(AmbitNode|Identity|Machine|Resource|Data|[A-Za-z]\w*)$/;
    for (const label of nodes.rows.flatMap(([, , , labels]) => labels as string[])) expect(label).toMatch(ours);
    const pretenders = nodes.rows.filter(([id]) => ['AmbitStore', 'Identity', 'AwsRole'].includes(String(id)));
    const own = pretenders.flatMap(([, , , labels]) => labels as string[]);
    expect(own.filter((label) => label === 'AmbitStore' || label === 'AwsRole')).toEqual([]);

    const edges = await store.cypher!.ask(
      'MATCH (n:AmbitNode {graph: $graph})-[r]->() RETURN r.kind, type(r), r.conditions',
      { graph },
      limits,
    );
    expect(edges.rows.map(([kind]) => String(kind)).toSorted()).toEqual(hostile.toSorted());
    for (const [kind, type] of edges.rows) expect([kind, type]).toEqual([kind, expect.stringMatching(/^[A-Za-z]\w*$/)]);
    expect(edges.rows.find(([kind]) => kind === 'LEADS_TO')?.[1]).toBe('RELATED_TO');
    await store.close();
  },
);
