import { createConsole, type CypherConsole } from './cypher/console.ts';
import { decodeGraph } from '../graph/graph-bytes.ts';
import { OpenGraph } from '../graph/open-graph.ts';
import type { ReportRow } from '../model/answers.ts';
import { UnavailableError } from '../model/errors.ts';
import { rankedRows } from '../queries/blast-radius.ts';
import { computeRadii } from '../queries/radii.ts';
import type { Snapshot, Store } from '../store/store.ts';

/** One snapshot opened for questions; what costs something is computed once. */
export class OpenSnapshot {
  readonly snapshot: Snapshot;
  readonly graph: OpenGraph;
  #report: readonly ReportRow[] | undefined;

  constructor(snapshot: Snapshot, graph: OpenGraph) {
    this.snapshot = snapshot;
    this.graph = graph;
  }

  /** Every identity, ranked; the closure of all of them at first use. */
  get report(): readonly ReportRow[] {
    this.#report ??= rankedRows(this.graph, computeRadii(this.graph));
    return this.#report;
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
  #open: OpenSnapshot | undefined;

  constructor(store: Store) {
    this.store = store;
    this.console = createConsole(store);
  }

  /** The current snapshot, opened; undefined in an empty store. */
  async current(): Promise<OpenSnapshot | undefined> {
    const newest = await this.store.current();
    if (newest === undefined) return undefined;
    if (this.#open?.snapshot.info.id === newest.id) return this.#open;
    const snapshot = await this.store.snapshot();
    if (snapshot === undefined) return undefined;
    this.#open = await openSnapshot(snapshot);
    return this.#open;
  }

  /**
   * @throws {UnavailableError} when nothing was ingested yet
   */
  async need(): Promise<OpenSnapshot> {
    const open = await this.current();
    if (open) return open;
    throw emptyStore();
  }

  async close(): Promise<void> {
    await this.store.close();
  }
}

async function openSnapshot(snapshot: Snapshot): Promise<OpenSnapshot> {
  const bytes = await snapshot.graph();
  if (bytes === undefined)
    throw new UnavailableError(`snapshot ${snapshot.info.id} holds no graph`, 'run the ingest again');
  return new OpenSnapshot(snapshot, new OpenGraph(decodeGraph(bytes)));
}
