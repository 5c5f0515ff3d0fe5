import type { Csr } from './csr.ts';

/** The hop count of a node that no start reaches. */
export const UNREACHED = 0xffffffff;

/**
 * Fewest hops from the nearest start to every node: breadth-first with edges of 0 or 1 hop.
 *
 * @param hopOf length edgeCount; 0 where the edge costs no hop (into or out of an inner node); absent when each costs one
 * @returns length nodeCount; hops, or {@link UNREACHED}
 * @throws {RangeError} when a start is not a node or `hopOf` has another length
 * Time O(n + m): a node is scanned at most twice. 8n bytes beside the result.
 */
export function hops(graph: Csr, starts: Iterable<number>, hopOf?: Uint8Array): Uint32Array {
  const { offsets, targets } = graph;
  const nodeCount = offsets.length - 1;
  if (hopOf !== undefined && hopOf.length !== targets.length) {
    throw new RangeError(`${hopOf.length} hop costs, ${targets.length} edges`);
  }

  const found = new Uint32Array(nodeCount).fill(UNREACHED);
  // A node's count falls to a given level once, so a level never holds a node twice and nodeCount slots are enough.
  let level = new Uint32Array(nodeCount);
  let nextLevel = new Uint32Array(nodeCount);
  let size = 0;
  for (const start of starts) {
    if (!(start >= 0 && start < nodeCount)) throw new RangeError(`start ${start} among ${nodeCount} nodes`);
    if (found[start] === 0) continue;
    found[start] = 0;
    level[size++] = start;
  }

  for (let depth = 0; size > 0; depth++) {
    let nextSize = 0;
    for (let i = 0; i < size; i++) {
      const u = level[i];
      if (found[u] < depth) continue; // found by a free edge after it was queued
      for (let e = offsets[u]; e < offsets[u + 1]; e++) {
        const v = targets[e];
        const isFree = hopOf !== undefined && hopOf[e] === 0;
        const candidate = isFree ? depth : depth + 1;
        if (candidate >= found[v]) continue;
        found[v] = candidate;
        if (isFree) level[size++] = v;
        else nextLevel[nextSize++] = v;
      }
    }
    [level, nextLevel] = [nextLevel, level];
    size = nextSize;
  }
  return found;
}
