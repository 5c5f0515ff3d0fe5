import type { Csr, OrderedCsr } from './csr.ts';

/**
 * The graph with only the edges that are kept; nodes keep their indices and `order` names each edge's original.
 *
 * @param keep length edgeCount; 0 drops the edge
 * @throws {RangeError} when `keep` has another length
 * Time O(n + m).
 */
export function filterEdges({ offsets, targets }: Csr, keep: Uint8Array): OrderedCsr {
  if (keep.length !== targets.length) throw new RangeError(`${keep.length} marks, ${targets.length} edges`);

  let keptCount = 0;
  for (const mark of keep) if (mark !== 0) keptCount++;

  const keptOffsets = new Uint32Array(offsets.length);
  const order = new Uint32Array(keptCount);
  const keptTargets = new Uint32Array(keptCount);
  let end = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let e = offsets[u]; e < offsets[u + 1]; e++) {
      if (keep[e] === 0) continue;
      order[end] = e;
      keptTargets[end++] = targets[e];
    }
    keptOffsets[u + 1] = end;
  }
  return { offsets: keptOffsets, targets: keptTargets, order };
}
