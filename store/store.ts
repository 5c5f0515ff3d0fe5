import type { AmbitRecord, Gap } from '../model/records.ts';
import type { CypherDoor } from './cypher.ts';

/** All records of one origin: the unit that snapshots share and that an ingest replaces. */
export interface Partition {
  readonly source: string;
  readonly scope: string;
  readonly part: string;
  /** The generation that wrote it; snapshots which did not change it point at the same one. */
  readonly generation: number;
  readonly recordCount: number;
  /** SHA-256 over the records in key order, without their times. */
  readonly hash: string;
  /** ISO 8601; the oldest reading of any record in it. */
  readonly observedAt: string;
}

/** A gap together with the time since which it stands. */
export interface StandingGap extends Gap {
  readonly since: string;
}

/** One consistent state of the graph. */
export interface SnapshotInfo {
  /** First 16 hexadecimal digits of `hash`. */
  readonly id: string;
  readonly generation: number;
  readonly createdAt: string;
  /** SHA-256 over the generation, the partitions' hashes, the gaps and the compiled graph's own hash; checked at open. */
  readonly hash: string;
  readonly partitions: readonly Partition[];
  readonly gaps: readonly StandingGap[];
}

/** A reader's view of one snapshot; writers never change what it sees. */
export interface Snapshot {
  readonly info: SnapshotInfo;
  /** Value of the property `graph` on this snapshot's nodes; undefined where the store has none. */
  readonly graphNumber?: number;
  /** Every record in batches, partition by partition, in key order. */
  records(): AsyncIterable<readonly AmbitRecord[]>;
  /** Node records with the id, and the facts that mention it. */
  recordsAbout(id: string): Promise<readonly AmbitRecord[]>;
  /** The compiled graph as it was published; undefined in a draft. The bytes are 8-aligned and the caller's own. */
  graph(): Promise<Uint8Array | undefined>;
}

/** Told how many of how many pieces of the graph are written, where that takes a while. */
export type PublishProgress = (done: number, total: number) => void;

/** Generation N + 1 while it is being written beside N; nobody else sees it. */
export interface Draft {
  /** Adds records; one with the key of an earlier one of the same origin replaces it. */
  put(records: readonly AmbitRecord[]): Promise<void>;
  /** What an earlier ingest knew of the gap's parts and subjects stays, with its time. */
  gap(gap: Gap): void;
  /** Marks a scope of a source as read: its earlier records that are neither put again nor covered by a gap go. */
  scope(source: string, scope: string): void;
  /** Ends writing; the snapshot as it will be, other sources' records included, to derive the graph from. */
  seal(): Promise<Snapshot>;
  /** Publishes the sealed snapshot with its graph by flipping one pointer; the snapshot as it stands in the store.
   * Where records, gaps and graph are the current ones, nothing is written but the later times of the partitions,
   * and the current snapshot is the answer: a graph must be equal, byte for byte, for equal records. */
  publish(graph: Uint8Array, progress?: PublishProgress): Promise<SnapshotInfo>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** Where facts and snapshots live. */
export interface Store {
  /** The database that the store is, where it is one; see docs/neo4j-schema.md. */
  readonly cypher?: CypherDoor;
  /** The current snapshot's description alone; undefined when the store is empty. Cheap enough to ask each time. */
  current(): Promise<SnapshotInfo | undefined>;
  /** Newest snapshot first. */
  snapshots(): Promise<readonly SnapshotInfo[]>;
  /**
   * The snapshot of that id (or unique prefix), or the current one; undefined when there is none.
   *
   * @throws {UnavailableError} when its content does not match its hash
   * @throws {UsageError} when several ids begin with the prefix
   */
  snapshot(id?: string): Promise<Snapshot | undefined>;
  /** Begins generation N + 1; removes what an interrupted draft left. One writer at a time, others wait or are refused. */
  begin(): Promise<Draft>;
  /**
   * Removes all but the newest snapshots, and what only those held; how many are gone.
   * Whoever reads one of them may find it gone.
   */
  prune(keep: number): Promise<number>;
  /** Ends a draft that is still open, and lets go of all files. */
  close(): Promise<void>;
}
