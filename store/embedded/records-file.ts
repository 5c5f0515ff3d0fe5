import { join } from 'node:path';

import type { Database, RootDatabase } from 'lmdb';

import type { StoredRecords } from './document.ts';
import { numberTable, openDatabase } from './database.ts';
import { nameHash } from './record-codec.ts';
import { recordsPattern } from './layout.ts';

/** A generation's records, finished and checked; see RecordsWriter for what stands in it. */
export class RecordsFile {
  readonly #root: RootDatabase;
  readonly #records: Database<Buffer, number>;
  readonly #names: Database<Buffer, number>;
  readonly #seed: number;
  #isOpen = true;

  constructor(folder: string, { name }: Pick<StoredRecords, 'name'>) {
    this.#seed = seedOf(name);
    this.#root = openDatabase(join(folder, name));
    this.#records = numberTable(this.#root, 'records');
    this.#names = numberTable(this.#root, 'names');
  }

  /** Texts of the records from one ordinal on. */
  *texts(first: number, count: number): Generator<string> {
    for (let ordinal = first; ordinal < first + count; ordinal++) yield this.text(ordinal);
  }

  /** The text of one record. */
  text(ordinal: number): string {
    if (!this.#isOpen) throw new TypeError('the store was closed while it was read');
    const text = this.#records.getBinaryFast(ordinal);
    if (text === undefined) throw new RangeError(`no record ${ordinal}`);
    return text.toString('utf8');
  }

  /** Ordinals, ascending, of the records that may mention the id: all that do, rarely another one. */
  mentions(id: string): readonly number[] {
    if (!this.#isOpen) throw new TypeError('the store was closed while it was read');
    const bytes = this.#names.get(nameHash(id, this.#seed));
    if (bytes === undefined) return [];
    return Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32LE(4 * at));
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#root.close();
  }
}

/** The seed of the names' hashes: the random half of the file's name. */
export function seedOf(name: string): number {
  const seed = recordsPattern.exec(name)?.[2];
  if (seed === undefined) throw new RangeError(`${name} is no file of records`);
  return Number.parseInt(seed, 16);
}
