import { classCount, findClasses, markNeeded } from './classes';
import { layOutSpecials, layOutTargets } from './columns';
import { componentCount, componentOf, findComponents, memberOffsets } from './components';
import { findContents } from './contents';
import { findHubs, hubCount, setLeastVisits } from './hubs';
import { LEAF, partNodes, slotOf, TOLD } from './inner-graph';
import { searchRows, setMostTokens } from './local';
import { entries, entryCount, findMembers, largeComponentOf } from './members';
import { byteAt, get, mark, NONE, put, release, take, takeZeros } from './memory';
import { findRows, rowCount, rowOf, tokenCount } from './rows';
import {
  countedLines,
  isCancelled,
  resetStatistics,
  setControl,
  sumRows,
  takenSteps,
  visitedRows,
  writtenLines,
} from './sweep';
import { wantAll, wantBelow } from './wanted';

export { farthest } from './farthest';

/** Rows that went through the sweep. */
let largeCount: u32 = 0;

let nodeCount: u32 = 0;
let groups: usize = 0;
let weights: usize = 0;
let sourceCount: u32 = 0;
let sources: usize = 0;

/**
 * Answers the question that a header of 32-bit numbers states: `engine/closure-header.ts` lists them.
 *
 * @returns 1, or 0 where it was cancelled
 */
export function answer(header: usize): u32 {
  release(get(header, 18));
  setControl(header);
  resetStatistics();
  setLeastVisits(get(header, 36));
  setMostTokens(get(header, 37));
  sourceCount = get(header, 10);
  sources = get(header, 11);
  if (!plan(get(header, 4), get(header, 5), get(header, 6), get(header, 7), get(header, 8), get(header, 9))) return 0;
  if (!sum(get(header, 12), get(header, 13), get(header, 14))) return 0;
  const specialCount = get(header, 15);
  if (!tell(specialCount, get(header, 16), get(header, 17))) return 0;
  put(header, 19, <u32>entries);
  put(header, 20, entryCount);
  put(header, 21, rowCount);
  put(header, 22, classCount);
  put(header, 23, tokenCount);
  put(header, 24, hubCount);
  put(header, 25, largeCount);
  put(header, 26, <u32>mark());
  store<u64>(header, visitedRows, 28 * 4);
  store<u64>(header, takenSteps, 30 * 4);
  store<u64>(header, writtenLines, 32 * 4);
  store<u64>(header, countedLines, 34 * 4);
  return 1;
}

/** Boils the graph down to rows and classes; false where it was cancelled. */
function plan(nodes: u32, offsets: usize, heads: usize, keep: usize, groupOf: usize, weightOf: usize): bool {
  nodeCount = nodes;
  groups = groupOf;
  weights = weightOf;
  partNodes(nodes, offsets, heads, keep, groups);
  findComponents();
  markNeeded(sourceCount, sources);
  if (isCancelled()) return false;
  findClasses(nodes, groups);
  findRows();
  findHubs();
  return !isCancelled();
}

/**
 * Sums what each source reaches; false where it was cancelled.
 *
 * @param counts length sourceCount × groupCount, 32-bit, zeros
 * @param sums length sourceCount, 64-bit floats, zeros
 */
function sum(groupCount: u32, counts: usize, sums: usize): bool {
  const before = mark();
  findContents(nodeCount, groups, weights);
  const rowCounts = takeZeros(<u64>rowCount * groupCount);
  const rowWeights = takeZeros(<u64>rowCount * 2);
  const isLarge = take(<u64>rowCount);
  memory.fill(isLarge, 0, <usize>rowCount);
  largeCount = searchRows(groupCount, isLarge, rowCounts, rowWeights);
  if (isCancelled()) return false;
  if (largeCount > 0 && !sweepLarge(groupCount, isLarge, rowCounts, rowWeights)) return false;

  const inside = takeZeros(componentCount); // 1 + position among components of several nodes
  let insideCount: u32 = 0;
  for (let c: u32 = 0; c < componentCount; c++) {
    if (get(memberOffsets, c + 1) - get(memberOffsets, c) > 1) put(inside, c, ++insideCount);
  }
  const insideCounts = takeZeros(<u64>insideCount * groupCount);
  const insideWeights = takeZeros(<u64>insideCount * 2);
  for (let u: u32 = 0; u < nodeCount; u++) {
    const group = byteAt(groups, u);
    const c = largeComponentOf(u);
    if (group >= TOLD || c === NONE) continue;
    const at = (get(inside, c) - 1) * groupCount + group;
    put(insideCounts, at, get(insideCounts, at) + 1);
    const weightAt = insideWeights + ((<usize>(get(inside, c) - 1)) << 3);
    store<f64>(weightAt, load<f64>(weightAt) + load<f64>(weights + ((<usize>u) << 3)));
  }

  for (let s: u32 = 0; s < sourceCount; s++) {
    const u = get(sources, s);
    const slot = get(slotOf, u);
    if ((slot & LEAF) !== 0) continue;
    const c = get(componentOf, slot);
    const row = get(rowOf, c);
    if (row !== NONE) {
      for (let g: u32 = 0; g < groupCount; g++) put(counts, s * groupCount + g, get(rowCounts, row * groupCount + g));
      store<f64>(sums + ((<usize>s) << 3), load<f64>(rowWeights + ((<usize>row) << 3)));
    }
    if (get(inside, c) !== 0)
      addOwnComponent(s, u, get(inside, c) - 1, groupCount, counts, sums, insideCounts, insideWeights);
  }
  release(before);
  return true;
}

/** Sums the large rows; what the sweep finds of others on its way is left out. */
function sweepLarge(groupCount: u32, isLarge: usize, counts: usize, weights: usize): bool {
  const before = mark();
  const asked = take(<u64>rowCount);
  memory.copy(asked, isLarge, <usize>rowCount);
  wantBelow(isLarge);
  layOutTargets();
  const sweptCounts = takeZeros(<u64>rowCount * groupCount);
  const sweptWeights = takeZeros(<u64>rowCount * 2);
  if (!sumRows(groupCount, sweptCounts, sweptWeights)) return false;
  for (let r: u32 = 0; r < rowCount; r++) {
    if (byteAt(asked, r) === 0) continue;
    memory.copy(
      counts + ((<usize>r * groupCount) << 2),
      sweptCounts + ((<usize>r * groupCount) << 2),
      (<usize>groupCount) << 2,
    );
    store<f64>(weights + ((<usize>r) << 3), load<f64>(sweptWeights + ((<usize>r) << 3)));
  }
  release(before);
  return true;
}

/** Adds what the source's component of several nodes holds, but for the source itself. */
function addOwnComponent(
  s: u32,
  u: u32,
  at: u32,
  groupCount: u32,
  counts: usize,
  sums: usize,
  insideCounts: usize,
  insideWeights: usize,
): void {
  for (let g: u32 = 0; g < groupCount; g++) {
    const place = s * groupCount + g;
    put(counts, place, get(counts, place) + get(insideCounts, at * groupCount + g));
  }
  const sumAt = sums + ((<usize>s) << 3);
  store<f64>(sumAt, load<f64>(sumAt) + load<f64>(insideWeights + ((<usize>at) << 3)));
  const group = byteAt(groups, u);
  if (group >= TOLD) return;
  const place = s * groupCount + group;
  put(counts, place, get(counts, place) - 1);
  store<f64>(sumAt, load<f64>(sumAt) - load<f64>(weights + ((<usize>u) << 3)));
}

/**
 * Numbers the set of special nodes that each source reaches; false where it was cancelled. Nothing may be asked of this
 * plan after it, and the sets stand at `entries`.
 *
 * @param sets length sourceCount
 */
function tell(specialCount: u32, specials: usize, sets: usize): bool {
  wantAll();
  layOutSpecials(specialCount, specials);
  return findMembers(sourceCount, sources, specialCount, specials, sets);
}
