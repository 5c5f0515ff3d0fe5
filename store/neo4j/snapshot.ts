import { createHash } from 'node:crypto';

import type { GraphCodec } from '../../model/graph-rows.ts';
import { recordNames } from '../../model/record-key.ts';
import type { AmbitRecord } from '../../model/records.ts';
import type { Snapshot, SnapshotInfo } from '../store.ts';
import { bodyStart, nameHash } from '../embedded/record-codec.ts';
import { whole, type Connection, type Run } from './connection.ts';
import type { StoredGraph, StoredPartition } from './document.ts';
import { damaged } from './errors.ts';
import type { GraphCache } from './graph-cache.ts';
import { readGraph } from './graph-reader.ts';
import { mentionsIn } from './name-index.ts';
import { pageTexts } from './pages.ts';
import { partitionTexts, readPages, recordOf } from './read-pages.ts';

/** What snapshots are read with. */
export interface Reading {
  readonly connection: Connection;
  readonly codec: GraphCodec;
  readonly cache: GraphCache;
}

/** What a snapshot reads; none of it is ever written again. */
export interface SnapshotParts {
  readonly info: SnapshotInfo;
  readonly partitions: readonly StoredPartition[];
  readonly graph: StoredGraph | undefined;
}

/** A view of what never changes, so that it answers the same whatever is published meanwhile. */
export function readSnapshot(reading: Reading, { info, partitions, graph }: SnapshotParts): Snapshot {
  const { connection } = reading;
  return {
    info,
    ...(graph === undefined ? {} : { graphNumber: graph.number }),
    records: () => readRecords(connection, partitions),
    recordsAbout: (id) => readAbout(connection, partitions, id),
    graph: () => (graph === undefined ? Promise.resolve(undefined) : cachedGraph(reading, graph)),
  };
}

async function cachedGraph({ connection, codec, cache }: Reading, stored: StoredGraph): Promise<Uint8Array> {
  const known = await cache.get(stored.sha256);
  if (known !== undefined) return known;
  const bytes = await readGraph(connection, codec, stored);
  await cache.put(stored.sha256, bytes);
  return bytes;
}

async function* readRecords(
  connection: Connection,
  partitions: readonly StoredPartition[],
): AsyncGenerator<readonly AmbitRecord[]> {
  let hash = createHash('sha256');
  for await (const { partition, texts, isLast } of partitionTexts(connection, partitions)) {
    for (const text of texts) hash.update(text.subarray(bodyStart(text) - 1));
    yield texts.map((text) => recordOf(text, partition));
    if (!isLast) continue;
    if (hash.digest('hex') !== partition.hash) throw damaged(`${partition.part} of ${partition.scope}`);
    hash = createHash('sha256');
  }
}

async function readAbout(
  connection: Connection,
  partitions: readonly StoredPartition[],
  id: string,
): Promise<readonly AmbitRecord[]> {
  const about: AmbitRecord[] = [];
  for (const graph of new Set(partitions.map((partition) => partition.graph))) {
    const here = partitions.filter((partition) => partition.graph === graph);
    const pages = (await mentions(connection, graph, id)).flatMap((page) => placed(here, page));
    const bytes = await connection.read('reading records', (run) => readPages(run, pages));
    for (const [at, { partition }] of pages.entries()) about.push(...recordsNaming(bytes[at], partition, id));
  }
  return about;
}

function* recordsNaming(bytes: unknown, partition: StoredPartition, id: string): Generator<AmbitRecord> {
  const wanted = Buffer.from(JSON.stringify(id));
  for (const text of pageTexts(bytes)) {
    if (!text.includes(wanted)) continue;
    const record = recordOf(text, partition);
    if (recordNames(record).includes(id)) yield record;
  }
}

/** Numbers of the writing's pages on which a name of that hash is mentioned. */
function mentions(connection: Connection, graph: number, id: string): Promise<readonly number[]> {
  return connection.read('reading names', async (run) => {
    const hash = nameHash(id, await seedOf(run, graph));
    const { records } = await run(
      `MATCH (n:AmbitNames {graph: $graph}) WHERE n.first <= $hash AND n.last >= $hash
       RETURN n.bytes AS bytes ORDER BY n.number`,
      { graph: whole(graph), hash: whole(hash) },
    );
    return [...new Set(records.flatMap((record) => mentionsIn(record.get('bytes'), hash)))];
  });
}

async function seedOf(run: Run, graph: number): Promise<number> {
  const { records } = await run('MATCH (g:AmbitGraph {number: $graph}) RETURN g.seed AS seed', { graph: whole(graph) });
  const seed: unknown = records[0]?.get('seed');
  if (typeof seed !== 'number') throw damaged(`writing ${graph}`);
  return seed;
}

/** The page with the partition that it belongs to; none where a later writing replaced that one. */
function placed(partitions: readonly StoredPartition[], page: number) {
  const partition = partitions.find(({ firstPage, pageCount }) => page >= firstPage && page < firstPage + pageCount);
  return partition === undefined ? [] : [{ page, partition }];
}
