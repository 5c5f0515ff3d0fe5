import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { AmbitRecord, Gap } from '../../model/records.ts';
import type { Draft, Snapshot, SnapshotInfo } from '../store.ts';
import { snapshotHash, snapshotInfo, type SnapshotDocument } from './document.ts';
import { flushFolder, orUnavailable } from './files.ts';
import { scopeKey } from './gaps.ts';
import { flip } from './history.ts';
import { generationName, graphName, recordsName } from './layout.ts';
import { prepareToPublish } from './publish.ts';
import type { RecordFiles } from './record-files.ts';
import { seal, type Sealed } from './seal.ts';
import { readSnapshot } from './snapshot.ts';
import { Staging } from './staging.ts';
import type { WriterLock } from './writer-lock.ts';

/** Writes generation N + 1 into files of its own; only publishing makes them part of the store. */
export class EmbeddedDraft implements Draft {
  readonly #files: RecordFiles;
  readonly #lock: WriterLock;
  readonly #current: SnapshotDocument | undefined;
  readonly #generation: number;
  readonly #name: string;
  readonly #createdAt = new Date().toISOString();
  readonly #scopes = new Set<string>();
  readonly #gaps: Gap[] = [];
  #state: 'writing' | 'sealed' | 'ended' = 'writing';
  #staging: Staging | undefined;
  #sealed: Sealed | undefined;

  constructor(files: RecordFiles, lock: WriterLock, current: SnapshotDocument | undefined) {
    this.#files = files;
    this.#lock = lock;
    this.#current = current;
    this.#generation = (current?.generation ?? 0) + 1;
    this.#name = generationName(this.#generation);
  }

  async put(records: readonly AmbitRecord[]): Promise<void> {
    this.#expect('writing');
    await this.#orDiscard(async () => {
      this.#staging ??= new Staging(this.#files.folder, this.#name);
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
    const { partitions, gaps, records } = sealed;
    const generation = this.#generation;
    const hash = snapshotHash({ generation, partitions, gaps, graphHash: '' });
    const info = snapshotInfo({ generation, createdAt: this.#createdAt, hash, partitions, gaps });
    return readSnapshot(this.#files, { info, partitions, records, graph: undefined });
  }

  async publish(graph: Uint8Array): Promise<SnapshotInfo> {
    this.#expect('sealed');
    const { folder } = this.#files;
    const document = await this.#orDiscard(async () => {
      const next = await this.#prepare(graph);
      if (next !== this.#current) await flip(folder, next);
      return next;
    });
    if (document.generation === this.#generation) await this.#end();
    else await this.discard();
    await orUnavailable('publishing the snapshot', () => flushFolder(folder));
    return snapshotInfo(document);
  }

  async discard(): Promise<void> {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    await this.#staging?.remove();
    await this.#files.remove(recordsName(this.#name));
    await rm(join(this.#files.folder, graphName(this.#name)), { force: true });
    await this.#lock.release();
  }

  async #end(): Promise<void> {
    this.#state = 'ended';
    await this.#lock.release();
  }

  async #merge(): Promise<Sealed> {
    this.#staging?.flush();
    const sealed = await seal(this.#files, {
      current: this.#current,
      generation: this.#generation,
      staging: this.#staging,
      said: { scopes: this.#scopes, gaps: this.#gaps },
      recordsName: recordsName(this.#name),
      now: this.#createdAt,
    });
    await this.#staging?.remove();
    this.#staging = undefined;
    return sealed;
  }

  #prepare(graph: Uint8Array): Promise<SnapshotDocument> {
    if (this.#sealed === undefined) throw new TypeError('a draft is sealed before it is published');
    return prepareToPublish(
      {
        folder: this.#files.folder,
        name: this.#name,
        generation: this.#generation,
        createdAt: this.#createdAt,
        current: this.#current,
        sealed: this.#sealed,
      },
      graph,
    );
  }

  /** A draft that cannot go on leaves nothing behind. */
  async #orDiscard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await orUnavailable('writing the store', work);
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  #expect(state: 'writing' | 'sealed'): void {
    if (this.#state !== state) throw new TypeError(`the draft is ${this.#state}, not ${state}`);
  }
}
