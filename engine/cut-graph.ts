import { tailsOf } from './csr.ts';
import type { Csr } from './csr.ts';
import type { FlowNetwork } from './max-flow.ts';
import { minCut } from './min-cut.ts';
import { NONE } from './none.ts';
import { reachedFrom } from './reached.ts';

/** What is to be cut off from what, and at which cost. */
export interface CutQuestion {
  /** Where the ways begin. */
  readonly sources: Uint32Array;
  /** Where they end. */
  readonly sinks: Uint32Array;
  /** Length edgeCount; not negative; Infinity for an edge that must stay. */
  readonly edgeCosts: Float64Array;
  /** Length nodeCount; Infinity for a node that must stay, as all do where this is absent; ends may have a cost too. */
  readonly nodeCosts?: Float64Array;
}

/** The cheapest edges and nodes without which no source leads to a sink, or why there are none. */
export type GraphCut =
  | {
      readonly kind: 'cut';
      readonly edges: Uint32Array;
      readonly nodes: Uint32Array;
      readonly value: number;
      /** Length edgeCount; a flow of that very value through the edges, which proves that no cut is cheaper. */
      readonly edgeFlow: Float64Array;
    }
  | {
      readonly kind: 'impossible';
      /** Edges that must stay, from a source to a sink through nodes that must stay, in order. */
      readonly way: Uint32Array;
    };

/** An arc that stands for a node, in {@link CutNetwork.edgeOf}. */
interface CutNetwork extends FlowNetwork {
  /** By arc, the graph's edge, or {@link NONE} where the arc stands for a node. */
  readonly edgeOf: Uint32Array;
  /** By arc, the graph's node where `edgeOf` has none. */
  readonly nodeOf: Uint32Array;
  /** By node of the graph, the network's node that is entered, or {@link NONE} where no way from source to sink goes. */
  readonly entry: Uint32Array;
  /** By node of the graph, the network's node that is left; the same as `entry` where the node must stay. */
  readonly exit: Uint32Array;
}

/**
 * Cuts a graph at the least cost, near the sources where several cuts cost the same.
 *
 * @param reverse the graph transposed
 * @throws {RangeError} on nodes that are not there, a negative or missing cost, or arrays of unequal length
 * Time O(n + m), and that of `maxFlow` on what lies between sources and sinks.
 */
export function cutGraph(graph: Csr, reverse: Csr, question: CutQuestion): GraphCut {
  checkQuestion(graph, reverse, question);
  const network = networkBetween(graph, reverse, question);
  const { entry, exit, edgeOf, nodeOf } = network;
  const isThere = (u: number): boolean => u !== NONE;
  const cut = minCut(
    network,
    question.sources.map((u) => entry[u]).filter(isThere),
    question.sinks.map((u) => exit[u]).filter(isThere),
  );
  if (cut.kind === 'impossible') return { kind: 'impossible', way: cut.way.map((arc) => edgeOf[arc]).filter(isThere) };

  const edgeFlow = new Float64Array(graph.targets.length);
  for (const [arc, flow] of cut.flow.entries()) if (edgeOf[arc] !== NONE) edgeFlow[edgeOf[arc]] = flow;
  return {
    kind: 'cut',
    edges: cut.arcs.map((arc) => edgeOf[arc]).filter(isThere),
    nodes: cut.arcs.filter((arc) => edgeOf[arc] === NONE).map((arc) => nodeOf[arc]),
    value: cut.value,
    edgeFlow,
  };
}

function checkQuestion(graph: Csr, reverse: Csr, { sources, sinks, edgeCosts, nodeCosts }: CutQuestion): void {
  const nodeCount = graph.offsets.length - 1;
  if (reverse.offsets.length !== nodeCount + 1 || reverse.targets.length !== graph.targets.length) {
    throw new RangeError(`transposed: ${reverse.offsets.length - 1} nodes, ${reverse.targets.length} edges`);
  }
  if (edgeCosts.length !== graph.targets.length) {
    throw new RangeError(`${edgeCosts.length} costs, ${graph.targets.length} edges`);
  }
  if (nodeCosts !== undefined && nodeCosts.length !== nodeCount) {
    throw new RangeError(`${nodeCosts.length} costs, ${nodeCount} nodes`);
  }
  for (const costs of [edgeCosts, nodeCosts ?? []]) {
    for (let i = 0; i < costs.length; i++) if (!(costs[i] >= 0)) throw new RangeError(`cost ${i} is ${costs[i]}`);
  }
  for (const ends of [sources, sinks]) {
    for (const u of ends) if (u >= nodeCount) throw new RangeError(`end ${u} among ${nodeCount} nodes`);
  }
}

/** The network of the nodes that a source leads to and that lead to a sink; a node with a cost is an arc. */
function networkBetween(graph: Csr, reverse: Csr, { sources, sinks, edgeCosts, nodeCosts }: CutQuestion): CutNetwork {
  const below = reachedFrom(graph, sources);
  const above = reachedFrom(reverse, sinks);
  const entry = new Uint32Array(below.length).fill(NONE);
  const exit = new Uint32Array(below.length).fill(NONE);
  const split: number[] = [];
  let nodeCount = 0;
  for (let u = 0; u < below.length; u++) {
    if ((below[u] & above[u]) === 0) continue;
    entry[u] = exit[u] = nodeCount++;
    if (nodeCosts === undefined || nodeCosts[u] === Infinity) continue;
    exit[u] = nodeCount++;
    split.push(u);
  }

  const tails = tailsOf(graph);
  const edges = Uint32Array.from(tails.keys()).filter(
    (e) => exit[tails[e]] !== NONE && entry[graph.targets[e]] !== NONE,
  );
  const arcCount = split.length + edges.length;
  const edgeOf = new Uint32Array(arcCount).fill(NONE);
  edgeOf.set(edges, split.length);
  const nodeOf = new Uint32Array(arcCount).fill(NONE);
  nodeOf.set(split);
  const isNode = (arc: number): boolean => arc < split.length;
  const ofArc = (of: (arc: number) => number) => (_: unknown, arc: number) => of(arc);
  const { length } = edgeOf;
  return {
    nodeCount,
    from: Uint32Array.from(
      { length },
      ofArc((arc) => (isNode(arc) ? entry[nodeOf[arc]] : exit[tails[edgeOf[arc]]])),
    ),
    to: Uint32Array.from(
      { length },
      ofArc((arc) => (isNode(arc) ? exit[nodeOf[arc]] : entry[graph.targets[edgeOf[arc]]])),
    ),
    capacity: Float64Array.from(
      { length },
      ofArc((arc) => (isNode(arc) ? (nodeCosts?.[nodeOf[arc]] ?? Infinity) : edgeCosts[edgeOf[arc]])),
    ),
    edgeOf,
    nodeOf,
    entry,
    exit,
  };
}
