import type { GraphCodec } from '../model/graph-rows.ts';
import { UnavailableError } from '../model/errors.ts';
import { snapshotInfo } from './embedded/document.ts';
import type { CypherDoor } from './cypher.ts';
import { parseAddress } from './neo4j/address.ts';
import { cypherDoor } from './neo4j/ask.ts';
import { Connection, type ConnectionOptions } from './neo4j/connection.ts';
import { findDocument, parseDocument, readCurrentText, readHistory, type SnapshotDocument } from './neo4j/document.ts';
import { Neo4jDraft } from './neo4j/draft.ts';
import { GraphCache } from './neo4j/graph-cache.ts';
import { takeLease, type Lease } from './neo4j/lease.ts';
import { expectOurs, migrate } from './neo4j/schema.ts';
import { readSnapshot, type Reading } from './neo4j/snapshot.ts';
import { makeStagingFolder } from './neo4j/staging-folder.ts';
import { removeSnapshots, sweep } from './neo4j/sweep.ts';
import { beginWriting } from './neo4j/writing.ts';
import type { Draft, Snapshot, SnapshotInfo, Store } from './store.ts';

/** How a store on a server is opened. */
export interface Neo4jOptions extends ConnectionOptions {
  /** How graphs become nodes and relationships. */
  readonly codec: GraphCodec;
  /** Folder for graphs that were read and for drafts; only this user's. */
  readonly cacheFolder: string;
  /** Nothing is ever written. */
  readonly readOnly?: boolean;
  /** How long `begin` waits for another writer; 10,000 unless told. */
  readonly waitMs?: number;
}

/**
 * Opens the store at `bolt://host:port?estate=NAME&database=NAME` or its like.
 *
 * Each ingest writes nodes, relationships and pages of records of its own, which nothing points to until one last
 * transaction makes its snapshot the current one. The schema is made by the first writer.
 *
 * @throws {UnavailableError} when the server cannot be reached, refuses, is too old, or holds something else
 */
export async function openNeo4jStore(url: string, options: Neo4jOptions): Promise<Store> {
  const connection = new Connection(parseAddress(url), options);
  try {
    expectVersion(await connection.version());
    await expectOurs(connection);
    return new Neo4jStore(connection, options);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

class Neo4jStore implements Store {
  readonly cypher: CypherDoor;
  readonly #connection: Connection;
  readonly #reading: Reading;
  readonly #options: Neo4jOptions;
  #draft: Neo4jDraft | undefined;
  /** The current snapshot as it was last read. */
  #known: { readonly text: string; readonly document: SnapshotDocument } | undefined;

  constructor(connection: Connection, options: Neo4jOptions) {
    this.cypher = cypherDoor(connection);
    this.#connection = connection;
    this.#options = options;
    this.#reading = { connection, codec: options.codec, cache: new GraphCache(options.cacheFolder) };
  }

  async current(): Promise<SnapshotInfo | undefined> {
    const document = await this.#current();
    return document === undefined ? undefined : snapshotInfo(document);
  }

  async snapshots(): Promise<readonly SnapshotInfo[]> {
    const { estate } = this.#connection.address;
    const documents = await this.#connection.read('reading the snapshots', (run) => readHistory(run, estate));
    return documents.map((document) => snapshotInfo(document));
  }

  async snapshot(id?: string): Promise<Snapshot | undefined> {
    const { estate } = this.#connection.address;
    const document =
      id === undefined
        ? await this.#current()
        : await this.#connection.read('reading a snapshot', (run) => findDocument(run, estate, id));
    if (document === undefined) return undefined;
    const { partitions, graph } = document;
    return readSnapshot(this.#reading, { info: snapshotInfo(document), partitions, graph });
  }

  async begin(): Promise<Draft> {
    const connection = this.#connection;
    const { cacheFolder } = this.#options;
    const lease = await this.#lease();
    try {
      await sweep(connection);
      const current = await this.#current();
      const writing = await beginWriting(connection, lease);
      const folder = await makeStagingFolder(cacheFolder);
      this.#draft = new Neo4jDraft({ reading: this.#reading, lease, writing, folder, current });
      return this.#draft;
    } catch (error) {
      await lease.release().catch(() => undefined);
      throw error;
    }
  }

  async prune(keep: number): Promise<number> {
    if (keep < 1) throw new RangeError('the current snapshot stays');
    const lease = await this.#lease();
    try {
      const count = await removeSnapshots(this.#connection, lease, keep);
      await sweep(this.#connection);
      return count;
    } finally {
      await lease.release();
    }
  }

  async close(): Promise<void> {
    try {
      // A draft that nobody ended would keep other writers out until its lease ends.
      await this.#draft?.discard();
    } finally {
      await this.#connection.close();
    }
  }

  async #lease(): Promise<Lease> {
    const { readOnly = false, waitMs = 10_000 } = this.#options;
    if (readOnly) throw new TypeError('the store was opened for reading only');
    await migrate(this.#connection, await expectOurs(this.#connection));
    return takeLease(this.#connection, waitMs);
  }

  async #current(): Promise<SnapshotDocument | undefined> {
    const { estate } = this.#connection.address;
    const text = await this.#connection.read('reading the store', (run) => readCurrentText(run, estate));
    if (text === undefined) return undefined;
    if (this.#known?.text !== text) this.#known = { text, document: parseDocument(text) };
    return this.#known.document;
  }
}

/** `Neo4j/5.26.30`, `Neo4j/5.27-aura`, `Neo4j/2025.06.0`. */
function expectVersion(agent: string): void {
  const [, major = '0', minor = '0'] = /^Neo4j\/(\d+)\.(\d+)/.exec(agent) ?? [];
  if (Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 26)) return;
  throw new UnavailableError(`the server is ${agent === '' ? 'unknown' : agent}`, 'Neo4j 5.26 or newer is needed');
}
