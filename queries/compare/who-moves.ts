import { createLiveClosure, addLiveEdge, removeLiveEdge } from '../../engine/live-closure.ts';
import { addEdge, createOverlay } from '../../engine/overlay.ts';
import { transpose } from '../../engine/transpose.ts';
import type { Csr, OrderedCsr } from '../../engine/csr.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import type { Patch, PatchEdge } from '../../graph/patch-graph.ts';
import { isCounted } from '../reach.ts';

/** A graph with what following its patches stands on; worked out once. */
export interface Followed {
  readonly graph: OpenGraph;
  readonly identities: Uint32Array;
  /** Nodes that blast radii count. */
  readonly counted: Uint32Array;
  /** The certain edges turned round. */
  readonly certainReverse: OrderedCsr;
  /** By edge, its place among the certain ones, 2^32 - 1 where it has none. */
  readonly certainAt: Uint32Array;
}

export function follow(graph: OpenGraph): Followed {
  const certainAt = new Uint32Array(graph.data.csr.targets.length).fill(nowhere);
  for (const [place, edge] of graph.certain.order.entries()) certainAt[edge] = place;
  return {
    graph,
    identities: graph.nodesWhere((node) => graph.category(node) === 'identity'),
    counted: graph.nodesWhere((node) => isCounted(graph, node)),
    certainReverse: transpose(graph.certain),
    certainAt,
  };
}

const nowhere = 0xffff_ffff;

/**
 * Identities that may reach something else after a patch, ascending; whoever is not among them reaches what he did.
 *
 * New edges come before old ones go: an edge in the place of another moves nobody but for the difference.
 */
export function whoMoves(
  { graph, identities, counted, certainReverse, certainAt }: Followed,
  patch: Patch,
): Uint32Array {
  const certainGone = [...patch.gone].flatMap((edge) => {
    const place = certainAt[edge];
    return place === nowhere ? [] : [place];
  });
  const isCertain = ({ said }: PatchEdge): boolean => said.conditions.length === 0;
  const moved = new Set<number>();
  const sides = [
    { edges: graph.certain, reverse: certainReverse, gone: certainGone, come: patch.edges.filter(isCertain) },
    { edges: graph.data.csr, reverse: graph.reverse, gone: [...patch.gone], come: patch.edges },
  ];
  for (const side of sides)
    for (const source of movedBy(side, patch.innerNodes, identities, counted)) moved.add(source);
  return Uint32Array.from(moved).sort();
}

interface Side {
  readonly edges: Csr;
  readonly reverse: OrderedCsr;
  readonly gone: readonly number[];
  readonly come: readonly PatchEdge[];
}

function* movedBy({ edges, reverse, gone, come }: Side, spare: number, identities: Uint32Array, counted: Uint32Array) {
  const overlay = createOverlay(edges, reverse, spare);
  const targets = { node: counted, group: new Uint8Array(counted.length), weight: new Uint32Array(counted.length) };
  // Only who loses and gains is asked, so the sums that are kept need not be true.
  const sums = { counts: new Uint32Array(identities.length), weights: new Float64Array(identities.length) };
  const live = createLiveClosure(overlay, identities, targets, 1, sums);
  // What begins at new nodes comes first, when nobody leads there yet: nobody gains by it.
  const nodeCount = edges.offsets.length - 1;
  for (const { from, to } of come) if (from >= nodeCount) addEdge(overlay, from, to);
  for (const { from, to } of come) if (from < nodeCount) yield* addLiveEdge(live, from, to).gain.sources;
  for (const edge of gone) yield* removeLiveEdge(live, edge).sources;
}
