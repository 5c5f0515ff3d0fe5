import type { Csr } from './csr.ts';
import { createHeap, popHeap, pushHeap } from './heap.ts';

/**
 * Length of a cheapest way from every node to one node: Dijkstra on the turned graph.
 *
 * @param reverse the graph transposed
 * @param lengths by edge of `reverse`, none negative
 * @returns length nodeCount; Infinity where there is no way
 * Time O(m log n).
 */
export function distancesTo(reverse: Csr, to: number, lengths: (edge: number) => number): Float64Array {
  const { offsets, targets } = reverse;
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
      const candidate = distance + lengths(e);
      if (candidate >= distances[v]) continue;
      distances[v] = candidate;
      pushHeap(heap, candidate, 0, v);
    }
  }
  return distances;
}
