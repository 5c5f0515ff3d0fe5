import { setImmediate } from 'node:timers/promises';

import { recordSubject } from '../../model/record-key.ts';
import type { StandingGap } from '../store.ts';
import { keptOf, standingGaps, type Kept, type Said } from '../embedded/gaps.ts';
import { mergeSorted } from '../embedded/merge-sorted.ts';
import { summedRecords, type PartitionSum } from '../embedded/merge.ts';
import type { PartitionName } from '../embedded/record-codec.ts';
import { partitionKey, type StagedRecord, type Staging } from '../embedded/staging.ts';
import type { Connection } from './connection.ts';
import type { SnapshotDocument, StoredPartition } from './document.ts';
import { partitionTexts, recordOf } from './read-pages.ts';
import type { RecordWriter } from './record-writer.ts';

/** After so many records other work gets its turn. */
const turnSize = 5000;

/** What a draft has gathered when it is sealed. */
export interface Gathered {
  readonly current: SnapshotDocument | undefined;
  readonly generation: number;
  readonly said: Said;
  readonly now: string;
  /** What was put; undefined when nothing was. */
  readonly staging: Staging | undefined;
  /** Where earlier records that stay are gathered; made when the first one is. */
  readonly earlier: () => Staging;
  readonly writer: RecordWriter;
}

/** A draft's content, written out. */
export interface Sealed {
  readonly partitions: readonly StoredPartition[];
  readonly gaps: readonly StandingGap[];
}

/** Merges what was put with what stays, and writes the partitions that differ from the snapshot before. */
export async function seal(connection: Connection, gathered: Gathered): Promise<Sealed> {
  const { current, staging, said, now, writer } = gathered;
  const before = new Map((current?.partitions ?? []).map((partition) => [partitionKey(partition), partition]));
  const put = new Set((staging?.partitions ?? []).map(partitionKey));
  const names = new Map([...before.values(), ...(staging?.partitions ?? [])].map((name) => [partitionKey(name), name]));
  const partitions: StoredPartition[] = [];
  for (const [key, name] of [...names].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const kept = keptOf(name, said);
    const earlier = before.get(key);
    const partition =
      !put.has(key) && kept === 'all' ? earlier : await mergePartition(connection, gathered, { name, earlier, kept });
    if (partition !== undefined) partitions.push(partition);
  }
  await writer.finish();
  return { partitions, gaps: standingGaps(current?.gaps ?? [], said, now) };
}

interface Merging {
  readonly name: PartitionName;
  readonly earlier: StoredPartition | undefined;
  readonly kept: Kept;
}

/** The partition as it will be, written where it is new; undefined when nothing is left of it. */
async function mergePartition(
  connection: Connection,
  gathered: Gathered,
  { name, earlier, kept }: Merging,
): Promise<StoredPartition | undefined> {
  const { generation, writer, staging } = gathered;
  const old = earlier === undefined ? none : await keptRuns(connection, gathered, earlier, kept);
  const merged = (): Generator<StagedRecord, PartitionSum> =>
    summedRecords(mergeSorted([...old(), ...(staging?.runs(name) ?? [])]));
  if (earlier !== undefined) {
    const sum = await drain(merged());
    // Read again and found the same: only the time moves on.
    if (sum.hash === earlier.hash) return { ...earlier, observedAt: sum.observedAt };
  }
  return writer.write(name, generation, merged());
}

/** The earlier records that may stay, fetched and sorted again: fewer than what was put, as a rule. */
async function keptRuns(
  connection: Connection,
  { earlier }: Gathered,
  partition: StoredPartition,
  kept: Kept,
): Promise<() => readonly Iterable<StagedRecord>[]> {
  if (kept !== 'all' && kept.size === 0) return none;
  const staging = earlier();
  for await (const { texts } of partitionTexts(connection, [partition])) {
    for (const text of texts) {
      const record = recordOf(text, partition);
      if (kept === 'all' || kept.has(recordSubject(record))) staging.put(record);
    }
  }
  staging.flush();
  return () => staging.runs(partition);
}

function none(): readonly Iterable<StagedRecord>[] {
  return [];
}

/** Takes every record, giving way to other work now and then; the sum. */
async function drain(records: Generator<StagedRecord, PartitionSum>): Promise<PartitionSum> {
  for (let taken = 1; ; taken++) {
    const next = records.next();
    if (next.done === true) return next.value;
    if (taken % turnSize === 0) await setImmediate();
  }
}
