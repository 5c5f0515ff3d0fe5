import { createConsole, type CypherConsole } from './cypher/console.ts';
import { ClosureThreads } from '../engine/closure-threads.ts';
import { decodeGraph } from '../graph/graph-bytes.ts';
import { OpenGraph } from '../graph/open-graph.ts';
import type { ReportRow } from '../model/answers.ts';
import { UnavailableError } from '../model/errors.ts';
import { rankedRows } from '../queries/blast-radius.ts';
import { addHops, computeRadiiLater, type Radii } from '../queries/radii.ts';
import type { Snapshot, Store } from '../store/store.ts';
import { SharedWork, type ShareDone } from './shared-work.ts';

/** Two closures, a thread each, beside the one that answers. */
const closureThreads = 3;

/** What a report is to hold, and who wants to know how far it is. */
export interface WantedReport {
  /** The most hops of every radius too, which takes far longer than all else. */
  readonly hops?: boolean;
  readonly onProgress?: ShareDone | undefined;
}

/** One snapshot opened for questions; what costs something is computed once, however many ask. */
export class OpenSnapshot {
  readonly snapshot: Snapshot;
  readonly graph: OpenGraph;
  readonly #radii: SharedWork<Radii>;
  readonly #report: SharedWork<readonly ReportRow[]>;
  readonly #farReport: SharedWork<readonly ReportRow[]>;

  /** @param threads work for it till the signal ends that */
  constructor(snapshot: Snapshot, graph: OpenGraph, threads: ClosureThreads, signal: AbortSignal) {
    this.snapshot = snapshot;
    this.graph = graph;
    this.#radii = new SharedWork((onProgress) => computeRadiiLater(graph, threads, { signal, onProgress }));
    this.#report = new SharedWork(async (onProgress) => rankedRows(graph, await this.#radii.result(onProgress)));
    this.#farReport = new SharedWork(async (onProgress) => {
      const radii = await this.#radii.result();
      return rankedRows(graph, await addHops(graph, threads, radii, { signal, onProgress }));
    });
  }

  /**
   * Every identity, ranked; the closure of all of them at first use, which leaves this thread free.
   *
   * @throws {UnavailableError} before any work, when it would take more memory than there is
   */
  async report({ hops = false, onProgress }: WantedReport = {}): Promise<readonly ReportRow[]> {
    return (hops ? this.#farReport : this.#report).result(onProgress);
  }
}

/** The error for a store into which nothing was ingested yet. */
export function emptyStore(): UnavailableError {
  return new UnavailableError('the store is empty', 'run `ambit ingest aws <folder>` or `ambit demo` first');
}

/** A store and the snapshot of it that questions are put to; follows the store's pointer. */
export class Workspace {
  readonly store: Store;
  readonly console: CypherConsole;
  readonly #threads = new ClosureThreads(closureThreads);
  readonly #ending = new AbortController();
  #open: { readonly id: string; readonly snapshot: Promise<OpenSnapshot | undefined> } | undefined;

  constructor(store: Store) {
    this.store = store;
    this.console = createConsole(store);
  }

  /** The current snapshot, opened; undefined in an empty store. */
  async current(): Promise<OpenSnapshot | undefined> {
    const newest = await this.store.current();
    if (newest === undefined) return undefined;
    if (this.#open?.id === newest.id) return this.#open.snapshot;
    const opening = { id: newest.id, snapshot: this.#openNewest() };
    this.#open = opening;
    try {
      return await opening.snapshot;
    } catch (error) {
      if (this.#open === opening) this.#open = undefined; // asked for again, it is tried again
      throw error;
    }
  }

  /**
   * @throws {UnavailableError} when nothing was ingested yet
   */
  async need(): Promise<OpenSnapshot> {
    const open = await this.current();
    if (open) return open;
    throw emptyStore();
  }

  /** Ends what is computed for whoever still waits, then lets go of threads and files. */
  async close(): Promise<void> {
    this.#ending.abort(new UnavailableError('the store is closed', 'ask again'));
    await this.#threads.close();
    await this.store.close();
  }

  async #openNewest(): Promise<OpenSnapshot | undefined> {
    const snapshot = await this.store.snapshot();
    if (snapshot === undefined) return undefined;
    return new OpenSnapshot(snapshot, await openGraph(snapshot), this.#threads, this.#ending.signal);
  }
}

async function openGraph(snapshot: Snapshot): Promise<OpenGraph> {
  const bytes = await snapshot.graph();
  if (bytes === undefined)
    throw new UnavailableError(`snapshot ${snapshot.info.id} holds no graph`, 'run the ingest again');
  return new OpenGraph(decodeGraph(bytes));
}
