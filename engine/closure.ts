import { layOutColumns } from './closure-columns.ts';
import type { ClosureColumns, ClosureTargets } from './closure-columns.ts';
import { planClosure } from './closure-plan.ts';
import type { ClosurePlan } from './closure-plan.ts';
import { BLOCK_WORDS, createSweepBlock, sweepBlock } from './closure-sweep.ts';
import type { Csr } from './csr.ts';
import { NONE } from './none.ts';
import { populationCount } from './population-count.ts';

/** What each source reaches in any number of steps, itself not counted. */
export interface ClosureSums {
  /** Length sources × groupCount; `counts[s * groupCount + g]` distinct targets of group g are reached from source s. */
  readonly counts: Uint32Array;
  /** Length sources; summed weight of the distinct targets reached, exact below 2^53. */
  readonly weights: Float64Array;
}

/**
 * Counts and weighs what every source reaches, all of them in one sweep over the condensed graph.
 *
 * @param sources node indices; repeats are answered each
 * @throws {RangeError} on a node or group that is not there, a repeated target, or arrays of unequal length
 * Time O(n + m) and, for each 1,024 classes of targets, O(rows + row edges · 32); 128 bytes a row beside the result.
 */
export function closureSums(
  graph: Csr,
  sources: Uint32Array,
  targets: ClosureTargets,
  groupCount: number,
): ClosureSums {
  checkTargets(graph.offsets.length - 1, sources, targets, groupCount);
  const plan = planClosure(graph, sources, targets.node);
  const beyond = sumRows(plan, sources, layOutColumns(plan, targets), groupCount);
  const inside = sumComponents(plan, targets, groupCount);

  const counts = new Uint32Array(sources.length * groupCount);
  const weights = new Float64Array(sources.length);
  for (let s = 0; s < sources.length; s++) {
    const c = plan.components.componentOf[sources[s]];
    const row = plan.rowOf[c];
    weights[s] = inside.weights[c] + (row === NONE ? 0 : beyond.weights[row]);
    for (let g = 0; g < groupCount; g++) {
      const outside = row === NONE ? 0 : beyond.counts[row * groupCount + g];
      counts[s * groupCount + g] = inside.counts[c * groupCount + g] + outside;
    }
  }
  leaveOutSelves(graph, sources, targets, { counts, weights });
  return { counts, weights };
}

function checkTargets(
  nodeCount: number,
  sources: Uint32Array,
  { node, group, weight }: ClosureTargets,
  groupCount: number,
): void {
  if (node.length !== group.length || node.length !== weight.length) {
    throw new RangeError(`${node.length} targets, ${group.length} groups, ${weight.length} weights`);
  }
  const isTarget = new Uint8Array(nodeCount);
  for (const [i, u] of node.entries()) {
    if (u >= nodeCount) throw new RangeError(`target ${u} among ${nodeCount} nodes`);
    if (isTarget[u] === 1) throw new RangeError(`target ${u} given twice`);
    if (group[i] >= groupCount) throw new RangeError(`group ${group[i]} of ${groupCount}`);
    isTarget[u] = 1;
  }
  for (const u of sources) if (u >= nodeCount) throw new RangeError(`source ${u} among ${nodeCount} nodes`);
}

/** What each component holds itself. */
function sumComponents({ components }: ClosurePlan, targets: ClosureTargets, groupCount: number): ClosureSums {
  const counts = new Uint32Array(components.count * groupCount);
  const weights = new Float64Array(components.count);
  for (const [i, u] of targets.node.entries()) {
    const c = components.componentOf[u];
    counts[c * groupCount + targets.group[i]]++;
    weights[c] += targets.weight[i];
  }
  return { counts, weights };
}

function leaveOutSelves(graph: Csr, sources: Uint32Array, targets: ClosureTargets, sums: ClosureSums): void {
  const targetAt = new Uint32Array(graph.offsets.length - 1).fill(NONE);
  for (const [i, u] of targets.node.entries()) targetAt[u] = i;
  const groupCount = sums.counts.length / sources.length;
  for (const [s, u] of sources.entries()) {
    const i = targetAt[u];
    if (i === NONE) continue;
    sums.counts[s * groupCount + targets.group[i]]--;
    sums.weights[s] -= targets.weight[i];
  }
}

/** What the rows of sources reach outside their components, summed block by block. */
function sumRows(plan: ClosurePlan, sources: Uint32Array, columns: ClosureColumns, groupCount: number): ClosureSums {
  const rowCount = plan.rows.offsets.length - 1;
  const counts = new Uint32Array(rowCount * groupCount);
  const weights = new Float64Array(rowCount);
  const asked = rowsOfSources(plan, sources);
  const block = createSweepBlock(plan);
  const holderCounts = new Uint32Array(rowCount * groupCount);
  const holderWeights = new Float64Array(rowCount);
  const summedIn = new Uint32Array(rowCount); // 1 + the block that the holder's sums are of

  const blockCount = Math.ceil(columns.wordGroup.length / BLOCK_WORDS);
  for (let b = 0; b < blockCount; b++) {
    sweepBlock(plan, columns.classOf, b, block);
    for (const row of asked) {
      const holder = block.holderOf[row];
      if (holder === NONE) continue;
      const start = holder * groupCount;
      if (summedIn[holder] !== b + 1) {
        summedIn[holder] = b + 1;
        holderCounts.fill(0, start, start + groupCount);
        holderWeights[holder] = sumWords(block.words, holder, columns, b, holderCounts, start);
      }
      for (let g = 0; g < groupCount; g++) counts[row * groupCount + g] += holderCounts[start + g];
      weights[row] += holderWeights[holder];
    }
  }
  return { counts, weights };
}

/** The distinct rows of the sources, ascending. */
function rowsOfSources({ components, rowOf }: ClosurePlan, sources: Uint32Array): Uint32Array {
  const rows = new Set<number>();
  for (const u of sources) rows.add(rowOf[components.componentOf[u]]);
  rows.delete(NONE);
  return Uint32Array.from(rows).sort();
}

/** Adds a holder's counts to `counts[countsAt + group]` and returns its weight. */
function sumWords(
  words: Int32Array,
  holder: number,
  { wordGroup, wordMembers, weightOf, isUniform }: ClosureColumns,
  blockIndex: number,
  counts: Uint32Array,
  countsAt: number,
): number {
  const firstWord = blockIndex * BLOCK_WORDS;
  const wordCount = Math.min(BLOCK_WORDS, wordGroup.length - firstWord);
  let weight = 0;
  for (let w = 0; w < wordCount; w++) {
    const word = words[holder * BLOCK_WORDS + w];
    if (word === 0) continue;
    const column = firstWord + w;
    const reached = populationCount(word) * wordMembers[column];
    counts[countsAt + wordGroup[column]] += reached;
    if (isUniform[column] === 1) {
      weight += reached * weightOf[column * 32];
      continue;
    }
    for (let rest = word; rest !== 0; rest &= rest - 1) {
      weight += wordMembers[column] * weightOf[column * 32 + 31 - Math.clz32(rest & -rest)];
    }
  }
  return weight;
}
