import { keptBySources, keptBySweep, keptByTargets } from './closure-kept.ts';
import type { ClosureThreads } from './closure-threads.ts';
import type { ClosureSums } from './closure.ts';
import { addToSet, clearNodeSet, createNodeSet, growSet, isGrown, isInSet, restart } from './node-set.ts';
import type { NodeSet } from './node-set.ts';
import type { Overlay } from './overlay.ts';
import { rowAt } from './overlay.ts';

/** What is counted, by node. */
export interface CountedNodes {
  readonly groupCount: number;
  /** Length nodeCount; the group that each node is counted in, groupCount where it is not. */
  readonly groupOf: Uint8Array;
  /** Length nodeCount; what each adds to the weight, 0 where it is not counted. */
  readonly weightOf: Uint32Array;
  /** Length nodeCount; 1 for nodes whose closure is asked for. */
  readonly isSource: Uint8Array;
}

/** By how much closures are smaller without an edge; sources that lose nothing are left out. */
export interface ClosureLoss {
  /** Node indices of the sources that lose something. */
  readonly sources: Uint32Array;
  /** Length sources × groupCount; what `sources[i]` loses of group g at `i * groupCount + g`. */
  readonly counts: Uint32Array;
  /** Length sources; the weight that each loses. */
  readonly weights: Float64Array;
}

/** Sets that one loss after the other is found in. */
export interface LossRoom {
  /** What the edge's tail reaches without it. */
  readonly reached: NodeSet;
  /** What holds all other ways to what is lost. */
  readonly leading: NodeSet;
  /** What the edge's tail loses. */
  readonly lost: NodeSet;
  /** What leads to the edge's tail. */
  readonly above: NodeSet;
  /** What those reach beside what the tail reaches. */
  readonly beside: NodeSet;
  /** Length nodeCount; by node of `leading`, a bit for each of up to 32 nodes that reach it or that it reaches. */
  readonly masks: Int32Array;
  /** Length nodeCount; a ring of nodes whose masks are to be passed on. */
  readonly queue: Uint32Array;
  /** Length nodeCount; 1 for nodes in `queue`; all 0 between uses. */
  readonly isQueued: Uint8Array;
  /** Who takes the closures of many. */
  readonly threads: ClosureThreads;
}

/** Room for the losses of graphs of so many nodes: 49 bytes a node. */
export function createLossRoom(nodeCount: number, threads: ClosureThreads): LossRoom {
  return {
    reached: createNodeSet(nodeCount),
    leading: createNodeSet(nodeCount),
    lost: createNodeSet(nodeCount),
    above: createNodeSet(nodeCount),
    beside: createNodeSet(nodeCount),
    masks: new Int32Array(nodeCount),
    queue: new Uint32Array(nodeCount),
    isQueued: new Uint8Array(nodeCount),
    threads,
  };
}

/** Up to so many nodes on one side are told apart by bits, 32 in a pass over what lies between. */
const FEW = 256;

/** How far one of two searches goes before the other has its turn. */
const EDGES_AT_ONCE = 256;

const noLoss: ClosureLoss = { sources: new Uint32Array(0), counts: new Uint32Array(0), weights: new Float64Array(0) };

/**
 * What closures lose by the lack of an edge that the graph does not have (any more, or yet).
 *
 * Only what leads to the edge's tail can lose, and nothing but what the tail itself loses: the rest the tail still
 * gives it. So where the tail still reaches the head by another way nothing is to be done, and else the search is
 * among what lies between those that lead to the tail and what it loses.
 * Time O(n + m) where no other way leads to what is lost, else that of the closures between.
 */
export function closureLoss(
  overlay: Overlay,
  [from, to]: readonly [number, number],
  counted: CountedNodes,
  room: LossRoom,
): ClosureLoss {
  if (stillLeads(overlay, from, to, room)) return noLoss;
  const isSink = rowAt(overlay.out, to).targets.length === 0;
  findLost(overlay, to, isSink, room);
  const whole = sumLost(room.lost, counted);
  if (whole.counts.every((count) => count === 0)) return noLoss;

  restart(room.above, [from]);
  growSet(overlay.into, room.above);
  const kept = isSink ? keepSink(overlay, room) : findKept(overlay, counted, room);
  return lossOf(room, counted, whole, kept);
}

/** Who still leads to a lost sink keeps all there is; the search back from it has begun already. */
function keepSink({ into }: Overlay, { leading }: LossRoom): undefined {
  growSet(into, leading);
}

/** What those above the tail keep of what is lost; it is searched for from the smaller side. */
function findKept(overlay: Overlay, counted: CountedNodes, room: LossRoom): ClosureSums {
  const { above, lost, leading, reached } = room;
  if (above.size <= Math.min(FEW, lost.size)) {
    // All ways to what is lost avoid what the tail reaches, or the tail would not lose it.
    restart(
      leading,
      above.nodes.subarray(0, above.size).filter((u) => !isInSet(reached, u)),
    );
    growSet(overlay.out, leading, { avoid: reached });
    return keptBySources(overlay, keepingSources(room, counted), room, counted);
  }
  if (lost.size <= FEW) {
    restart(leading, lost.nodes.subarray(0, lost.size));
    growSet(overlay.into, leading);
    return keptByTargets(overlay, keepingSources(room, counted), room, counted);
  }
  findBetween(overlay, room);
  return keptBySweep(overlay, keepingSources(room, counted), room, counted);
}

/** Whether the tail reaches the head without the edge: searched from both ends, as one of them is often small. */
function stillLeads({ out, into }: Overlay, from: number, to: number, { reached, leading }: LossRoom): boolean {
  if (from === to) return true;
  restart(reached, [from]);
  restart(leading, [to]);
  while (!isGrown(reached) && !isGrown(leading)) {
    const { size } = reached;
    growSet(out, reached, { edgeCount: EDGES_AT_ONCE });
    for (let i = size; i < reached.size; i++) if (isInSet(leading, reached.nodes[i])) return true;

    const { size: leadingSize } = leading;
    growSet(into, leading, { edgeCount: EDGES_AT_ONCE });
    for (let i = leadingSize; i < leading.size; i++) if (isInSet(reached, leading.nodes[i])) return true;
  }
  return false;
}

/** What the head reaches and the tail does not; of a sink that is the sink alone. */
function findLost({ out }: Overlay, to: number, isSink: boolean, { reached, lost }: LossRoom): void {
  restart(lost, [to]);
  if (isSink) return;
  growSet(out, reached);
  growSet(out, lost, { avoid: reached });
}

/** Marks as `leading` what lies between those above the tail and what is lost; the smaller side is searched first. */
function findBetween({ out, into }: Overlay, { above, reached, lost, leading, beside }: LossRoom): void {
  restart(leading, lost.nodes.subarray(0, lost.size));
  clearNodeSet(beside);
  for (let i = 0; i < above.size; i++) if (!isInSet(reached, above.nodes[i])) addToSet(beside, above.nodes[i]);
  while (!isGrown(leading) && !isGrown(beside)) {
    growSet(into, leading, { edgeCount: EDGES_AT_ONCE });
    growSet(out, beside, { avoid: reached, edgeCount: EDGES_AT_ONCE });
  }
  // Whichever side is complete, every way between lies in it, so the other need not leave it.
  if (isGrown(leading)) growSet(out, beside, { avoid: reached, within: leading });
  else growSet(into, leading, { within: beside });
}

/** Sources above the tail that may reach a part of what is lost by another way, in the order of `above`. */
function keepingSources({ above, leading }: LossRoom, { isSource }: CountedNodes): Uint32Array {
  return above.nodes.subarray(0, above.size).filter((u) => isSource[u] === 1 && isInSet(leading, u));
}

/** Counts and weight of all that is lost. */
function sumLost({ nodes, size }: NodeSet, { groupCount, groupOf, weightOf }: CountedNodes): ClosureSums {
  const counts = new Uint32Array(groupCount);
  let weight = 0;
  for (let i = 0; i < size; i++) {
    if (groupOf[nodes[i]] === groupCount) continue;
    counts[groupOf[nodes[i]]]++;
    weight += weightOf[nodes[i]];
  }
  return { counts, weights: Float64Array.of(weight) };
}

/** Who is not among the leading loses all; who is, what it does not keep, and nothing where `kept` is undefined. */
function lossOf(
  { above, leading, lost }: LossRoom,
  { groupCount, groupOf, weightOf, isSource }: CountedNodes,
  whole: ClosureSums,
  kept: ClosureSums | undefined,
): ClosureLoss {
  const sources = new Uint32Array(above.size);
  const counts = new Uint32Array(above.size * groupCount);
  const weights = new Float64Array(above.size);
  let size = 0;
  let keeper = 0;
  for (let i = 0; i < above.size; i++) {
    const u = above.nodes[i];
    if (isSource[u] === 0) continue;
    const keeps = isInSet(leading, u);
    if (keeps && kept === undefined) continue;
    const start = size * groupCount;
    counts.set(whole.counts, start);
    weights[size] = whole.weights[0];
    if (keeps && kept !== undefined) {
      weights[size] -= kept.weights[keeper];
      for (let g = 0; g < groupCount; g++) counts[start + g] -= kept.counts[keeper * groupCount + g];
      keeper++;
    }
    if (isInSet(lost, u) && groupOf[u] < groupCount) {
      weights[size] -= weightOf[u]; // nobody's own closure counts itself, before or after
      counts[start + groupOf[u]]--;
    }
    if (!isNothing(counts, start, groupCount)) sources[size++] = u;
  }
  return {
    sources: sources.slice(0, size),
    counts: counts.slice(0, size * groupCount),
    weights: weights.slice(0, size),
  };
}

function isNothing(counts: Uint32Array, start: number, groupCount: number): boolean {
  for (let g = 0; g < groupCount; g++) if (counts[start + g] !== 0) return false;
  return true;
}
