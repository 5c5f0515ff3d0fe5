import type { Category } from './node-kind.ts';

/** One node of a compiled graph, spelled out. */
export interface GraphNodeRow {
  /** Its place in the graph, from 0. */
  readonly index: number;
  /** Begins with NUL on inner nodes alone. */
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly category: Category;
  readonly weight: number;
  readonly human: boolean;
  readonly scope: string;
  readonly owner: string | undefined;
  /** `production` or another one; undefined where it is not known. */
  readonly environment: string | undefined;
  /** OWASP NHI ids. */
  readonly findings: readonly string[];
  /** Index of the node that a person reads in its place; undefined where nothing is read there. */
  readonly shownAs: number | undefined;
}

/** One edge of a compiled graph, spelled out. */
export interface GraphEdgeRow {
  /** Its place in the graph, from 0, in the order of its tail. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  /** Empty where the edge only gives the graph its shape. */
  readonly kind: string;
  readonly rule: string;
  /** None where the edge is certain. */
  readonly conditions: readonly string[];
  /** JSON text of one {@link Evidence} each. */
  readonly evidence: readonly string[];
  /** 1 for an edge that a person counts as a step, else 0. */
  readonly hop: number;
  /** In tenths. */
  readonly cost: number;
}

/** A compiled graph read row by row. */
export interface GraphRows {
  readonly nodeCount: number;
  readonly edgeCount: number;
  node(index: number): GraphNodeRow;
  edge(index: number): GraphEdgeRow;
}

/** Puts a compiled graph together from rows that come in any order, each at least once. */
export interface GraphCollector {
  node(row: GraphNodeRow): void;
  edge(row: GraphEdgeRow): void;
  /**
   * The graph's bytes, equal to those that the rows were read from.
   *
   * @throws {RangeError} when a row is missing
   */
  finish(): Uint8Array;
}

/** What a store that keeps graphs as rows must know of their bytes. */
export interface GraphCodec {
  open(bytes: Uint8Array): GraphRows;
  collect(nodeCount: number, edgeCount: number): GraphCollector;
}
