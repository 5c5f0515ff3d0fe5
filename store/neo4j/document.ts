import { z } from 'zod';

import { UsageError } from '../../model/errors.ts';
import { count, digest, partition, snapshotHash, storedGap } from '../embedded/document.ts';
import type { Run } from './connection.ts';
import { damaged } from './errors.ts';

const storedPartition = partition.extend({
  /** Number of the writing, and of the partition within it. */
  graph: count,
  number: count,
  /** Its pages stand one after the other. */
  firstPage: count,
  pageCount: count,
});

const storedGraph = z.object({ number: count, sha256: digest, nodeCount: count, edgeCount: count });

const document = z.object({
  generation: count,
  createdAt: z.string(),
  hash: digest,
  partitions: z.array(storedPartition),
  gaps: z.array(storedGap),
  graph: storedGraph,
});

/** A partition with the place of its pages. */
export type StoredPartition = Readonly<z.infer<typeof storedPartition>>;

/** A graph in the database. */
export type StoredGraph = Readonly<z.infer<typeof storedGraph>>;

/** All that is written down of one published snapshot. */
export type SnapshotDocument = Readonly<z.infer<typeof document>>;

/**
 * Reads a snapshot's `document`.
 *
 * @throws {UnavailableError} when it is not what was written
 */
export function parseDocument(text: unknown): SnapshotDocument {
  const parsed = document.safeParse(typeof text === 'string' ? tryJson(text) : undefined);
  if (!parsed.success) throw damaged('a snapshot');
  const { generation, partitions, gaps, graph, hash } = parsed.data;
  if (snapshotHash({ generation, partitions, gaps, graphHash: graph.sha256 }) !== hash) throw damaged('a snapshot');
  return parsed.data;
}

/** The current snapshot's document as it is stored; undefined when nothing was published yet. */
export async function readCurrentText(run: Run, estate: string): Promise<string | undefined> {
  const { records } = await run(
    `MATCH (:AmbitStore {estate: $estate})-[:CURRENT]->(n:AmbitSnapshot) RETURN n.document AS document`,
    { estate },
  );
  return records.length === 0 ? undefined : String(records[0]?.get('document'));
}

/** Every published snapshot, newest first. */
export async function readHistory(run: Run, estate: string): Promise<readonly SnapshotDocument[]> {
  const { records } = await run(
    'MATCH (n:AmbitSnapshot {estate: $estate}) RETURN n.document AS document ORDER BY n.generation DESC',
    { estate },
  );
  return records.map((record) => parseDocument(record.get('document')));
}

/**
 * The published snapshot whose id begins with the prefix.
 *
 * @throws {UsageError} when several do
 */
export async function findDocument(run: Run, estate: string, prefix: string): Promise<SnapshotDocument | undefined> {
  const { records } = await run(
    `MATCH (n:AmbitSnapshot {estate: $estate}) WHERE n.id STARTS WITH $prefix
     RETURN n.document AS document, n.id AS id ORDER BY n.generation DESC`,
    { estate, prefix },
  );
  if (records.length > 1) {
    const ids = records.map((record) => String(record.get('id'))).join(', ');
    throw new UsageError(`${records.length} snapshots begin with ${prefix}`, `write one in full: ${ids}`);
  }
  return records[0] === undefined ? undefined : parseDocument(records[0].get('document'));
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
