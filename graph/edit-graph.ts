import { buildCsr, tailsOf } from '../engine/csr.ts';
import { none, type CompiledGraph } from './compiled-graph.ts';
import { orderOf } from './graph-builder.ts';
import { buildStringTable, textAt, textCount, type StringTable } from './string-table.ts';

/** An edge to be put in, which says what another says. */
export interface CopiedEdge {
  readonly from: number;
  readonly to: number;
  /** Position of the edge whose words it has. */
  readonly like: number;
}

/** What is to be another in a graph. */
export interface Edits {
  /** Positions of edges that go. */
  readonly gone: ReadonlySet<number>;
  /** New inner nodes, each like one that is there; they are numbered from the node count on. */
  readonly copies: readonly number[];
  readonly added: readonly CopiedEdge[];
  /** Nodes that nobody sees or counts any more. */
  readonly hidden: ReadonlySet<number>;
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The graph with the edits made; nothing of the old one is changed. Time O(n + m). */
export function editGraph(graph: CompiledGraph, { gone, copies, added, hidden }: Edits): CompiledGraph {
  const tails = tailsOf(graph.csr);
  const kept = Array.from(graph.csr.targets.keys()).filter((e) => !gone.has(e));
  const from = Uint32Array.from([...kept.map((e) => tails[e]), ...added.map((edge) => edge.from)]);
  const to = Uint32Array.from([...kept.map((e) => graph.csr.targets[e]), ...added.map((edge) => edge.to)]);
  const like = [...kept, ...added.map((edge) => edge.like)];

  const nodes = Uint32Array.from([...graph.nodeShownAs.keys(), ...copies]);
  const csr = buildCsr(nodes.length, from, to);
  const edges = csr.order.map((e) => like[e]);
  const ids = withCopies(graph.nodeIds, copies);
  return {
    ...graph,
    csr: { offsets: csr.offsets, targets: csr.targets },
    nodeIds: buildStringTable(ids),
    idOrder: orderOf(ids),
    nodeNames: buildStringTable(Array.from(nodes, (node) => textAt(graph.nodeNames, node))),
    nodeKind: gather(graph.nodeKind, nodes),
    nodeCategory: gather(graph.nodeCategory, nodes),
    nodeWeight: gather(graph.nodeWeight, nodes),
    nodeHuman: gather(graph.nodeHuman, nodes),
    nodeScope: gather(graph.nodeScope, nodes),
    nodeOwner: gather(graph.nodeOwner, nodes),
    nodeEnvironment: gather(graph.nodeEnvironment, nodes),
    nodeFindings: gather(graph.nodeFindings, nodes),
    nodeShownAs: gather(graph.nodeShownAs, nodes).map((shown) => (hidden.has(shown) ? none : shown)),
    edgeKind: gather(graph.edgeKind, edges),
    edgeRule: gather(graph.edgeRule, edges),
    edgeConditions: gather(graph.edgeConditions, edges),
    edgeEvidence: gather(graph.edgeEvidence, edges),
    edgeHop: gather(graph.edgeHop, edges),
    edgeCost: gather(graph.edgeCost, edges),
  };
}

/** The column's values at these places, in their order. */
function gather<A extends Column>(column: A, places: Uint32Array): A {
  const values = new (column.constructor as new (length: number) => A)(places.length);
  for (const [index, place] of places.entries()) values[index] = column[place];
  return values;
}

function withCopies(table: StringTable, copies: readonly number[]): readonly string[] {
  const own = Array.from({ length: textCount(table) }, (_, node) => textAt(table, node));
  return [...own, ...copies.map((_, place) => `\0copy ${own.length + place}`)];
}
