import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { recordNames } from '../../model/record-key.ts';
import type { AmbitRecord } from '../../model/records.ts';
import type { Snapshot, SnapshotInfo } from '../store.ts';
import { damaged, type StoredGraph, type StoredPartition, type StoredRecords } from './document.ts';
import { errorCode, orUnavailable, sha256 } from './files.ts';
import { parseRecord } from './record-codec.ts';
import type { RecordFiles } from './record-files.ts';
import type { RecordsFile } from './records-file.ts';

const batchSize = 1000;

/** What a snapshot reads from; none of it is ever written again. */
export interface SnapshotParts {
  readonly info: SnapshotInfo;
  /** In the order of source, scope and part. */
  readonly partitions: readonly StoredPartition[];
  readonly records: readonly StoredRecords[];
  readonly graph: StoredGraph | undefined;
}

/** A view of files which never change, so that it answers the same whatever is published meanwhile. */
export function readSnapshot(files: RecordFiles, parts: SnapshotParts, checkedGraph?: Uint8Array): Snapshot {
  const places = partitionsByFile(parts);
  let held = checkedGraph; // whoever asks for the graph first takes these bytes, so that the file is read once
  return {
    info: parts.info,
    records: () => readRecords(files, parts),
    recordsAbout: (id) => orUnavailable('reading the store', () => readAbout(files, places, id)),
    graph() {
      const taken = held;
      held = undefined;
      return orUnavailable('reading the store', async () => taken ?? (await readGraph(files, parts.graph)));
    },
  };
}

/** Compares every byte of the snapshot's files with its hashes; the graph's bytes, where they were read for it. */
export async function checkSnapshot(
  files: RecordFiles,
  { records, graph }: SnapshotParts,
): Promise<Uint8Array | undefined> {
  for (const file of records) await files.check(file);
  if (graph === undefined || files.isChecked(graph)) return undefined;
  const bytes = await readGraph(files, graph);
  files.trust(graph);
  return bytes;
}

async function* readRecords(files: RecordFiles, parts: SnapshotParts): AsyncGenerator<readonly AmbitRecord[]> {
  for (const partition of parts.partitions) {
    const file = await openPartition(files, parts, partition.generation);
    const end = partition.first + partition.recordCount;
    for (let first = partition.first; first < end; first += batchSize) {
      const texts = file.texts(first, Math.min(batchSize, end - first));
      yield Array.from(texts, (text) => parseRecord(text, partition, partition.observedAt));
    }
  }
}

async function readAbout(
  files: RecordFiles,
  places: ReadonlyMap<StoredRecords, readonly StoredPartition[]>,
  id: string,
): Promise<readonly AmbitRecord[]> {
  const about: AmbitRecord[] = [];
  for (const [stored, here] of places) {
    const file = await files.open(stored);
    for (const ordinal of file.mentions(id)) {
      const partition = partitionOf(here, ordinal);
      // What a later generation replaced stays in the file for the snapshots before.
      if (partition === undefined) continue;
      const record = parseRecord(file.text(ordinal), partition, partition.observedAt);
      if (recordNames(record).includes(id)) about.push(record);
    }
  }
  return about;
}

/** The snapshot's partitions in each file, by their first record. */
function partitionsByFile(parts: SnapshotParts): ReadonlyMap<StoredRecords, readonly StoredPartition[]> {
  const byGeneration = new Map(parts.records.map(({ generation }) => [generation, [] as StoredPartition[]]));
  for (const partition of parts.partitions) byGeneration.get(partition.generation)?.push(partition);
  const inOrder = (generation: number): readonly StoredPartition[] =>
    (byGeneration.get(generation) ?? []).sort((one, other) => one.first - other.first);
  return new Map(parts.records.map((stored) => [stored, inOrder(stored.generation)]));
}

async function readGraph(files: RecordFiles, graph: StoredGraph | undefined): Promise<Uint8Array | undefined> {
  if (graph === undefined) return undefined;
  const path = join(files.folder, graph.name);
  const read = await readWhole(path);
  if (read.byteLength !== graph.bytes)
    throw damaged(path, `has ${read.byteLength} bytes where ${graph.bytes} were written`);
  // readFile gives small files a slice of a shared pool, at any offset.
  const bytes = read.byteOffset === 0 && read.byteLength === read.buffer.byteLength ? read : Uint8Array.from(read);
  if (sha256(bytes) !== graph.sha256) throw damaged(path, 'does not match its content hash');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function readWhole(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw damaged(path, 'is missing');
    throw error;
  }
}

function openPartition(files: RecordFiles, { records }: SnapshotParts, generation: number): Promise<RecordsFile> {
  const file = records.find((candidate) => candidate.generation === generation);
  if (file === undefined) throw damaged(files.folder, `holds no records of generation ${generation}`);
  return files.open(file);
}

/** The partition that holds the ordinal, of those of one generation by their first record. */
function partitionOf(partitions: readonly StoredPartition[], ordinal: number): StoredPartition | undefined {
  let low = 0;
  let high = partitions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((partitions[middle]?.first ?? 0) <= ordinal) low = middle + 1;
    else high = middle;
  }
  const partition = partitions[low - 1];
  return partition !== undefined && ordinal < partition.first + partition.recordCount ? partition : undefined;
}
