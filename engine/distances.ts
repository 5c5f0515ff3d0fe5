import type { OrderedCsr } from './csr.ts';
import { createHeap, popHeap, pushHeap } from './heap.ts';

/** What edges cost, none negative. */
export type EdgeCosts = Float64Array | Uint16Array | Uint8Array;

/**
 * Length of a cheapest way from every node to one node: Dijkstra on the turned graph.
 *
 * An edge is `scale` times its cost and one more long: where `scale` is greater than the edges of any path, the fewest
 * edges decide among equal costs.
 * @param reverse the graph transposed; its `order` names the edges
 * @param within length nodeCount; 0 for nodes that do not matter
 * @returns length nodeCount; Infinity where there is no way, and for nodes that do not matter
 * Time O(m log n) of what matters.
 */
export function distancesTo(
  reverse: OrderedCsr,
  to: number,
  costs: EdgeCosts,
  scale: number,
  within: Uint8Array,
): Float64Array {
  const { offsets, targets, order } = reverse;
  const distances = new Float64Array(offsets.length - 1).fill(Infinity);
  const heap = createHeap();
  distances[to] = 0;
  pushHeap(heap, 0, 0, to);
  while (heap.size > 0) {
    const distance = heap.keys[0];
    const u = popHeap(heap);
    if (distance > distances[u]) continue; // a shorter way was found after it was queued
    for (let e = offsets[u]; e < offsets[u + 1]; e++) {
      const v = targets[e];
      if (within[v] === 0) continue;
      const candidate = distance + costs[order[e]] * scale + 1;
      if (candidate >= distances[v]) continue;
      distances[v] = candidate;
      pushHeap(heap, candidate, 0, v);
    }
  }
  return distances;
}
