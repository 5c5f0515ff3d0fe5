import { blockCount } from './columns';
import { componentCount, componentOf, memberOffsets } from './components';
import { LEAF, slotOf } from './inner-graph';
import { get, NONE, put, release, take, takeNones, takeZeros } from './memory';
import { rowCount, rowOf } from './rows';
import {
  isCancelled,
  leaveRow,
  lineAt,
  nextRow,
  plantSeeds,
  prepareSweep,
  settled,
  startRows,
  tellDone,
} from './sweep';

// Sets of special nodes are chains: an entry is 80 bytes, the entry before it, its block and 16 words of bits, padded;
// entry 0 is the empty set. Equal sets are one entry, so that a number says all.

/** Where the entries start, and how many there are. */
export let entries: usize = 0;
export let entryCount: u32 = 0;

const ENTRY: usize = 80;

let table: usize = 0; // by hash: an entry of this block
let tableSize: u32 = 0;

/** The set of an earlier one and, in this block, the bits of a line. */
function intern(before: u32, block: u32, line: usize): u32 {
  if (
    !v128.any_true(
      v128.or(v128.or(v128.load(line, 0), v128.load(line, 16)), v128.or(v128.load(line, 32), v128.load(line, 48))),
    )
  ) {
    return before;
  }
  let hash: u64 = <u64>before + 1;
  for (let w: usize = 0; w < 64; w += 8) {
    hash = (hash ^ load<u64>(line + w)) * 0x9e3779b97f4a7c15;
    hash ^= hash >>> 32;
  }
  let slot = <u32>hash & (tableSize - 1);
  for (let entry = get(table, slot); entry !== NONE; entry = get(table, slot)) {
    const at = entries + <usize>entry * ENTRY;
    if (load<u32>(at) === before && memory.compare(at + 16, line, 64) === 0) return entry;
    slot = (slot + 1) & (tableSize - 1);
  }
  const at = take80();
  store<u32>(at, before);
  store<u32>(at, block, 4);
  memory.copy(at + 16, line, 64);
  put(table, slot, entryCount);
  return entryCount++;
}

/** Entries come last in memory, so that they may grow. */
function take80(): usize {
  const at = entries + <usize>entryCount * ENTRY;
  release(at);
  take(<u64>ENTRY + 64);
  return at;
}

/**
 * Writes for every source the number of the set of special nodes that it reaches; false where it was cancelled.
 *
 * @param sets length sourceCount
 */
export function findMembers(sourceCount: u32, sources: usize, specialCount: u32, specials: usize, sets: usize): bool {
  prepareSweep();
  const setOfRow = takeZeros(rowCount);
  const lineOfRow = take(<u64>rowCount * 4);
  const rowBlock = takeZeros(rowCount); // 1 + the block that the row's line is of
  const lineSet = take((<u64>rowCount + 1) * 8); // by line: the set before and the one after, of this block
  // Components of several nodes of which some are special: what lies inside is reached too.
  const insideOf = takeZeros(componentCount); // 1 + position among them, or 0
  const insideCount = findInside(specialCount, specials, insideOf);
  const setInside = takeZeros(insideCount);
  const rowInside = takeNones(insideCount);
  const linesInside = take(<u64>insideCount * 64);
  for (let c: u32 = 0; c < componentCount; c++) {
    if (get(insideOf, c) !== 0) put(rowInside, get(insideOf, c) - 1, get(rowOf, c));
  }
  const specialAt = specialSources(sourceCount, sources, specialCount, specials, insideOf);
  const scratch = take(64);
  tableSize = 64;
  while (tableSize < (rowCount + insideCount + sourceCount + 1) * 2) tableSize *= 2;
  table = take(<u64>tableSize * 4);
  entries = take(ENTRY);
  entryCount = 1;
  memory.fill(entries, 0, ENTRY);
  for (let s: u32 = 0; s < sourceCount; s++) put(sets, s, 0);

  for (let b: u32 = 0; b < blockCount; b++) {
    if (isCancelled()) return false;
    memory.fill(table, 0xff, (<usize>tableSize) << 2);
    plantSeeds(b);
    memory.fill(lineSet, 0xff, (<usize>(rowCount + 1)) << 3);
    startRows();
    for (let row = nextRow(); row !== NONE; row = nextRow()) {
      const line = settled(row);
      leaveRow(row, line);
      put(lineOfRow, row, line);
      put(rowBlock, row, b + 1);
      const earlier = get(setOfRow, row);
      if (get(lineSet, line * 2) !== earlier) {
        put(lineSet, line * 2, earlier);
        put(lineSet, line * 2 + 1, intern(earlier, b, lineAt(line)));
      }
      put(setOfRow, row, get(lineSet, line * 2 + 1));
    }
    if (insideCount > 0) {
      memory.fill(linesInside, 0, (<usize>insideCount) << 6);
      for (let i: u32 = 0; i < insideCount; i++) {
        const row = get(rowInside, i);
        if (row !== NONE && get(rowBlock, row) === b + 1) {
          memory.copy(linesInside + ((<usize>i) << 6), lineAt(get(lineOfRow, row)), 64);
        }
      }
      addInside(b, specialCount, specials, insideOf, linesInside);
      internSpecialSources(b, sourceCount, sources, specialAt, insideOf, linesInside, scratch, sets);
      for (let i: u32 = 0; i < insideCount; i++)
        put(setInside, i, intern(get(setInside, i), b, linesInside + ((<usize>i) << 6)));
    }
    tellDone();
  }
  writeSets(sourceCount, sources, specialAt, insideOf, setInside, setOfRow, sets);
  return true;
}

/** Numbers the components of several nodes that hold special ones. */
function findInside(specialCount: u32, specials: usize, insideOf: usize): u32 {
  let count: u32 = 0;
  for (let i: u32 = 0; i < specialCount; i++) {
    const c = largeComponentOf(get(specials, i));
    if (c !== NONE && get(insideOf, c) === 0) put(insideOf, c, ++count);
  }
  return count;
}

/** The node's component if that has several nodes, or NONE. */
export function largeComponentOf(u: u32): u32 {
  const slot = get(slotOf, u);
  if ((slot & LEAF) !== 0) return NONE;
  const c = get(componentOf, slot);
  return get(memberOffsets, c + 1) - get(memberOffsets, c) > 1 ? c : NONE;
}

/** By source: its own position among the special nodes where it is one in a component of several, or NONE. */
function specialSources(sourceCount: u32, sources: usize, specialCount: u32, specials: usize, insideOf: usize): usize {
  const specialAt = takeNones(sourceCount);
  for (let s: u32 = 0; s < sourceCount; s++) {
    const u = get(sources, s);
    const c = largeComponentOf(u);
    if (c === NONE || get(insideOf, c) === 0) continue;
    for (let i: u32 = 0; i < specialCount; i++) if (get(specials, i) === u) put(specialAt, s, i);
  }
  return specialAt;
}

/** Sets the bits of special nodes in the lines of their own components. */
function addInside(block: u32, specialCount: u32, specials: usize, insideOf: usize, linesInside: usize): void {
  const end = min(specialCount, (block + 1) * 512);
  for (let i = block * 512; i < end; i++) {
    const c = largeComponentOf(get(specials, i));
    if (c === NONE) continue;
    const at = linesInside + ((<usize>(get(insideOf, c) - 1)) << 6) + ((<usize>((i & 511) >>> 5)) << 2);
    store<u32>(at, load<u32>(at) | ((<u32>1) << (i & 31)));
  }
}

/** A source that is special itself reaches what its component does, but for itself. */
function internSpecialSources(
  block: u32,
  sourceCount: u32,
  sources: usize,
  specialAt: usize,
  insideOf: usize,
  linesInside: usize,
  scratch: usize,
  sets: usize,
): void {
  for (let s: u32 = 0; s < sourceCount; s++) {
    const own = get(specialAt, s);
    if (own === NONE) continue;
    const c = largeComponentOf(get(sources, s));
    memory.copy(scratch, linesInside + ((<usize>(get(insideOf, c) - 1)) << 6), 64);
    if (own >>> 9 === block) {
      const at = scratch + ((<usize>((own & 511) >>> 5)) << 2);
      store<u32>(at, load<u32>(at) & ~((<u32>1) << (own & 31)));
    }
    put(sets, s, intern(get(sets, s), block, scratch));
  }
}

function writeSets(
  sourceCount: u32,
  sources: usize,
  specialAt: usize,
  insideOf: usize,
  setInside: usize,
  setOfRow: usize,
  sets: usize,
): void {
  for (let s: u32 = 0; s < sourceCount; s++) {
    const slot = get(slotOf, get(sources, s));
    if ((slot & LEAF) !== 0 || get(specialAt, s) !== NONE) continue;
    const c = get(componentOf, slot);
    if (get(insideOf, c) !== 0) put(sets, s, get(setInside, get(insideOf, c) - 1));
    else if (get(rowOf, c) !== NONE) put(sets, s, get(setOfRow, get(rowOf, c)));
  }
}
