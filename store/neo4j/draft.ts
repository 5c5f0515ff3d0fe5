import type { AmbitRecord, Gap } from '../../model/records.ts';
import type { Draft, PublishProgress, Snapshot, SnapshotInfo } from '../store.ts';
import { snapshotHash, snapshotInfo } from '../embedded/document.ts';
import { sha256 } from '../embedded/files.ts';
import { scopeKey } from '../embedded/gaps.ts';
import { Staging } from '../embedded/staging.ts';
import type { SnapshotDocument, StoredGraph } from './document.ts';
import { writeGraph } from './graph-writer.ts';
import type { Lease } from './lease.ts';
import { flip, nextDocument, readAgain, type Candidate } from './publish.ts';
import { RecordWriter } from './record-writer.ts';
import { seal, type Sealed } from './seal.ts';
import { readSnapshot, type Reading } from './snapshot.ts';
import type { StagingFolder } from './staging-folder.ts';
import { sweep } from './sweep.ts';
import type { Writing } from './writing.ts';

/** What is derived from fewer records than this takes seconds, and a lease a minute. */
const manyRecords = 5000;

/** What a draft works with. */
export interface Tools {
  readonly reading: Reading;
  readonly lease: Lease;
  readonly writing: Writing;
  readonly folder: StagingFolder;
  readonly current: SnapshotDocument | undefined;
}

/** Writes generation N + 1 beside what is published; only the last transaction makes it part of the store. */
export class Neo4jDraft implements Draft {
  readonly #tools: Tools;
  readonly #generation: number;
  readonly #createdAt = new Date().toISOString();
  readonly #scopes = new Set<string>();
  readonly #gaps: Gap[] = [];
  #state: 'writing' | 'sealed' | 'ended' = 'writing';
  #staging: Staging | undefined;
  #earlier: Staging | undefined;
  #sealed: Sealed | undefined;

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#generation = (tools.current?.generation ?? 0) + 1;
  }

  async put(records: readonly AmbitRecord[]): Promise<void> {
    this.#expect('writing');
    await this.#orDiscard(async () => {
      this.#staging ??= this.#newStaging(1);
      for (const record of records) this.#staging.put(record);
    });
  }

  gap(gap: Gap): void {
    this.#expect('writing');
    this.#gaps.push(gap);
  }

  scope(source: string, scope: string): void {
    this.#expect('writing');
    this.#scopes.add(scopeKey(source, scope));
  }

  async seal(): Promise<Snapshot> {
    this.#expect('writing');
    const sealed = await this.#orDiscard(() => this.#merge());
    this.#sealed = sealed;
    this.#state = 'sealed';
    const { partitions, gaps } = sealed;
    // Edges are derived next, in one go that no timer comes between.
    if (partitions.reduce((sum, { recordCount }) => sum + recordCount, 0) >= manyRecords) this.#tools.lease.guard();
    const generation = this.#generation;
    const hash = snapshotHash({ generation, partitions, gaps, graphHash: '' });
    const info = snapshotInfo({ generation, createdAt: this.#createdAt, hash, partitions, gaps });
    return readSnapshot(this.#tools.reading, { info, partitions, graph: undefined });
  }

  async publish(graph: Uint8Array, progress: PublishProgress = () => {}): Promise<SnapshotInfo> {
    this.#expect('sealed');
    const { reading, lease, current } = this.#tools;
    const hash = sha256(graph);
    const document = await this.#orDiscard(async () => {
      const candidate = this.#candidate();
      const next = readAgain(candidate, hash) ?? nextDocument(candidate, await this.#write(graph, hash, progress));
      if (next !== current) await flip(reading.connection, lease, next);
      return next;
    });
    await reading.cache.put(hash, graph);
    if (document.generation === this.#generation) await this.#end();
    else await this.discard();
    return snapshotInfo(document);
  }

  async discard(): Promise<void> {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    const { reading, lease } = this.#tools;
    await this.#removeStaging();
    // What cannot be removed now, the next writer removes, and the lease ends by itself.
    await reading.connection.quickly(async () => {
      await sweep(reading.connection);
      await lease.release();
    });
  }

  async #end(): Promise<void> {
    this.#state = 'ended';
    await this.#removeStaging();
    await this.#tools.lease.release();
  }

  async #merge(): Promise<Sealed> {
    const { reading, writing, current } = this.#tools;
    this.#staging?.flush();
    const sealed = await seal(reading.connection, {
      current,
      generation: this.#generation,
      said: { scopes: this.#scopes, gaps: this.#gaps },
      now: this.#createdAt,
      staging: this.#staging,
      earlier: () => (this.#earlier ??= this.#newStaging(2)),
      writer: new RecordWriter(reading.connection, writing),
    });
    await this.#removeStaging();
    return sealed;
  }

  /** Writes the graph, or points to the current one where that is equal. */
  async #write(graph: Uint8Array, hash: string, progress: PublishProgress): Promise<StoredGraph> {
    const { reading, writing, current } = this.#tools;
    if (current?.graph.sha256 === hash) return current.graph;
    const rows = reading.codec.open(graph);
    await writeGraph(reading.connection, writing, rows, progress);
    return { number: writing.number, sha256: hash, nodeCount: rows.nodeCount, edgeCount: rows.edgeCount };
  }

  #candidate(): Candidate {
    if (this.#sealed === undefined) throw new TypeError('a draft is sealed before it is published');
    const { current } = this.#tools;
    return { generation: this.#generation, createdAt: this.#createdAt, current, sealed: this.#sealed };
  }

  #newStaging(ordinal: number): Staging {
    const { folder, writing } = this.#tools;
    // Both have the seed of the writing, which stands in the name.
    return new Staging(folder.path, `00000${ordinal}-${writing.seed.toString(16).padStart(8, '0')}`);
  }

  async #removeStaging(): Promise<void> {
    await this.#staging?.remove();
    await this.#earlier?.remove();
    this.#staging = undefined;
    this.#earlier = undefined;
    await this.#tools.folder.remove();
  }

  /** A draft that cannot go on leaves nothing behind. */
  async #orDiscard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.discard().catch(() => undefined);
      throw error;
    }
  }

  #expect(state: 'writing' | 'sealed'): void {
    if (this.#state !== state) throw new TypeError(`the draft is ${this.#state}, not ${state}`);
  }
}
