import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Database, RootDatabase } from 'lmdb';

import type { AmbitRecord } from '../../model/records.ts';
import { createDatabase, numberTable } from './database.ts';
import { recordsName } from './layout.ts';
import { keyBytes, nameHashes, recordText, type PartitionName } from './record-codec.ts';
import { seedOf } from './records-file.ts';

/** What a run holds at most, in records and in bytes of text: it is sorted in memory and written in one transaction. */
const maxRunRecords = 10_000;
const maxRunBytes = 1 << 24;

/** One record between putting and sealing. */
export interface StagedRecord {
  /** {@link keyBytes} of the record. */
  readonly key: Buffer;
  /** {@link recordText} of the record, as bytes. */
  readonly text: Buffer;
  /** {@link nameHashes} of the record. */
  readonly names: readonly number[];
}

/** A sorted stretch of one partition's records. */
interface Run {
  readonly first: number;
  readonly count: number;
}

interface Partition {
  readonly name: PartitionName;
  readonly runs: Run[];
  pending: StagedRecord[];
}

/**
 * The records of a draft in sorted runs, thrown away when the draft is sealed.
 *
 * Appending runs and merging them is 10 times faster than putting a million records where they belong in one tree.
 */
export class Staging {
  readonly #path: string;
  readonly #root: RootDatabase;
  readonly #table: Database<Buffer, number>;
  readonly #seed: number;
  readonly #partitions = new Map<string, Partition>();
  #count = 0;
  #pendingCount = 0;
  #pendingBytes = 0;

  constructor(folder: string, name: string) {
    this.#path = join(folder, `${name}.staging.mdb`);
    this.#seed = seedOf(recordsName(name));
    this.#root = createDatabase(this.#path);
    this.#table = numberTable(this.#root, 'records');
  }

  /** Partitions with at least one record. */
  get partitions(): readonly PartitionName[] {
    return Array.from(this.#partitions.values(), ({ name }) => name);
  }

  put(record: AmbitRecord): void {
    const text = Buffer.from(recordText(record));
    this.#partition(record.origin).pending.push({ key: keyBytes(record), text, names: nameHashes(record, this.#seed) });
    this.#pendingCount++;
    this.#pendingBytes += text.length;
    if (this.#pendingCount >= maxRunRecords || this.#pendingBytes >= maxRunBytes) this.flush();
  }

  /** Writes what was put as runs, in one transaction. */
  flush(): void {
    this.#root.transactionSync(() => {
      for (const partition of this.#partitions.values()) {
        if (partition.pending.length > 0) this.#writeRun(partition);
      }
    });
    this.#pendingCount = 0;
    this.#pendingBytes = 0;
  }

  /** The partition's runs as far as they are flushed, earliest first. */
  runs(name: PartitionName): readonly Iterable<StagedRecord>[] {
    const runs = this.#partitions.get(partitionKey(name))?.runs ?? [];
    return runs.map((run) => this.#read(run));
  }

  /** Closes and removes it. */
  async remove(): Promise<void> {
    await this.#root.close();
    await rm(this.#path, { force: true });
    await rm(`${this.#path}-lock`, { force: true });
  }

  *#read({ first, count }: Run): Generator<StagedRecord> {
    for (let ordinal = first; ordinal < first + count; ordinal++) {
      const entry = this.#table.get(ordinal);
      if (entry === undefined) throw new RangeError(`no staged record ${ordinal}`);
      yield splitEntry(entry);
    }
  }

  #writeRun(partition: Partition): void {
    const sorted = sortedOnce(partition.pending);
    partition.runs.push({ first: this.#count, count: sorted.length });
    for (const record of sorted) this.#table.putSync(this.#count++, joinEntry(record), { append: true });
    partition.pending = [];
  }

  #partition(name: PartitionName): Partition {
    const key = partitionKey(name);
    const known = this.#partitions.get(key);
    if (known !== undefined) return known;
    const { source, scope, part } = name;
    const partition = { name: { source, scope, part }, runs: [], pending: [] };
    this.#partitions.set(key, partition);
    return partition;
  }
}

/** Names a partition. */
export function partitionKey({ source, scope, part }: PartitionName): string {
  return JSON.stringify([source, scope, part]);
}

/** In key order; of equal keys the last one that was put. */
function sortedOnce(records: readonly StagedRecord[]): readonly StagedRecord[] {
  const sorted = records.toSorted((one, other) => Buffer.compare(one.key, other.key));
  return sorted.filter(({ key }, at) => !sorted[at + 1]?.key.equals(key));
}

/** Length of the key, how many names, their hashes, the key, the text. */
function joinEntry({ key, text, names }: StagedRecord): Buffer {
  const entry = Buffer.allocUnsafe(3 + 4 * names.length + key.length + text.length);
  entry.writeUInt16LE(key.length);
  entry[2] = names.length;
  names.forEach((name, at) => entry.writeUInt32LE(name, 3 + 4 * at));
  key.copy(entry, 3 + 4 * names.length);
  text.copy(entry, 3 + 4 * names.length + key.length);
  return entry;
}

function splitEntry(entry: Buffer): StagedRecord {
  const keyStart = 3 + 4 * (entry[2] ?? 0);
  const keyEnd = keyStart + entry.readUInt16LE(0);
  const names: number[] = [];
  for (let at = 3; at < keyStart; at += 4) names.push(entry.readUInt32LE(at));
  return { key: entry.subarray(keyStart, keyEnd), text: entry.subarray(keyEnd), names };
}
