import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import { errorCode, sha256, writeNewFile } from '../embedded/files.ts';
import { folderMode } from '../embedded/layout.ts';

/** Graphs that are kept; the one that was longest not asked for goes. */
const maxGraphs = 8;

const graphPattern = /^[0-9a-f]{64}\.graph$/;

/** Compiled graphs by the hash of their bytes, so that one that was read once is not read from the server again. */
export class GraphCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = join(folder, 'graphs');
  }

  /** The graph's bytes, checked; undefined where they are not there. */
  async get(hash: string): Promise<Uint8Array | undefined> {
    const path = this.#path(hash);
    try {
      const bytes = Uint8Array.from(await readFile(path));
      if (sha256(bytes) !== hash) throw new RangeError(`${path} was changed`);
      await utimes(path, new Date(), new Date());
      return bytes;
    } catch {
      return undefined; // the server has it
    }
  }

  /** Keeps the bytes; where that cannot be done, they are read again next time. */
  async put(hash: string, bytes: Uint8Array): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: folderMode });
      const temporary = join(this.#folder, `${randomBytes(4).toString('hex')}.tmp`);
      await writeNewFile(temporary, bytes);
      await rename(temporary, this.#path(hash));
      await this.#removeOldest();
    } catch (error) {
      // A full or read-only disk is no reason not to answer.
      if (errorCode(error) === undefined) throw error;
    }
  }

  #path(hash: string): string {
    return join(this.#folder, `${hash}.graph`);
  }

  async #removeOldest(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => graphPattern.test(name));
    const times = new Map<string, number>();
    for (const name of names) times.set(name, (await stat(join(this.#folder, name))).mtimeMs);
    const newestFirst = names.sort((one, other) => (times.get(other) ?? 0) - (times.get(one) ?? 0));
    for (const name of newestFirst.slice(maxGraphs)) await rm(join(this.#folder, name), { force: true });
  }
}
