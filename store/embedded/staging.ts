import { join } from 'node:path';
import { rm } from 'node:fs/promises';

import type { Database, RootDatabase } from 'lmdb';

import type { AmbitRecord } from '../../model/records.ts';
import { byteTable, createDatabase } from './database.ts';
import { recordsName } from './layout.ts';
import { seedOf } from './records-file.ts';
import { keyBytes, nameHashes, recordText, type PartitionName } from './record-codec.ts';

/** One record between putting and sealing. */
export interface StagedRecord {
  /** {@link keyBytes} of the record. */
  readonly key: Buffer;
  /** {@link recordText} of the record, as bytes. */
  readonly text: Buffer;
  readonly names: readonly number[];
}

/** The records of a draft, sorted and freed of duplicates by LMDB; thrown away when the draft is sealed. */
export class Staging {
  readonly #path: string;
  readonly #root: RootDatabase;
  readonly #table: Database<Buffer, Buffer>;
  readonly #seed: number;
  readonly #numbers = new Map<string, number>();
  readonly #names: PartitionName[] = [];

  constructor(folder: string, name: string) {
    this.#path = join(folder, `${name}.staging.mdb`);
    this.#seed = seedOf(recordsName(name));
    this.#root = createDatabase(this.#path);
    this.#table = byteTable(this.#root, 'records');
  }

  /** Partitions with at least one record. */
  get partitions(): readonly PartitionName[] {
    return this.#names;
  }

  /** Writes the records in one transaction. */
  put(records: readonly AmbitRecord[]): void {
    const entries = records.map((record) => this.#entry(record));
    this.#root.transactionSync(() => {
      for (const [key, value] of entries) this.#table.putSync(key, value);
    });
  }

  /** The partition's records in the order of their keys' bytes. */
  *read(name: PartitionName): Generator<StagedRecord> {
    const number = this.#numbers.get(partitionKey(name));
    if (number === undefined) return;
    const range = this.#table.getRange({ start: numberBytes(number), end: numberBytes(number + 1) });
    for (const { key, value } of range) yield splitEntry(key, value);
  }

  /** Closes and removes it. */
  async remove(): Promise<void> {
    await this.#root.close();
    await rm(this.#path, { force: true });
    await rm(`${this.#path}-lock`, { force: true });
  }

  /** Key: partition's number, record's key. Value: how many names, their hashes, the text. */
  #entry(record: AmbitRecord): readonly [Buffer, Buffer] {
    const key = Buffer.concat([numberBytes(this.#numberOf(record.origin)), keyBytes(record)]);
    const names = nameHashes(record, this.#seed);
    const text = recordText(record);
    const value = Buffer.allocUnsafe(1 + 4 * names.length + Buffer.byteLength(text));
    value[0] = names.length;
    names.forEach((name, at) => value.writeUInt32LE(name, 1 + 4 * at));
    value.write(text, 1 + 4 * names.length);
    return [key, value];
  }

  #numberOf(name: PartitionName): number {
    const key = partitionKey(name);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const { source, scope, part } = name;
    this.#numbers.set(key, this.#names.length);
    this.#names.push({ source, scope, part });
    return this.#names.length - 1;
  }
}

/** Names a partition. */
export function partitionKey({ source, scope, part }: PartitionName): string {
  return JSON.stringify([source, scope, part]);
}

function splitEntry(key: Buffer, value: Buffer): StagedRecord {
  const count = value[0] ?? 0;
  const names = Array.from({ length: count }, (_, at) => value.readUInt32LE(1 + 4 * at));
  return { key: key.subarray(4), text: value.subarray(1 + 4 * count), names };
}

function numberBytes(number: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(number);
  return bytes;
}
