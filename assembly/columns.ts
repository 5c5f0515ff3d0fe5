import { classCount } from './classes';
import {
  classOfNode,
  contentCount,
  contentKinds,
  contentOffsets,
  contentSizes,
  kindCount,
  kindGroup,
  kindWeight,
} from './contents';
import { belowHubs, hubCount } from './hubs';
import { byteAt, get, mark, NONE, put, release, take, takeNones, takeZeros } from './memory';
import { isWanted } from './wanted';

/** Columns a block: one cache line of bits a row. */
export const BLOCK: u32 = 512;

/** How a block's counts become a weight. */
export const WEIGHTLESS: u32 = 0;
/** Every column has one weight and stands for as many members. */
export const EVEN: u32 = 1;
/** Every word's columns have one weight and stand for as many members. */
export const BY_WORD: u32 = 2;
/** Weights differ within some word. */
export const BY_COLUMN: u32 = 3;

export let blockCount: u32 = 0;
/** Length blockCount × 512; the class behind each column, or NONE for padding. */
export let columnClass: usize = 0;
/** Length blockCount × 512, 64-bit floats; weight of one member. */
export let columnWeight: usize = 0;
/** Length blockCount × 16; members that each column of the word stands for. */
export let wordMembers: usize = 0;
/** Length blockCount × 16; weight of one member of the word's columns. */
export let wordIsEven: usize = 0;
/** Length blockCount. */
export let blockGroup: usize = 0;
export let blockKind: usize = 0;

let found: u32 = 0;
let foundClass: usize = 0;
let foundKind: usize = 0;
let foundDigit: usize = 0;

/** One column for each of some nodes, in their order: what is reached is told, not counted. */
export function layOutSpecials(count: u32, nodes: usize): void {
  takeBlocks(count);
  clearBlocks(count);
  for (let i: u32 = 0; i < count; i++) put(columnClass, i, classOfNode(get(nodes, i)));
}

/**
 * n members of a class with one group and weight become a column for each binary digit of n. A word never mixes
 * digits, a block never mixes groups, and weights are mixed only where one run of them ends and the next begins.
 */
export function layOutTargets(): void {
  takeBlocks(mostColumns() + MOST_PADDING);
  const before = mark();
  collectColumns();
  // Stable sorts: groups, in them runs of equal digit, in them what the same hubs reach, in it runs of equal weight.
  let order = take(<u64>found * 4);
  for (let i: u32 = 0; i < found; i++) put(order, i, i);
  order = sortBy(order, foundKind, kindCount);
  const runs = take(<u64>found * 4);
  if (hubCount > 0) {
    for (let i: u32 = 0; i < found; i++) put(runs, i, 255 - byteAt(belowHubs, get(foundClass, i)));
    order = sortBy(order, runs, 256);
  }
  for (let i: u32 = 0; i < found; i++) {
    put(runs, i, (get(kindGroup, get(foundKind, i)) << 5) | get(foundDigit, i));
  }
  order = sortBy(order, runs, 256 * 32);
  const places = take(<u64>found * 4);
  const size = placeColumns(order, runs, places);
  clearBlocks(size);
  placedAt = takeNones(size);
  for (let i: u32 = 0; i < found; i++) put(placedAt, get(places, i), get(order, i));
  for (let b: u32 = 0; b < blockCount; b++) fillBlock(b, size);
  release(before);
}

/** A group's last block and a digit's last word may be filled up. */
const MOST_PADDING: u64 = 256 * 512 + 256 * 32 * 32;

let placedAt: usize = 0; // by place: the column found there, or NONE

/** Room for so many columns; what is not used is never touched. */
function takeBlocks(size: u64): void {
  const most = (size + BLOCK - 1) / BLOCK;
  columnClass = take(most * BLOCK * 4);
  columnWeight = take(most * BLOCK * 8);
  wordMembers = take(most * 64);
  wordIsEven = take(most * 64);
  blockGroup = take(most * 4);
  blockKind = take(most * 4);
}

function clearBlocks(size: u32): void {
  blockCount = (size + BLOCK - 1) / BLOCK;
  memory.fill(columnClass, 0xff, (<usize>blockCount * BLOCK) << 2);
  memory.fill(columnWeight, 0, (<usize>blockCount * BLOCK) << 3);
  memory.fill(wordMembers, 0, (<usize>blockCount) << 6);
  memory.fill(wordIsEven, 0, (<usize>blockCount) << 6);
  memory.fill(blockKind, 0, (<usize>blockCount) << 2);
}

function fillBlock(block: u32, size: u32): void {
  const first = block * BLOCK;
  const leader = get(placedAt, first);
  put(blockGroup, block, get(kindGroup, get(foundKind, leader)));
  let kind = WEIGHTLESS;
  let isEven = true;
  for (let word = block * 16; word < block * 16 + 16; word++) {
    const at = word * 32 < size ? get(placedAt, word * 32) : NONE;
    if (at === NONE) continue;
    if (get(foundKind, at) !== get(foundKind, leader) || get(foundDigit, at) !== get(foundDigit, leader))
      isEven = false;
    const wordKind = fillWord(word, at, size);
    if (wordKind > kind) kind = wordKind;
  }
  if (kind === BY_WORD && isEven) kind = EVEN;
  put(blockKind, block, kind);
}

/** Fills the word whose first column is given, and says how its weight is found. */
function fillWord(word: u32, leader: u32, size: u32): u32 {
  put(wordMembers, word, (<u32>1) << get(foundDigit, leader));
  const weight = weightOf(leader);
  let isEven: u32 = 1;
  for (let i = word * 32; i < word * 32 + 32 && i < size; i++) {
    const at = get(placedAt, i);
    if (at === NONE) break;
    put(columnClass, i, get(foundClass, at));
    store<f64>(columnWeight + ((<usize>i) << 3), weightOf(at));
    if (weightOf(at) !== weight) isEven = 0;
  }
  put(wordIsEven, word, isEven);
  if (isEven === 0) return BY_COLUMN;
  return weight === 0 ? WEIGHTLESS : BY_WORD;
}

function weightOf(column: u32): f64 {
  return load<f64>(kindWeight + ((<usize>get(foundKind, column)) << 3));
}

/** Counts the targets of each class and kind that a wanted row enters and writes a column for each digit of the count. */
function collectColumns(): void {
  const most = mostColumns();
  foundClass = take(most * 4);
  foundKind = take(most * 4);
  foundDigit = take(most * 4);
  found = 0;
  for (let k: u32 = 0; k < classCount; k++) {
    if (!isWanted(k)) continue;
    const end = get(contentOffsets, k + 1);
    for (let i = get(contentOffsets, k); i < end; i++) {
      let digit: u32 = 0;
      for (let rest = get(contentSizes, i); rest > 0; rest >>>= 1) {
        if ((rest & 1) === 1) {
          put(foundClass, found, k);
          put(foundKind, found, get(contentKinds, i));
          put(foundDigit, found++, digit);
        }
        digit++;
      }
    }
  }
}

function mostColumns(): u64 {
  let most: u64 = 0;
  for (let i: u32 = 0; i < contentCount; i++) most += popcnt(get(contentSizes, i));
  return most;
}

/** The order sorted stably by a key below `keyEnd`. */
function sortBy(order: usize, keys: usize, keyEnd: u32): usize {
  const starts = takeZeros(<u64>keyEnd + 1);
  for (let i: u32 = 0; i < found; i++) {
    const key = get(keys, i) + 1;
    put(starts, key, get(starts, key) + 1);
  }
  for (let key: u32 = 1; key <= keyEnd; key++) put(starts, key, get(starts, key) + get(starts, key - 1));
  const sorted = take(<u64>found * 4);
  for (let i: u32 = 0; i < found; i++) {
    const at = get(order, i);
    const key = get(keys, at);
    const place = get(starts, key);
    put(starts, key, place + 1);
    put(sorted, place, at);
  }
  return sorted;
}

/** The place of each column in order: the next one, the next word's where the digit changes, the next block's where the group does. */
function placeColumns(order: usize, runs: usize, places: usize): u32 {
  let place: u32 = 0;
  for (let i: u32 = 0; i < found; i++) {
    if (i > 0) {
      const run = get(runs, get(order, i));
      const last = get(runs, get(order, i - 1));
      place++;
      if (run >>> 5 !== last >>> 5) place = (place + BLOCK - 1) & ~(BLOCK - 1);
      else if (run !== last) place = (place + 31) & ~31;
    }
    put(places, i, place);
  }
  return found === 0 ? 0 : place + 1;
}
