import type { Csr } from '../engine/csr.ts';
import type { Category } from '../model/node-kind.ts';
import type { ListTable } from './list-table.ts';
import type { StringTable } from './string-table.ts';

/** Every category, in the order of the numbers in {@link CompiledGraph.nodeCategory}. */
export const categories: readonly Category[] = [
  'identity',
  'credential',
  'system',
  'data',
  'automation',
  'passage',
  'inner',
];

/** A sentinel for "no node" and "no text". */
export const none = 0xffff_ffff;

/**
 * The graph as typed arrays: nodes and edges are indices, texts stand in tables.
 *
 * Node arrays have length nodeCount; edge arrays have length edgeCount and are aligned with `csr.targets`.
 */
export interface CompiledGraph {
  readonly csr: Csr;
  /** Ids by node index. Inner nodes' ids start with NUL, which no outside id may hold. */
  readonly nodeIds: StringTable;
  readonly nodeNames: StringTable;
  /** Node indices in the order of their ids' UTF-8 bytes. */
  readonly idOrder: Uint32Array;
  /** Index into `texts`. */
  readonly nodeKind: Uint32Array;
  /** Index into {@link categories}. */
  readonly nodeCategory: Uint8Array;
  /** Finite and not negative; only resources' weights are summed. */
  readonly nodeWeight: Float64Array;
  /** 1 where a person is behind the identity. */
  readonly nodeHuman: Uint8Array;
  /** Index into `texts`: account, cluster, organisation. */
  readonly nodeScope: Uint32Array;
  /** Index into `texts`, or {@link none}. */
  readonly nodeOwner: Uint32Array;
  /** Index into `texts`: `production` or another environment, or {@link none} where it is not known. */
  readonly nodeEnvironment: Uint32Array;
  /** Index into `textLists`: OWASP NHI ids. */
  readonly nodeFindings: Uint32Array;
  /** The node that a person reads in this one's place: itself, a facet's resource, or {@link none} for inner nodes. */
  readonly nodeShownAs: Uint32Array;
  /** Index into `texts`. */
  readonly edgeKind: Uint32Array;
  /** Index into `texts`: the rule in edges/, or the source that said so. */
  readonly edgeRule: Uint32Array;
  /** Index into `textLists`: conditions; 0, the empty list, is a certain edge. */
  readonly edgeConditions: Uint32Array;
  /** Index into `evidenceLists`. */
  readonly edgeEvidence: Uint32Array;
  /** 1 for an edge that a person counts as a step, 0 for those into inner nodes and between a node and its facets. */
  readonly edgeHop: Uint8Array;
  /** Cost of the step in tenths. */
  readonly edgeCost: Uint16Array;
  readonly texts: StringTable;
  /** Lists of indices into `texts`. */
  readonly textLists: ListTable;
  /** Lists of indices into `evidence`. */
  readonly evidenceLists: ListTable;
  /** JSON text of one {@link Evidence} each. */
  readonly evidence: StringTable;
}
