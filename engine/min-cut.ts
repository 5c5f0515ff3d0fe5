import { buildCsr } from './csr.ts';
import type { OrderedCsr } from './csr.ts';
import { checkNetwork, maxFlow } from './max-flow.ts';
import type { FlowNetwork } from './max-flow.ts';
import { NONE } from './none.ts';

/** The cheapest set of arcs without which no source leads to a sink, or why there is none. */
export type MinCut =
  | {
      readonly kind: 'cut';
      /** Indices of arcs, ascending; with any one of them left a source leads to a sink. */
      readonly arcs: Uint32Array;
      /** What they cost together. */
      readonly value: number;
      /** Length arcCount; a flow of that very value, which proves that no cut is cheaper. */
      readonly flow: Float64Array;
    }
  | {
      readonly kind: 'impossible';
      /** Arcs that cannot be cut and lead from a source to a sink, in order; none where a source is a sink. */
      readonly way: Uint32Array;
    };

/**
 * Cuts a network at the least cost, near its sources where several cuts cost the same.
 *
 * @param network what each arc costs is its capacity; Infinity cannot be cut
 * @throws {RangeError} on nodes that are not there, a negative or missing cost, or arrays of unequal length
 * Time as `maxFlow`.
 */
export function minCut(network: FlowNetwork, sources: Uint32Array, sinks: Uint32Array): MinCut {
  checkNetwork(network, sources, sinks);
  const way = openWay(network, sources, sinks);
  if (way !== undefined) return { kind: 'impossible', way };

  const { flow, isNear } = maxFlow(network, sources, sinks);
  const { from, to, capacity } = network;
  const crossing = capacity.map((_, arc) => isNear[from[arc]] & (1 - isNear[to[arc]]));
  const leads = leadingBehind(network, sinks, crossing);
  const arcs = Uint32Array.from(crossing.keys()).filter((arc) => crossing[arc] === 1 && leads[to[arc]] === 1);
  return { kind: 'cut', arcs, value: arcs.reduce((sum, arc) => sum + capacity[arc], 0), flow };
}

/** Arcs without limit that lead from a source to a sink, in order, as few as there can be; undefined where none do. */
function openWay(
  { nodeCount, from, to, capacity }: FlowNetwork,
  sources: Uint32Array,
  sinks: Uint32Array,
): Uint32Array | undefined {
  const { offsets, order } = buildCsr(nodeCount, from, to);
  const isSink = new Uint8Array(nodeCount);
  for (const u of sinks) isSink[u] = 1;
  const enteredBy = new Uint32Array(nodeCount).fill(NONE);
  const isFound = new Uint8Array(nodeCount);
  const queue: number[] = [];
  for (const u of sources) {
    if (isFound[u] === 0) queue.push(u);
    isFound[u] = 1;
  }
  for (const u of queue) {
    if (isSink[u] === 1) return wayTo(u, from, enteredBy);
    for (let e = offsets[u]; e < offsets[u + 1]; e++) {
      const v = to[order[e]];
      if (capacity[order[e]] !== Infinity || isFound[v] === 1) continue;
      isFound[v] = 1;
      enteredBy[v] = order[e];
      queue.push(v);
    }
  }
  return undefined;
}

function wayTo(sink: number, from: Uint32Array, enteredBy: Uint32Array): Uint32Array {
  const arcs: number[] = [];
  for (let u = sink; enteredBy[u] !== NONE; u = from[enteredBy[u]]) arcs.push(enteredBy[u]);
  return Uint32Array.from(arcs.reverse());
}

/** Length nodeCount; 1 for nodes that lead to a sink without a cut arc: an arc of no cost into others need not be cut. */
function leadingBehind({ nodeCount, from, to }: FlowNetwork, sinks: Uint32Array, isCut: Float64Array): Uint8Array {
  const reverse: OrderedCsr = buildCsr(nodeCount, to, from);
  const leads = new Uint8Array(nodeCount);
  const queue: number[] = [];
  for (const u of sinks) {
    if (leads[u] === 0) queue.push(u);
    leads[u] = 1;
  }
  for (const u of queue) {
    for (let e = reverse.offsets[u]; e < reverse.offsets[u + 1]; e++) {
      const v = reverse.targets[e];
      if (leads[v] === 1 || isCut[reverse.order[e]] === 1) continue;
      leads[v] = 1;
      queue.push(v);
    }
  }
  return leads;
}
