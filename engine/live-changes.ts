import { keptBySources } from './closure-kept.ts';
import type { ClosureLoss, CountedNodes } from './closure-loss.ts';
import type { ClosureSums } from './closure.ts';
import { addLiveEdge, removeLiveEdge, restoreLiveEdge, sumsFromScratch } from './live-closure.ts';
import type { LiveClosure } from './live-closure.ts';
import { addToSet, growSet, restart } from './node-set.ts';
import { addEdge, edgeEnds, removeEdge, restoreEdge } from './overlay.ts';

/** Edges that come and go at once. */
export interface EdgeChanges {
  /** Ids of edges to take out. */
  readonly remove?: readonly number[];
  /** Ids of edges to put back. */
  readonly restore?: readonly number[];
  /** Tail and head of edges to put in. */
  readonly add?: readonly (readonly [number, number])[];
}

/** What closures gain, and below 0 lose; sources for which nothing changes are left out. */
export interface ClosureDelta {
  /** Ids of the edges put in, in their order. */
  readonly added: readonly number[];
  /** Node indices, ascending. */
  readonly sources: Uint32Array;
  /** Length sources × groupCount. */
  readonly counts: Int32Array;
  /** Length sources. */
  readonly weights: Float64Array;
}

/** Up to so many changes are followed one by one, more are counted anew for all that leads to one of them. */
const MOST_ONE_BY_ONE = 64;

/** Up to so many sources are counted anew in passes of 32, more in one sweep. */
const MOST_IN_PASSES = 256;

/**
 * Changes several edges and says what the sources gain and lose by all of it.
 *
 * @throws {RangeError} when an edge to take out is not there, one to put back is, or an end is not a node; changes
 *   before it in the lists (out, back, in) have been made then
 */
export function changeLiveEdges(live: LiveClosure, changes: EdgeChanges): ClosureDelta {
  const { remove = [], restore = [], add = [] } = changes;
  return remove.length + restore.length + add.length <= MOST_ONE_BY_ONE
    ? changeOneByOne(live, { remove, restore, add })
    : changeTogether(live, { remove, restore, add });
}

function changeOneByOne(live: LiveClosure, { remove, restore, add }: Required<EdgeChanges>): ClosureDelta {
  const changed = new Map<number, Float64Array>(); // by source: counts by group, then the weight
  const note = ({ sources, counts, weights }: ClosureLoss, sign: 1 | -1): void => {
    const { groupCount } = live.counted;
    for (let i = 0; i < sources.length; i++) {
      const sums = changed.get(sources[i]) ?? new Float64Array(groupCount + 1);
      changed.set(sources[i], sums);
      for (let g = 0; g < groupCount; g++) sums[g] += sign * counts[i * groupCount + g];
      sums[groupCount] += sign * weights[i];
    }
  };
  for (const edge of remove) note(removeLiveEdge(live, edge), -1);
  for (const edge of restore) note(restoreLiveEdge(live, edge), 1);
  const added = add.map(([from, to]) => {
    const { edge, gain } = addLiveEdge(live, from, to);
    note(gain, 1);
    return edge;
  });
  return deltaOf(added, changed, live.counted);
}

function changeTogether(live: LiveClosure, { remove, restore, add }: Required<EdgeChanges>): ClosureDelta {
  const { overlay, room, counted, sums, sourceAt } = live;
  const { groupCount } = counted;
  const tails = (edges: readonly number[]): number[] => edges.map((edge) => edgeEnds(overlay, edge)[0]);
  restart(room.above, tails(remove));
  growSet(overlay.into, room.above); // before: what led to an edge that goes
  for (const edge of remove) removeEdge(overlay, edge);
  for (const edge of restore) restoreEdge(overlay, edge);
  const added = add.map(([from, to]) => addEdge(overlay, from, to));
  for (const u of [...tails(restore), ...tails(added)]) addToSet(room.above, u);
  growSet(overlay.into, room.above); // after: what leads to an edge that has come

  const sources = room.above.nodes.slice(0, room.above.size).filter((u) => counted.isSource[u] === 1);
  const after = sumsAnew(live, sources);
  const changed = new Map<number, Float64Array>();
  for (const [i, u] of sources.entries()) {
    const s = sourceAt[u];
    const delta = new Float64Array(groupCount + 1);
    for (let g = 0; g < groupCount; g++) {
      delta[g] = after.counts[i * groupCount + g] - sums.counts[s * groupCount + g];
      sums.counts[s * groupCount + g] = after.counts[i * groupCount + g];
    }
    delta[groupCount] = after.weights[i] - sums.weights[s];
    sums.weights[s] = after.weights[i];
    changed.set(u, delta);
  }
  return deltaOf(added, changed, counted);
}

function sumsAnew({ overlay, room, counted }: LiveClosure, sources: Uint32Array): ClosureSums {
  if (sources.length <= MOST_IN_PASSES) {
    for (const set of [room.leading, room.lost]) {
      restart(set, sources);
      growSet(overlay.out, set);
    }
    return keptBySources(overlay, sources, room, counted);
  }
  const { groupCount, groupOf, weightOf } = counted;
  const node = Uint32Array.from(groupOf.keys()).filter((u) => groupOf[u] < groupCount);
  const targets = { node, group: Uint8Array.from(node, (u) => groupOf[u]), weight: node.map((u) => weightOf[u]) };
  return sumsFromScratch(overlay, room.threads, { sources, targets, groupCount });
}

function deltaOf(
  added: readonly number[],
  changed: ReadonlyMap<number, Float64Array>,
  { groupCount }: CountedNodes,
): ClosureDelta {
  const rows = [...changed].filter(([, sums]) => sums.some((value) => value !== 0)).sort(([a], [b]) => a - b);
  const counts = new Int32Array(rows.length * groupCount);
  for (const [i, [, sums]] of rows.entries()) counts.set(sums.subarray(0, groupCount), i * groupCount);
  return {
    added,
    sources: Uint32Array.from(rows, ([u]) => u),
    counts,
    weights: Float64Array.from(rows, ([, sums]) => sums[groupCount]),
  };
}
