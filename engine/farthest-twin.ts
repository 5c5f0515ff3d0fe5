import type { FarthestQuestion } from './farthest.ts';
import { hops, UNREACHED } from './hops.ts';

/** The same answer by one search a source: for machines that have no 128-bit instructions, and to compare with. */
export function plainFarthest({ graph, hopOf, sources, targets }: FarthestQuestion): Uint32Array {
  return sources.map((source) => {
    const depth = hops(graph, [source], hopOf);
    let most = 0;
    for (const u of targets) if (depth[u] !== UNREACHED && depth[u] > most) most = depth[u];
    return most;
  });
}
