import { rm } from 'node:fs/promises';

import type { Database, RootDatabase } from 'lmdb';

import { createDatabase, numberTable } from './database.ts';
import type { StagedRecord } from './staging.ts';

/** Records a transaction holds at most, and index entries. */
const batchSize = 5000;

/**
 * Writes a generation's file: `records` from ordinals to texts, in key order within each partition,
 * and `names` from a name's hash to the ordinals of the records that mention it.
 *
 * Everything is appended, so pages are full and follow each other. Memory: 8 bytes for each name of a record.
 */
export class RecordsWriter {
  readonly #path: string;
  readonly #root: RootDatabase;
  readonly #records: Database<Buffer, number>;
  #pending: Buffer[] = [];
  #count = 0;
  /** A name's hash in the high half, the ordinal in the low one. */
  #mentions = new BigUint64Array(1024);
  #mentionCount = 0;

  constructor(path: string) {
    this.#path = path;
    this.#root = createDatabase(path);
    this.#records = numberTable(this.#root, 'records');
  }

  /** Ordinal of the next record. */
  get count(): number {
    return this.#count;
  }

  append({ text, names }: StagedRecord): void {
    for (const name of names) this.#mention(name, this.#count);
    this.#pending.push(text);
    this.#count++;
    if (this.#pending.length >= batchSize) this.#flush();
  }

  /** Writes the index and closes the file. */
  async finish(): Promise<void> {
    this.#flush();
    this.#writeNames();
    await this.#root.close();
  }

  /** Gives up: closes and removes what is there. */
  async abandon(): Promise<void> {
    await this.#root.close();
    await rm(this.#path, { force: true });
    await rm(`${this.#path}-lock`, { force: true });
  }

  #mention(name: number, ordinal: number): void {
    if (this.#mentionCount === this.#mentions.length) {
      const grown = new BigUint64Array(this.#mentions.length * 2);
      grown.set(this.#mentions);
      this.#mentions = grown;
    }
    this.#mentions[this.#mentionCount++] = (BigInt(name) << 32n) | BigInt(ordinal);
  }

  #flush(): void {
    const first = this.#count - this.#pending.length;
    this.#root.transactionSync(() => {
      this.#pending.forEach((text, at) => this.#records.putSync(first + at, text, { append: true }));
    });
    this.#pending = [];
  }

  #writeNames(): void {
    const names = numberTable(this.#root, 'names');
    const mentions = this.#mentions.subarray(0, this.#mentionCount).sort();
    // As pairs of 32-bit numbers the low half, the ordinal, comes first: both x86 and ARM are little-endian.
    const words = new Uint32Array(mentions.buffer, 0, 2 * this.#mentionCount);
    let at = 0;
    while (at < words.length) {
      this.#root.transactionSync(() => {
        for (let entries = 0; entries < batchSize && at < words.length; entries++) at = putName(names, words, at);
      });
    }
  }
}

/** Writes the entry of the name whose mentions begin at `from`; where the next one's begin. */
function putName(names: Database<Buffer, number>, words: Uint32Array, from: number): number {
  const name = words[from + 1] ?? 0;
  let end = from;
  while (end < words.length && words[end + 1] === name) end += 2;
  const ordinals = Uint32Array.from({ length: (end - from) / 2 }, (_, at) => words[from + 2 * at] ?? 0);
  names.putSync(name, Buffer.from(ordinals.buffer), { append: true });
  return end;
}
