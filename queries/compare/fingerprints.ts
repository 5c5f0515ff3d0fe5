import { ClosureThreads } from '../../engine/closure-threads.ts';
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

const seeds = [0x811c_9dc5, 0x9747_b28c] as const;

/**
 * Two sets of ids that differ have equal fingerprints with a chance of about 2^-60.
 *
 * @param edges the graph's edges, or those that hold for certain
 */
export function fingerprints(graph: OpenGraph, edges: Csr, identities: Uint32Array): Fingerprints {
  const node = graph.nodesWhere((candidate) => isCounted(graph, candidate));
  const group = new Uint8Array(node.length);
  const questions = seeds.map((seed) => ({
    graph: edges,
    sources: identities,
    targets: { node, group, weight: Uint32Array.from(node, (target) => hashId(graph, target, seed)) },
    groupCount: 1,
    specials: new Uint32Array(0),
  }));
  const [first, second] = new ClosureThreads(1).answer(questions); // this very thread: nothing to close
  return { first: first.weights, second: second.weights };
}

/** FNV-1a over the id's bytes, mixed at the end; another seed is another hash. */
function hashId({ data: { nodeIds } }: OpenGraph, node: number, seed: number): number {
  let hash = seed;
  for (let at = nodeIds.offsets[node]; at < nodeIds.offsets[node + 1]; at++)
    hash = Math.imul(hash ^ nodeIds.bytes[at], 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b ^ seed);
  return (hash ^ (hash >>> 13)) >>> 0;
}
