import { NONE } from './none.ts';
import type { ClosurePlan } from './closure-plan.ts';

/** 32-bit words in a block of columns: fewer cost passes over the rows, more fall out of the cache (bench/engine.ts). */
export const BLOCK_WORDS = 32;

/** What one block's sweep works in and leaves behind; made once, used for one block after the other. */
export interface SweepBlock {
  /**
   * Length rowCount; the row whose words hold this row's answer (rows with equal answers share), or {@link NONE}
   * where it reaches no column of the block.
   */
  readonly holderOf: Uint32Array;
  /** Length rowCount × BLOCK_WORDS; bit b of word w of a holder says whether column 32w + b of the block is reached. */
  readonly words: Int32Array;
}

/** Room for the blocks of one plan. */
export function createSweepBlock(plan: ClosurePlan): SweepBlock {
  const rowCount = plan.rows.offsets.length - 1;
  return { holderOf: new Uint32Array(rowCount), words: new Int32Array(rowCount * BLOCK_WORDS) };
}

/**
 * Finds for every row which columns of a block it reaches; blocks are independent of each other.
 *
 * @param columnClass the class behind each column, or {@link NONE} for padding; the block is columns
 *   [32 · BLOCK_WORDS · blockIndex, …), as far as there are any
 * Time O(rows + row edges · BLOCK_WORDS + seeds of the block's classes).
 */
export function sweepBlock(plan: ClosurePlan, columnClass: Uint32Array, blockIndex: number, block: SweepBlock): void {
  const { holderOf, words } = block;
  holderOf.fill(NONE);
  plantSeeds(plan, columnClass, blockIndex, block);

  const { offsets, targets } = plan.rows;
  for (let r = 0; r + 1 < offsets.length; r++) {
    let holder = holderOf[r];
    for (let e = offsets[r]; e < offsets[r + 1]; e++) {
      const other = holderOf[targets[e]];
      if (other === NONE || other === holder) continue;
      holder = holder === NONE ? other : unite(words, r, holder, other);
    }
    holderOf[r] = holder;
  }
}

/** Sets the bits of the rows that enter the block's classes by one edge. */
function plantSeeds(
  { seeds }: ClosurePlan,
  columnClass: Uint32Array,
  blockIndex: number,
  { holderOf, words }: SweepBlock,
): void {
  const first = blockIndex * BLOCK_WORDS * 32;
  const end = Math.min(first + BLOCK_WORDS * 32, columnClass.length);
  for (let column = first; column < end; column++) {
    if (columnClass[column] === NONE) continue;
    const word = (column - first) >>> 5;
    const bit = 1 << (column & 31);
    const seedsEnd = seeds.offsets[columnClass[column] + 1];
    for (let i = seeds.offsets[columnClass[column]]; i < seedsEnd; i++) {
      const r = seeds.targets[i];
      const start = r * BLOCK_WORDS;
      if (holderOf[r] === NONE) {
        holderOf[r] = r;
        words.fill(0, start, start + BLOCK_WORDS);
      }
      words[start + word] |= bit;
    }
  }
}

/** The holder of row r's answer once `other`'s is added to what `holder` holds: either of them, or r itself. */
function unite(words: Int32Array, r: number, holder: number, other: number): number {
  const a = holder * BLOCK_WORDS;
  const b = other * BLOCK_WORDS;
  let onlyA = 0;
  let onlyB = 0;
  for (let w = 0; w < BLOCK_WORDS; w++) {
    const x = words[a + w];
    const y = words[b + w];
    onlyA |= x & ~y;
    onlyB |= y & ~x;
  }
  if (onlyB === 0) return holder;
  if (onlyA === 0) return other;
  const out = r * BLOCK_WORDS;
  for (let w = 0; w < BLOCK_WORDS; w++) words[out + w] = words[a + w] | words[b + w];
  return r;
}
