import { join } from 'node:path';

import {
  contentText,
  snapshotHash,
  type SnapshotContent,
  type SnapshotDocument,
  type StoredGraph,
  type StoredPartition,
} from './document.ts';
import { flushFolder, sha256, writeNewFile } from './files.ts';
import { keep } from './history.ts';
import { graphName, schemaVersion } from './layout.ts';
import type { Sealed } from './seal.ts';

/** A sealed draft on its way to becoming the current snapshot. */
export interface Candidate {
  readonly folder: string;
  /** Of the generation's files; see generationName. */
  readonly name: string;
  readonly generation: number;
  readonly createdAt: string;
  readonly current: SnapshotDocument | undefined;
  readonly sealed: Sealed;
}

/**
 * Writes all that the next snapshot needs besides the pointer to it; the document to flip to.
 *
 * Where nothing changed that is the current one, its partitions' times moved on to the later reading.
 */
export async function prepareToPublish(candidate: Candidate, graph: Uint8Array): Promise<SnapshotDocument> {
  const { folder, generation, createdAt, current, sealed } = candidate;
  const content = { generation, ...sealed, graphHash: sha256(graph) };
  if (current !== undefined && isSameContent(current, content)) return readAgain(current, sealed.partitions);

  const stored = await writeGraph(candidate, graph, content.graphHash);
  if (current !== undefined) await keep(folder, current);
  // The names of all those files are on disk before the pointer to them is.
  await flushFolder(folder);
  return {
    schema: schemaVersion,
    generation,
    createdAt,
    hash: snapshotHash(content),
    partitions: [...sealed.partitions],
    gaps: [...sealed.gaps],
    records: [...sealed.records],
    graph: stored,
  };
}

function isSameContent(current: SnapshotDocument, content: SnapshotContent): boolean {
  return contentText({ ...current, graphHash: current.graph.sha256 }) === contentText(content);
}

function readAgain(current: SnapshotDocument, partitions: readonly StoredPartition[]): SnapshotDocument {
  const isSame = partitions.every(({ observedAt }, at) => observedAt === current.partitions[at]?.observedAt);
  return isSame ? current : { ...current, partitions: [...partitions] };
}

/** Writes the graph, or points to the current one where that is equal. */
async function writeGraph({ folder, name, current }: Candidate, graph: Uint8Array, hash: string): Promise<StoredGraph> {
  if (current?.graph.sha256 === hash) return current.graph;
  const stored = { name: graphName(name), bytes: graph.byteLength, sha256: hash };
  await writeNewFile(join(folder, stored.name), graph);
  return stored;
}
