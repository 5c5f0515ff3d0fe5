import { join } from 'node:path';
import { rm } from 'node:fs/promises';

import { damaged, type StoredGraph, type StoredRecords } from './document.ts';
import { errorCode, orUnavailable, sumFile } from './files.ts';
import { RecordsFile } from './records-file.ts';

/** The immutable files of a folder: each is hashed once before its first use, and opened once. */
export class RecordFiles {
  readonly folder: string;
  readonly #checked = new Map<string, Promise<void>>();
  readonly #open = new Map<string, Promise<RecordsFile>>();
  #isClosed = false;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Reads the whole file and compares it with what was written; a second time it is taken as read.
   *
   * @throws {UnavailableError} when a byte changed or the file is not there
   */
  check(file: StoredRecords): Promise<void> {
    const known = this.#checked.get(file.name);
    if (known !== undefined) return known;
    const check = checkFile(join(this.folder, file.name), file);
    this.#checked.set(file.name, check);
    // A file that was put back in order is looked at again.
    check.catch(() => this.#checked.delete(file.name));
    return check;
  }

  /** The file, checked and open; it is closed with the store. */
  open(file: StoredRecords): Promise<RecordsFile> {
    if (this.#isClosed) throw new TypeError('the store is closed');
    const known = this.#open.get(file.name);
    if (known !== undefined) return known;
    const opened = orUnavailable('opening the store', () => this.#openChecked(file));
    this.#open.set(file.name, opened);
    opened.catch(() => this.#open.delete(file.name));
    return opened;
  }

  /** Whether the file's bytes are taken as read. */
  isChecked(file: StoredGraph): boolean {
    return this.#checked.has(file.name);
  }

  /** Takes the file's bytes as read: this process has just summed them. */
  trust(file: StoredRecords | StoredGraph): void {
    this.#checked.set(file.name, Promise.resolve());
  }

  /** Closes and removes a file that no snapshot holds. */
  async remove(name: string): Promise<void> {
    await (await this.#open.get(name))?.close();
    this.#open.delete(name);
    this.#checked.delete(name);
    await rm(join(this.folder, name), { force: true });
    await rm(join(this.folder, `${name}-lock`), { force: true });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const file of this.#open.values()) await (await file).close();
    this.#open.clear();
  }

  /** LMDB follows offsets in the file without asking, so it only ever sees bytes that the hash vouches for. */
  async #openChecked(file: StoredRecords): Promise<RecordsFile> {
    await this.check(file);
    return new RecordsFile(this.folder, file);
  }
}

async function checkFile(path: string, file: StoredRecords): Promise<void> {
  try {
    const { bytes, sha256 } = await sumFile(path);
    if (bytes !== file.bytes) throw damaged(path, `has ${bytes} bytes where ${file.bytes} were written`);
    if (sha256 !== file.sha256) throw damaged(path, 'does not match its content hash');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw damaged(path, 'is missing');
    throw error;
  }
}
