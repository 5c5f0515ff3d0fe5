import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import type { StandingGap } from '../store.ts';
import type { SnapshotDocument, StoredPartition, StoredRecords } from './document.ts';
import { sumFile } from './files.ts';
import { keptOf, standingGaps, type Said } from './gaps.ts';
import { keptRecords, summedRecords, type Earlier, type PartitionSum } from './merge.ts';
import { mergeSorted } from './merge-sorted.ts';
import type { PartitionName } from './record-codec.ts';
import type { RecordFiles } from './record-files.ts';
import { seedOf } from './records-file.ts';
import { RecordsWriter } from './records-writer.ts';
import { partitionKey, type StagedRecord, type Staging } from './staging.ts';

/** After so many records other work gets its turn. */
const turnSize = 5000;

/** What a draft has gathered when it is sealed. */
export interface Gathered {
  readonly current: SnapshotDocument | undefined;
  readonly generation: number;
  readonly staging: Staging | undefined;
  readonly said: Said;
  /** Name of the file for records that no earlier generation has. */
  readonly recordsName: string;
  readonly now: string;
}

/** A draft's content, written out. */
export interface Sealed {
  readonly partitions: readonly StoredPartition[];
  readonly gaps: readonly StandingGap[];
  readonly records: readonly StoredRecords[];
}

/** Merges what was put with what stays, and writes the partitions that differ from the snapshot before. */
export async function seal(files: RecordFiles, gathered: Gathered): Promise<Sealed> {
  const { current, said, staging, now } = gathered;
  const before = current?.partitions ?? [];
  const names = new Map([...before, ...(staging?.partitions ?? [])].map((name) => [partitionKey(name), name]));
  const output = new Output(files, gathered);
  try {
    const partitions: StoredPartition[] = [];
    for (const [, name] of [...names].sort(([one], [other]) => (one < other ? -1 : 1))) {
      const partition = await output.partition(name);
      if (partition !== undefined) partitions.push(partition);
    }
    const records = await output.finish(partitions);
    return { partitions, gaps: standingGaps(current?.gaps ?? [], said, now), records };
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

/** The new generation's file, made when the first partition needs it. */
class Output {
  readonly #files: RecordFiles;
  readonly #gathered: Gathered;
  readonly #earlierPartitions: ReadonlyMap<string, StoredPartition>;
  readonly #putPartitions: ReadonlySet<string>;
  #writer: RecordsWriter | undefined;

  constructor(files: RecordFiles, gathered: Gathered) {
    this.#files = files;
    this.#gathered = gathered;
    const earlier = gathered.current?.partitions ?? [];
    this.#earlierPartitions = new Map(earlier.map((partition) => [partitionKey(partition), partition]));
    this.#putPartitions = new Set(gathered.staging?.partitions.map(partitionKey));
  }

  /** The partition as it will be, written where it is new; undefined when nothing is left of it. */
  async partition(name: PartitionName): Promise<StoredPartition | undefined> {
    const before = this.#earlierPartitions.get(partitionKey(name));
    const isPut = this.#putPartitions.has(partitionKey(name));
    const kept = keptOf(name, this.#gathered.said);
    if (!isPut && kept === 'all') return before;
    const earlier = await this.#open(before);
    if (earlier === undefined) return this.#write(name, this.#merged(name, []));

    const old = (): Iterable<StagedRecord> => keptRecords(earlier, kept, seedOf(this.#gathered.recordsName));
    const sum = await drain(summedRecords(this.#merged(name, old())), () => undefined);
    if (sum.hash !== earlier.partition.hash) return this.#write(name, this.#merged(name, old()));
    // Read again and found the same: only the time moves on.
    return { ...earlier.partition, observedAt: sum.observedAt };
  }

  /** Closes and flushes the file; all files that the partitions lie in. */
  async finish(partitions: readonly StoredPartition[]): Promise<readonly StoredRecords[]> {
    const { current, generation, recordsName } = this.#gathered;
    const used = new Set(partitions.map((partition) => partition.generation));
    const shared = (current?.records ?? []).filter((file) => used.has(file.generation));
    if (this.#writer === undefined) return shared;

    await this.#writer.finish();
    const sum = await sumFile(join(this.#files.folder, recordsName), true);
    const written = { generation, name: recordsName, ...sum };
    this.#files.trust(written);
    return [...shared, written];
  }

  async abandon(): Promise<void> {
    await this.#writer?.abandon();
  }

  #merged(name: PartitionName, old: Iterable<StagedRecord>): Iterable<StagedRecord> {
    return mergeSorted([old, ...(this.#gathered.staging?.runs(name) ?? [])]);
  }

  async #write(name: PartitionName, records: Iterable<StagedRecord>): Promise<StoredPartition | undefined> {
    const { source, scope, part } = name;
    const { generation, recordsName } = this.#gathered;
    const first = this.#writer?.count ?? 0;
    const sum = await drain(summedRecords(records), (record) => {
      this.#writer ??= new RecordsWriter(join(this.#files.folder, recordsName));
      this.#writer.append(record);
    });
    return sum.recordCount === 0 ? undefined : { source, scope, part, generation, first, ...sum };
  }

  async #open(partition: StoredPartition | undefined): Promise<Earlier | undefined> {
    const stored = this.#gathered.current?.records.find((file) => file.generation === partition?.generation);
    if (partition === undefined || stored === undefined) return undefined;
    return { partition, file: await this.#files.open(stored) };
  }
}

/** Takes every record, giving way to other work now and then; the sum. */
async function drain(
  records: Generator<StagedRecord, PartitionSum>,
  take: (record: StagedRecord) => void,
): Promise<PartitionSum> {
  for (let taken = 1; ; taken++) {
    const next = records.next();
    if (next.done === true) return next.value;
    take(next.value);
    if (taken % turnSize === 0) await setImmediate();
  }
}
