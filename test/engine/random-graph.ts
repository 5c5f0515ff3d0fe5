import * as fc from 'fast-check';

import { buildCsr } from '../../engine/csr.ts';
import type { OrderedCsr } from '../../engine/csr.ts';

/** Edges as pairs of node indices: what the slow twins read and what a failing case prints. */
export interface PlainGraph {
  readonly nodeCount: number;
  readonly edges: readonly (readonly [number, number])[];
}

/** Graphs of up to `maxNodes` nodes: empty, sparse and dense ones, with self loops, parallel edges and loose nodes. */
export function anyGraph(maxNodes = 12): fc.Arbitrary<PlainGraph> {
  return fc.tuple(fc.integer({ min: 0, max: maxNodes }), fc.constantFrom(0.5, 1, 2, 6)).chain(([nodeCount, degree]) => {
    const node = fc.nat({ max: Math.max(0, nodeCount - 1) });
    const maxLength = nodeCount === 0 ? 0 : Math.ceil(nodeCount * degree);
    return fc.record({
      nodeCount: fc.constant(nodeCount),
      edges: fc.array(fc.tuple(node, node), { maxLength, size: 'max' }),
    });
  });
}

/** The graph as the engine reads it. */
export function csrOf({ nodeCount, edges }: PlainGraph): OrderedCsr {
  return buildCsr(
    nodeCount,
    Uint32Array.from(edges, ([from]) => from),
    Uint32Array.from(edges, ([, to]) => to),
  );
}

/** The edges that a CSR holds, in the order of their positions. */
export function edgesOf({ offsets, targets }: { offsets: Uint32Array; targets: Uint32Array }): [number, number][] {
  const edges: [number, number][] = [];
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let e = offsets[u]; e < offsets[u + 1]; e++) edges.push([u, targets[e]]);
  }
  return edges;
}

/** A small graph from a notation: `0>1 1>2`. */
export function graphOf(nodeCount: number, notation: string): PlainGraph {
  const pairs = notation.split(' ').filter((word) => word !== '');
  return {
    nodeCount,
    edges: pairs.map((pair) => {
      const [from, to] = pair.split('>');
      return [Number(from), Number(to)] as const;
    }),
  };
}

/** A chain 0 → 1 → … of so many nodes: what breaks a recursion. */
export function chain(nodeCount: number): OrderedCsr {
  const from = Uint32Array.from({ length: nodeCount - 1 }, (_, i) => i);
  return buildCsr(
    nodeCount,
    from,
    from.map((u) => u + 1),
  );
}
