import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { UnavailableError } from '../model/errors.ts';
import { damaged, snapshotInfo, type SnapshotDocument } from './embedded/document.ts';
import { EmbeddedDraft } from './embedded/draft.ts';
import { errorCode, orUnavailable } from './embedded/files.ts';
import { findDocument, pruneHistory, readCurrent, readHistory, removeLeftovers } from './embedded/history.ts';
import { currentName, folderMode, hasHistory, isOwnName } from './embedded/layout.ts';
import { RecordFiles } from './embedded/record-files.ts';
import { checkSnapshot, readSnapshot } from './embedded/snapshot.ts';
import { lockForWriting } from './embedded/writer-lock.ts';
import type { Draft, Snapshot, SnapshotInfo, Store } from './store.ts';

/** How an embedded store is opened. */
export interface EmbeddedOptions {
  /** The folder must exist, and nothing is ever written. */
  readonly readOnly?: boolean;
  /** How long `begin` waits for another writer; 10,000 unless told. */
  readonly waitMs?: number;
}

/**
 * Opens the store in the folder, which is created where nothing is.
 *
 * Every file but `current` is written once, flushed, and never changed: a generation's records (LMDB), its compiled
 * graph, the snapshots that were current before. `current` is the pointer and is replaced by a rename. So a reader
 * keeps what it began with, a killed writer leaves files that nobody points to, and a hash vouches for each file.
 *
 * @throws {UnavailableError} when the folder is something else, cannot be used, or is of a newer version
 */
export async function openEmbeddedStore(folder = '.ambit', options: EmbeddedOptions = {}): Promise<Store> {
  const { readOnly = false, waitMs = 10_000 } = options;
  await orUnavailable(`opening ${folder}`, async () => {
    if (!readOnly) await prepareFolder(folder);
    await expectStore(folder);
    await readCurrent(folder);
  });
  return new EmbeddedStore(folder, readOnly, waitMs);
}

class EmbeddedStore implements Store {
  readonly #folder: string;
  readonly #readOnly: boolean;
  readonly #waitMs: number;
  readonly #files: RecordFiles;
  #draft: EmbeddedDraft | undefined;

  constructor(folder: string, readOnly: boolean, waitMs: number) {
    this.#folder = folder;
    this.#readOnly = readOnly;
    this.#waitMs = waitMs;
    this.#files = new RecordFiles(folder);
  }

  async current(): Promise<SnapshotInfo | undefined> {
    const document = await orUnavailable('reading the store', () => readCurrent(this.#folder));
    return document === undefined ? undefined : snapshotInfo(document);
  }

  async snapshots(): Promise<readonly SnapshotInfo[]> {
    const documents = await orUnavailable('reading the store', () => readHistory(this.#folder));
    return documents.map((document) => snapshotInfo(document));
  }

  async snapshot(id?: string): Promise<Snapshot | undefined> {
    return orUnavailable('reading the store', async () => {
      const document = await this.#document(id);
      if (document === undefined) return undefined;
      const parts = { ...document, info: snapshotInfo(document) };
      const graph = await checkSnapshot(this.#files, parts);
      return readSnapshot(this.#files, parts, graph);
    });
  }

  async begin(): Promise<Draft> {
    if (this.#readOnly) throw new TypeError('the store was opened for reading only');
    return orUnavailable(`writing ${this.#folder}`, async () => {
      const lock = await lockForWriting(this.#folder, this.#waitMs);
      try {
        const current = await readCurrent(this.#folder);
        await removeLeftovers(this.#folder, current?.generation ?? 0);
        this.#draft = new EmbeddedDraft(this.#files, lock, current);
        return this.#draft;
      } catch (error) {
        await lock.release();
        throw error;
      }
    });
  }

  async prune(keep: number): Promise<number> {
    if (keep < 1) throw new RangeError('the current snapshot stays');
    if (this.#readOnly) throw new TypeError('the store was opened for reading only');
    return orUnavailable(`writing ${this.#folder}`, async () => {
      const lock = await lockForWriting(this.#folder, this.#waitMs);
      try {
        return await pruneHistory(this.#folder, keep);
      } finally {
        await lock.release();
      }
    });
  }

  async close(): Promise<void> {
    // A draft that nobody ended would keep other writers out as long as this process lives.
    await this.#draft?.discard();
    await this.#files.close();
  }

  #document(id: string | undefined): Promise<SnapshotDocument | undefined> {
    return id === undefined ? readCurrent(this.#folder) : findDocument(this.#folder, id);
  }
}

/** Creates the folder, or closes it to others whatever the umask was when it was made. */
async function prepareFolder(folder: string): Promise<void> {
  await makeFolder(resolve(folder));
  const { mode, uid } = await stat(folder);
  // An existing folder is narrowed only once it is known to be a store or empty.
  await expectStore(folder);
  if ((mode & 0o777) !== folderMode && uid === process.getuid?.()) await chmod(folder, folderMode);
}

/** Node's own recursive mkdir never returns where a parent exists and still nothing can be created in it (/proc). */
async function makeFolder(folder: string): Promise<void> {
  const above = dirname(folder);
  if (above !== folder && !existsSync(above)) await makeFolder(above);
  try {
    await mkdir(folder, { mode: folderMode });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** Nothing is written into a folder that holds other people's files. */
async function expectStore(folder: string): Promise<void> {
  const names = await namesIn(folder);
  const current = join(folder, currentName);
  // Asked for by name: a listing may pass over what is being renamed.
  if (existsSync(current)) return;
  // Else the next draft would take every snapshot for what an interrupted one left.
  if (hasHistory(names)) throw damaged(current, 'is missing');
  const foreign = names.find((name) => !isOwnName(name));
  if (foreign === undefined) return;
  throw new UnavailableError(
    `${folder} is not a store: it holds ${foreign}`,
    'choose an empty or a new folder with --store',
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new UnavailableError(`there is no store at ${folder}`, 'run `ambit ingest` or `ambit demo` first', {
      cause: error,
    });
  }
}
