import type { Csr } from './csr.ts';

/**
 * What some start reaches in any number of steps, the starts among it.
 *
 * @param starts node indices
 * @returns length nodeCount; 1 for what is reached
 * Time O(n + m); 4n bytes beside the result.
 */
export function reachedFrom({ offsets, targets }: Csr, starts: Iterable<number>): Uint8Array {
  const isReached = new Uint8Array(offsets.length - 1);
  const queue = new Uint32Array(offsets.length - 1);
  let size = 0;
  for (const u of starts) {
    if (isReached[u] === 1) continue;
    isReached[u] = 1;
    queue[size++] = u;
  }
  for (let i = 0; i < size; i++) {
    for (let e = offsets[queue[i]]; e < offsets[queue[i] + 1]; e++) {
      if (isReached[targets[e]] === 1) continue;
      isReached[targets[e]] = 1;
      queue[size++] = targets[e];
    }
  }
  return isReached;
}
