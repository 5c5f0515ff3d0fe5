import type { Csr } from './csr.ts';

/**
 * Groups nodes by their set of in-neighbours: two nodes have the same class when the same rows point at them.
 *
 * @param graph without duplicate edges
 * @param counts length nodeCount; 0 leaves the node's row out, as if it had no out-edges
 * @returns length nodeCount; class from 1, or 0 for a node that no counted row points at; ids have gaps, at most edgeCount
 * Partition refinement: time O(n + m); 8m bytes beside the result.
 */
export function sameInNeighbours({ offsets, targets }: Csr, counts: Uint8Array): Uint32Array {
  const nodeCount = offsets.length - 1;
  const classOf = new Uint32Array(nodeCount);
  const splitBy = new Uint32Array(targets.length + 1); // 1 + the row that split this class last
  const splitInto = new Uint32Array(targets.length + 1);
  let created = 0;
  for (let u = 0; u < nodeCount; u++) {
    if (counts[u] === 0) continue;
    for (let e = offsets[u]; e < offsets[u + 1]; e++) {
      const old = classOf[targets[e]];
      if (splitBy[old] !== u + 1) {
        splitBy[old] = u + 1;
        splitInto[old] = ++created;
      }
      classOf[targets[e]] = splitInto[old];
    }
  }
  return classOf;
}
