import type { ClosureTargets } from './closure-columns.ts';
import { closureLoss, createLossRoom } from './closure-loss.ts';
import type { ClosureLoss, CountedNodes, LossRoom } from './closure-loss.ts';
import type { ClosureQuestion } from './closure-question.ts';
import { ClosureThreads } from './closure-threads.ts';
import type { ClosureSums } from './closure.ts';
import { overlayCsr } from './overlay-csr.ts';
import { addEdge, edgeEnds, removeEdge, restoreEdge } from './overlay.ts';
import type { Overlay } from './overlay.ts';

/** The closures of all sources, kept exact while edges of an overlay come and go. */
export interface LiveClosure {
  readonly overlay: Overlay;
  /** As `ClosureThreads` finds them for the overlay as it is now; changed in place. */
  readonly sums: ClosureSums;
  readonly counted: CountedNodes;
  /** Length nodeCount; the position of each source in `sums`. */
  readonly sourceAt: Uint32Array;
  readonly room: LossRoom;
}

/**
 * Begins with the closures of the overlay as it is.
 *
 * @param sources distinct node indices
 * @param known the closures where they are known already; they are copied
 * @throws {RangeError} on a repeated source, and where `ClosureThreads` does
 * 59 bytes a node beside the sums.
 */
export function createLiveClosure(
  overlay: Overlay,
  sources: Uint32Array,
  targets: ClosureTargets,
  groupCount: number,
  known?: ClosureSums,
): LiveClosure {
  const threads = new ClosureThreads(1); // this very thread
  const sums = known ?? sumsFromScratch(overlay, threads, { sources, targets, groupCount });
  if (sums.counts.length !== sources.length * groupCount || sums.weights.length !== sources.length) {
    throw new RangeError(`${sums.weights.length} sums, ${sources.length} sources`);
  }
  const { nodeCount } = overlay;
  const isSource = new Uint8Array(nodeCount);
  const sourceAt = new Uint32Array(nodeCount);
  for (const [s, u] of sources.entries()) {
    if (!(u < nodeCount) || isSource[u] === 1)
      throw new RangeError(`source ${u} among ${nodeCount} nodes, or given twice`);
    isSource[u] = 1;
    sourceAt[u] = s;
  }
  return {
    overlay,
    sums: { counts: sums.counts.slice(), weights: sums.weights.slice() },
    counted: { ...countedNodes(nodeCount, targets, groupCount), isSource },
    sourceAt,
    room: createLossRoom(nodeCount, threads),
  };
}

/** The closures of some sources of an overlay, whatever they were before. */
export function sumsFromScratch(
  { out }: Overlay,
  threads: ClosureThreads,
  question: Pick<ClosureQuestion, 'sources' | 'targets' | 'groupCount'>,
): ClosureSums {
  return threads.answer([{ ...question, graph: overlayCsr(out), specials: new Uint32Array(0) }])[0];
}

/**
 * Takes an edge out and says what the sources lose.
 *
 * @throws {RangeError} when the edge is not there
 */
export function removeLiveEdge(live: LiveClosure, edge: number): ClosureLoss {
  removeEdge(live.overlay, edge);
  const loss = closureLoss(live.overlay, edgeEnds(live.overlay, edge), live.counted, live.room);
  apply(live, loss, -1);
  return loss;
}

/**
 * Puts an edge back that was taken out and says what the sources gain: exactly what they would lose without it.
 *
 * @throws {RangeError} when it was not taken out
 */
export function restoreLiveEdge(live: LiveClosure, edge: number): ClosureLoss {
  if (!live.overlay.removed.has(edge)) throw new RangeError(`edge ${edge} is not taken out`);
  const gain = closureLoss(live.overlay, edgeEnds(live.overlay, edge), live.counted, live.room);
  restoreEdge(live.overlay, edge);
  apply(live, gain, 1);
  return gain;
}

/**
 * Puts a new edge in, gives its id, and says what the sources gain.
 *
 * @throws {RangeError} when an end is not a node
 */
export function addLiveEdge(live: LiveClosure, from: number, to: number): { edge: number; gain: ClosureLoss } {
  for (const u of [from, to]) {
    if (!(u >= 0 && u < live.overlay.nodeCount)) throw new RangeError(`node ${u} of ${live.overlay.nodeCount}`);
  }
  const gain = closureLoss(live.overlay, [from, to], live.counted, live.room);
  const edge = addEdge(live.overlay, from, to);
  apply(live, gain, 1);
  return { edge, gain };
}

function countedNodes(nodeCount: number, { node, group, weight }: ClosureTargets, groupCount: number) {
  const groupOf = new Uint8Array(nodeCount).fill(groupCount);
  const weightOf = new Uint32Array(nodeCount);
  for (let i = 0; i < node.length; i++) {
    if (!(node[i] < nodeCount && group[i] < groupCount)) {
      throw new RangeError(`target ${node[i]} of ${nodeCount} nodes, group ${group[i]} of ${groupCount}`);
    }
    groupOf[node[i]] = group[i];
    weightOf[node[i]] = weight[i];
  }
  return { groupCount, groupOf, weightOf };
}

function apply({ sums, sourceAt }: LiveClosure, { sources, counts, weights }: ClosureLoss, sign: 1 | -1): void {
  const groupCount = sums.weights.length === 0 ? 0 : sums.counts.length / sums.weights.length;
  for (let i = 0; i < sources.length; i++) {
    const s = sourceAt[sources[i]];
    sums.weights[s] += sign * weights[i];
    for (let g = 0; g < groupCount; g++) sums.counts[s * groupCount + g] += sign * counts[i * groupCount + g];
  }
}
