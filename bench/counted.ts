import type { ClosureTargets } from '../engine/closure-columns.ts';
import type { Estate } from './generate-estate.ts';

/** What a blast radius counts of an estate, in four groups: system, data, automation, identity; groups of people are not. */
export function countedIn({ nodeCount, identityCount, firstResource, kind, weight }: Estate): ClosureTargets {
  const all = Uint32Array.from({ length: nodeCount }, (_, u) => u);
  const node = all.filter((u) => u < identityCount || u >= firstResource);
  return {
    node,
    group: Uint8Array.from(node, (u) => (u < identityCount ? 3 : kind[u] - 4)),
    weight: node.map((u) => weight[u]),
  };
}
