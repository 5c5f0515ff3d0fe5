import { planClosure } from './closure-plan.ts';
import type { ClosurePlan } from './closure-plan.ts';
import { BLOCK_WORDS, createSweepBlock, sweepBlock } from './closure-sweep.ts';
import type { Csr } from './csr.ts';
import { NONE } from './none.ts';

/** Which special nodes each source reaches in any number of steps, itself not counted. */
export interface ClosureMembers {
  /** 32-bit words a source: a thirty-second of the number of special nodes, rounded up. */
  readonly wordCount: number;
  /** Length sources × wordCount; bit i & 31 of word `s * wordCount + (i >>> 5)`: source s reaches special node i. */
  readonly words: Int32Array;
}

/**
 * Finds the special nodes (crown jewels, administrations) that every source reaches, in one sweep as `closureSums` does.
 *
 * @param sources node indices
 * @param specials distinct node indices; a few thousand at most, as each source gets a bit for each
 * @throws {RangeError} on a node that is not there
 */
export function closureMembers(graph: Csr, sources: Uint32Array, specials: Uint32Array): ClosureMembers {
  const nodeCount = graph.offsets.length - 1;
  for (const u of sources) if (u >= nodeCount) throw new RangeError(`source ${u} among ${nodeCount} nodes`);
  for (const u of specials) if (u >= nodeCount) throw new RangeError(`special node ${u} among ${nodeCount} nodes`);

  const plan = planClosure(graph, sources, specials);
  const wordCount = Math.ceil(specials.length / 32);
  const members = { wordCount, words: new Int32Array(sources.length * wordCount) };
  addBeyond(plan, sources, specials, members);
  addInside(plan, sources, specials, members);
  return members;
}

/** The special nodes that a source reaches, as ascending indices into `specials`. */
export function membersOf({ words, wordCount }: ClosureMembers, source: number): number[] {
  const found: number[] = [];
  for (let w = 0; w < wordCount; w++) {
    for (let rest = words[source * wordCount + w]; rest !== 0; rest &= rest - 1) {
      found.push(w * 32 + 31 - Math.clz32(rest & -rest));
    }
  }
  return found;
}

/** Marks what lies outside the sources' components, a column for each special node. */
function addBeyond(
  plan: ClosurePlan,
  sources: Uint32Array,
  specials: Uint32Array,
  { words, wordCount }: ClosureMembers,
): void {
  const { componentOf } = plan.components;
  const columnClass = specials.map((u) => plan.classOf[componentOf[u]]);
  const block = createSweepBlock(plan);
  for (let firstWord = 0; firstWord < wordCount; firstWord += BLOCK_WORDS) {
    sweepBlock(plan, columnClass, firstWord / BLOCK_WORDS, block);
    const blockWords = Math.min(BLOCK_WORDS, wordCount - firstWord);
    for (let s = 0; s < sources.length; s++) {
      const row = plan.rowOf[componentOf[sources[s]]];
      if (row === NONE || block.holderOf[row] === NONE) continue;
      const from = block.holderOf[row] * BLOCK_WORDS;
      words.set(block.words.subarray(from, from + blockWords), s * wordCount + firstWord);
    }
  }
}

/** Marks what lies in the sources' own components, all but the sources themselves. */
function addInside(
  { components }: ClosurePlan,
  sources: Uint32Array,
  specials: Uint32Array,
  { words, wordCount }: ClosureMembers,
): void {
  const inside = new Map<number, number[]>();
  for (const [i, u] of specials.entries()) {
    const c = components.componentOf[u];
    const list = inside.get(c);
    if (list === undefined) inside.set(c, [i]);
    else list.push(i);
  }
  for (const [s, u] of sources.entries()) {
    for (const i of inside.get(components.componentOf[u]) ?? []) {
      if (specials[i] !== u) words[s * wordCount + (i >>> 5)] |= 1 << (i & 31);
    }
  }
}
