import type { Csr } from './csr.ts';
import type { EdgeCosts } from './distances.ts';
import { createHeap, popHeap, pushHeap } from './heap.ts';

/** What the searches between two nodes share. */
export interface PathSearch {
  readonly graph: Csr;
  readonly to: number;
  /** Length edgeCount; see {@link lengthOf}. */
  readonly costs: EdgeCosts;
  /** Length nodeCount; exact distance to `to` of each node that a start leads to, Infinity where there is no way. */
  readonly distances: Float64Array;
  /** Length nodeCount; 1 for nodes that the next search must not enter. */
  readonly isClosed: Uint8Array;
  /** Length nodeCount; the search that `reached` and `enteredBy` were last written in. */
  readonly writtenIn: Uint32Array;
  /** Length nodeCount; length from the search's start. */
  readonly reached: Float64Array;
  /** Length nodeCount; edge by which the node is entered. */
  readonly enteredBy: Uint32Array;
  /** Length nodeCount; the node before. */
  readonly before: Uint32Array;
  searchCount: number;
  /** How many more edges may be looked at; below 0 the answer is given up. */
  budget: number;
}

/** Ready to search from anywhere to `to`. */
export function createPathSearch(
  graph: Csr,
  to: number,
  costs: EdgeCosts,
  distances: Float64Array,
  budget: number,
): PathSearch {
  const nodeCount = graph.offsets.length - 1;
  return {
    graph,
    to,
    costs,
    distances,
    isClosed: new Uint8Array(nodeCount),
    writtenIn: new Uint32Array(nodeCount),
    reached: new Float64Array(nodeCount),
    enteredBy: new Uint32Array(nodeCount),
    before: new Uint32Array(nodeCount),
    searchCount: 0,
    budget,
  };
}

/** Length of an edge: its cost times the number of nodes, and one more, so that fewer edges come first among equals. */
export function lengthOf({ graph, costs }: PathSearch, edge: number): number {
  return costs[edge] * (graph.offsets.length - 1) + 1;
}

/**
 * The edges of a shortest way from `from` to the search's end that enters no closed node and does not begin with a
 * banned edge; undefined where there is none or the budget ends.
 *
 * A* with the exact distances of the open graph: where nothing closed is in the way it looks at one path only, as among equals
 * what is nearer to the end goes first.
 */
export function searchPath(search: PathSearch, from: number, banned: ReadonlySet<number>): number[] | undefined {
  const { graph, to, costs, distances, isClosed, writtenIn, reached, enteredBy, before } = search;
  const { offsets, targets } = graph;
  const scale = offsets.length - 1;
  const mark = ++search.searchCount;
  const heap = createHeap();
  writtenIn[from] = mark;
  reached[from] = 0;
  pushHeap(heap, distances[from], 0, from);
  while (heap.size > 0) {
    const estimate = heap.keys[0];
    const u = popHeap(heap);
    if (u === to) return pathTo(search, from);
    if (estimate > reached[u] + distances[u]) continue; // a shorter way was found after it was queued
    search.budget -= 1 + offsets[u + 1] - offsets[u];
    if (search.budget < 0) return undefined;
    for (let e = offsets[u]; e < offsets[u + 1]; e++) {
      const v = targets[e];
      if (isClosed[v] === 1 || distances[v] === Infinity || (u === from && banned.has(e))) continue;
      const candidate = reached[u] + costs[e] * scale + 1;
      if (writtenIn[v] === mark && candidate >= reached[v]) continue;
      writtenIn[v] = mark;
      reached[v] = candidate;
      enteredBy[v] = e;
      before[v] = u;
      pushHeap(heap, candidate + distances[v], distances[v], v);
    }
  }
  return undefined;
}

function pathTo({ to, enteredBy, before }: PathSearch, from: number): number[] {
  const edges: number[] = [];
  for (let v = to; v !== from; v = before[v]) edges.push(enteredBy[v]);
  return edges.reverse();
}
