import type { ClosureSums } from './closure.ts';
import type { CountedNodes, LossRoom } from './closure-loss.ts';
import { buildCsr } from './csr.ts';
import type { Csr } from './csr.ts';
import { isInSet } from './node-set.ts';
import type { NodeSet } from './node-set.ts';
import type { Overlay, OverlayRows } from './overlay.ts';
import { rowAt } from './overlay.ts';

/** A pass over what lies between tells so many nodes apart, a bit each. */
const MASK_BITS = 32;

/**
 * What each of a few sources still reaches of what is lost, itself not counted.
 *
 * All their ways lie in `leading`, and so for the others. Time: near O(edges of `leading`) for each 32 sources.
 */
export function keptBySources(
  { out }: Overlay,
  sources: Uint32Array,
  room: LossRoom,
  counted: CountedNodes,
): ClosureSums {
  const { leading, lost, masks } = room;
  const { groupCount, groupOf, weightOf } = counted;
  const kept = createSums(sources.length, groupCount);
  for (let first = 0; first < sources.length; first += MASK_BITS) {
    spreadMasks(out, sources.subarray(first, first + MASK_BITS), room);
    const byMask = new Map<number, Float64Array>(); // few masks are distinct
    for (let i = 0; i < leading.size; i++) {
      const u = leading.nodes[i];
      if (groupOf[u] === groupCount || !isInSet(lost, u)) continue;
      const sums = sumsFor(byMask, masks[u], groupCount);
      sums[groupOf[u]]++;
      sums[groupCount] += weightOf[u];
    }
    for (const [mask, sums] of byMask) {
      for (let rest = mask; rest !== 0; rest &= rest - 1) addSums(kept, first + lowestBit(rest), sums, groupCount);
    }
  }
  leaveOutSelves(kept, sources, lost, counted);
  return kept;
}

/**
 * The same where few nodes are lost, for any number of sources.
 *
 * Time: near O(edges of `leading`) for each 32 nodes that are lost.
 */
export function keptByTargets(
  { into }: Overlay,
  sources: Uint32Array,
  room: LossRoom,
  counted: CountedNodes,
): ClosureSums {
  const { lost, masks } = room;
  const { groupCount, groupOf, weightOf } = counted;
  const kept = createSums(sources.length, groupCount);
  const targets = lost.nodes.subarray(0, lost.size).filter((u) => groupOf[u] < groupCount);
  for (let first = 0; first < targets.length; first += MASK_BITS) {
    spreadMasks(into, targets.subarray(first, first + MASK_BITS), room);
    const byMask = new Map<number, Float64Array>();
    for (let s = 0; s < sources.length; s++) {
      const mask = masks[sources[s]];
      if (mask === 0) continue;
      const isNew = !byMask.has(mask);
      const sums = sumsFor(byMask, mask, groupCount);
      for (let rest = isNew ? mask : 0; rest !== 0; rest &= rest - 1) {
        const u = targets[first + lowestBit(rest)];
        sums[groupOf[u]]++;
        sums[groupCount] += weightOf[u];
      }
      addSums(kept, s, sums, groupCount);
    }
  }
  leaveOutSelves(kept, sources, lost, counted);
  return kept;
}

/** The same for any number of both: builds the graph of what lies between and takes its closure. */
export function keptBySweep(
  overlay: Overlay,
  sources: Uint32Array,
  { leading, lost, threads }: LossRoom,
  { groupCount, groupOf, weightOf }: CountedNodes,
): ClosureSums {
  const between = leading.nodes.subarray(0, leading.size);
  const numberOf = new Uint32Array(overlay.nodeCount);
  for (let i = 0; i < between.length; i++) numberOf[between[i]] = i;
  const targets = between.filter((u) => groupOf[u] < groupCount && isInSet(lost, u));
  const [sums] = threads.answer([
    {
      graph: graphBetween(overlay, leading, numberOf),
      sources: sources.map((u) => numberOf[u]),
      targets: {
        node: targets.map((u) => numberOf[u]),
        group: Uint8Array.from(targets, (u) => groupOf[u]),
        weight: targets.map((u) => weightOf[u]),
      },
      groupCount,
      specials: new Uint32Array(0),
    },
  ]);
  return sums;
}

/** Gives every node of `leading` the bits of the seeds that lead to it along the rows, till there is nothing to pass on. */
function spreadMasks(rows: OverlayRows, seeds: Uint32Array, { leading, masks, queue, isQueued }: LossRoom): void {
  const { marks, mark, nodes, size } = leading;
  const { offsets, targets: baseTargets } = rows.base;
  for (let i = 0; i < size; i++) masks[nodes[i]] = 0;
  let head = 0; // of a ring: a node is queued once at a time, so that it never overflows
  let tail = 0;
  for (let s = 0; s < seeds.length; s++) {
    masks[seeds[s]] = 1 << s;
    isQueued[seeds[s]] = 1;
    queue[tail++] = seeds[s];
  }
  for (let waiting = tail; waiting > 0; waiting--) {
    const u = queue[head];
    head = head + 1 === queue.length ? 0 : head + 1;
    isQueued[u] = 0;
    const patch = rows.isPatched[u] === 1 ? rows.patches.get(u) : undefined;
    const targets = patch === undefined ? baseTargets : patch.targets;
    const start = patch === undefined ? offsets[u] : 0;
    const end = patch === undefined ? offsets[u + 1] : targets.length;
    const bits = masks[u];
    for (let e = start; e < end; e++) {
      const v = targets[e];
      if (marks[v] !== mark || (bits & ~masks[v]) === 0) continue;
      masks[v] |= bits;
      if (isQueued[v] === 1 || isSink(rows, v)) continue;
      isQueued[v] = 1;
      if (tail === queue.length) tail = 0;
      queue[tail++] = v;
      waiting++;
    }
  }
}

function isSink({ base: { offsets }, isPatched }: OverlayRows, u: number): boolean {
  return isPatched[u] === 0 && offsets[u] === offsets[u + 1];
}

function createSums(sourceCount: number, groupCount: number): ClosureSums {
  return { counts: new Uint32Array(sourceCount * groupCount), weights: new Float64Array(sourceCount) };
}

/** Counts by group and then the weight, of one mask. */
function sumsFor(byMask: Map<number, Float64Array>, mask: number, groupCount: number): Float64Array {
  const known = byMask.get(mask);
  if (known !== undefined) return known;
  const sums = new Float64Array(groupCount + 1);
  byMask.set(mask, sums);
  return sums;
}

function addSums({ counts, weights }: ClosureSums, s: number, sums: Float64Array, groupCount: number): void {
  for (let g = 0; g < groupCount; g++) counts[s * groupCount + g] += sums[g];
  weights[s] += sums[groupCount];
}

/** A source that is lost itself has its own bit. */
function leaveOutSelves(
  { counts, weights }: ClosureSums,
  sources: Uint32Array,
  lost: NodeSet,
  { groupCount, groupOf, weightOf }: CountedNodes,
): void {
  for (let s = 0; s < sources.length; s++) {
    const u = sources[s];
    if (groupOf[u] === groupCount || !isInSet(lost, u)) continue;
    counts[s * groupCount + groupOf[u]]--;
    weights[s] -= weightOf[u];
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function graphBetween({ out }: Overlay, set: NodeSet, numberOf: Uint32Array): Csr {
  let edgeCount = 0;
  const { nodes, size } = set;
  for (let i = 0; i < size; i++) edgeCount += rowAt(out, nodes[i]).targets.length;
  const from = new Uint32Array(edgeCount);
  const to = new Uint32Array(edgeCount);
  let end = 0;
  for (let i = 0; i < size; i++) {
    for (const v of rowAt(out, nodes[i]).targets) {
      if (!isInSet(set, v)) continue;
      from[end] = i;
      to[end++] = numberOf[v];
    }
  }
  return buildCsr(size, from.subarray(0, end), to.subarray(0, end));
}
