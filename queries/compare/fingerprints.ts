import { closureSums } from '../../engine/closure.ts';
import type { Csr } from '../../engine/csr.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { isCounted } from '../reach.ts';

/** Two 32-bit hashes of what each identity reaches, summed: equal sets have equal sums in whatever graph they stand. */
export interface Fingerprints {
  /** Length identities. */
  readonly first: Float64Array;
  /** Length identities. */
  readonly second: Float64Array;
}

/**
 * Two sets of ids that differ have equal fingerprints with a chance of about 2^-60.
 *
 * @param edges the graph's edges, or those that hold for certain
 */
export function fingerprints(graph: OpenGraph, edges: Csr, identities: Uint32Array): Fingerprints {
  const node = graph.nodesWhere((candidate) => isCounted(graph, candidate));
  const group = new Uint8Array(node.length);
  const sum = (seed: number): Float64Array => {
    const weight = Uint32Array.from(node, (target) => hashId(graph, target, seed));
    return closureSums(edges, identities, { node, group, weight }, 1).weights;
  };
  return { first: sum(0x811c_9dc5), second: sum(0x9747_b28c) };
}

/** FNV-1a over the id's bytes, mixed at the end; another seed is another hash. */
function hashId({ data: { nodeIds } }: OpenGraph, node: number, seed: number): number {
  let hash = seed;
  for (let at = nodeIds.offsets[node]; at < nodeIds.offsets[node + 1]; at++)
    hash = Math.imul(hash ^ nodeIds.bytes[at], 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b ^ seed);
  return (hash ^ (hash >>> 13)) >>> 0;
}
