import { classCount } from './classes';
import {
  BLOCK,
  blockCount,
  blockGroup,
  blockKind,
  BY_COLUMN,
  columnClass,
  columnWeight,
  EVEN,
  WEIGHTLESS,
  wordIsEven,
  wordMembers,
} from './columns';
import { aboveHubs, hubCount, hubOf } from './hubs';
import { byteAt, get, mark, NONE, put, release, take, takeNones, takeZeros } from './memory';
import { rowCount } from './rows';
import { wantedOffsets, wantedUps } from './wanted';

// A line is 64 bytes: a bit for each column of the block. Rows whose answers are equal hold one line.
// Line 0 has every bit that any line of the block can have.

/** What the sweeps touched, for the benchmark: rows visited, steps taken, lines written, lines counted. */
export let visitedRows: u64 = 0;
export let takenSteps: u64 = 0;
export let writtenLines: u64 = 0;
export let countedLines: u64 = 0;

export function resetStatistics(): void {
  visitedRows = 0;
  takenSteps = 0;
  writtenLines = 0;
  countedLines = 0;
}

/** Room that one plan's sweeps work in. */
export let heldOf: usize = 0; // by row: its line, or NONE; set back as the row is left
let lines: usize = 0;
let lineOwner: usize = 0; // by line: the row that may still write to it
let ownOf: usize = 0; // by row: the line that it owns in this block, if that line says so too
let lineCount: u32 = 0;
let marks: usize = 0; // a bit by row: it is to be visited
let markWords: u32 = 0;
let lineTotals: usize = 0; // by line: count, or NONE where it was not asked for yet
let lineWeights: usize = 0;

/** Where progress is told and cancelling heard: 32-bit numbers `isCancelled`, `doneBlocks`, `blocks`. */
export let control: usize = 0;

export function setControl(at: usize): void {
  control = at;
}

/** Makes room for a line a row and one more; what is not used is never touched. */
export function prepareSweep(): void {
  heldOf = takeNones(rowCount);
  ownOf = takeZeros(rowCount);
  lines = take((<u64>rowCount + 1) * 64);
  lineOwner = take((<u64>rowCount + 1) * 4);
  lineTotals = take((<u64>rowCount + 1) * 4);
  lineWeights = take((<u64>rowCount + 1) * 8);
  markWords = (rowCount + 63) >>> 6;
  marks = takeZeros(<u64>markWords * 2);
}

export function lineAt(line: u32): usize {
  return lines + ((<usize>line) << 6);
}

function ownLine(row: u32): u32 {
  const known = get(ownOf, row);
  writtenLines++;
  if (known < lineCount && get(lineOwner, known) === row) return known;
  put(ownOf, row, lineCount);
  put(lineOwner, lineCount, row);
  put(lineTotals, lineCount, NONE);
  return lineCount++;
}

function visit(row: u32): void {
  const at = marks + ((<usize>(row >>> 6)) << 3);
  store<u64>(at, load<u64>(at) | ((<u64>1) << (row & 63)));
}

/** Line 0 of the block, and a line for each row that enters one of its classes by one step. */
export function plantSeeds(block: u32): void {
  lineCount = 1;
  put(lineOwner, 0, NONE);
  put(lineTotals, 0, NONE);
  memory.fill(lineAt(0), 0, 64);
  const first = block * BLOCK;
  for (let i: u32 = 0; i < BLOCK; i++) {
    const k = get(columnClass, first + i);
    if (k === NONE) continue;
    const at = (<usize>(i >>> 5)) << 2;
    const bit = (<u32>1) << (i & 31);
    store<u32>(lineAt(0) + at, load<u32>(lineAt(0) + at) | bit);
    const end = get(wantedOffsets, k + 1);
    for (let s = get(wantedOffsets, k); s < end; s++) {
      const row = get(wantedUps, s);
      let line = get(heldOf, row);
      if (line === NONE) {
        line = ownLine(row);
        put(heldOf, row, line);
        memory.fill(lineAt(line), 0, 64);
        visit(row);
      }
      store<u32>(lineAt(line) + at, load<u32>(lineAt(line) + at) | bit);
    }
  }
}

/** Adds what a line has to a row above it. */
function push(line: u32, row: u32): void {
  const held = get(heldOf, row);
  if (held === line || held === 0) return;
  if (held === NONE) {
    put(heldOf, row, line);
    visit(row);
    return;
  }
  if (line === 0) {
    put(heldOf, row, 0);
    return;
  }
  const a = lineAt(held);
  const b = lineAt(line);
  const a0 = v128.load(a, 0);
  const a1 = v128.load(a, 16);
  const a2 = v128.load(a, 32);
  const a3 = v128.load(a, 48);
  const b0 = v128.load(b, 0);
  const b1 = v128.load(b, 16);
  const b2 = v128.load(b, 32);
  const b3 = v128.load(b, 48);
  const missing = v128.or(
    v128.or(v128.andnot(b0, a0), v128.andnot(b1, a1)),
    v128.or(v128.andnot(b2, a2), v128.andnot(b3, a3)),
  );
  if (!v128.any_true(missing)) return;
  const beyond = v128.or(
    v128.or(v128.andnot(a0, b0), v128.andnot(a1, b1)),
    v128.or(v128.andnot(a2, b2), v128.andnot(a3, b3)),
  );
  if (!v128.any_true(beyond)) {
    put(heldOf, row, line);
    return;
  }
  let out = a;
  if (get(lineOwner, held) !== row) {
    const own = ownLine(row);
    put(heldOf, row, own);
    out = lineAt(own);
  }
  v128.store(out, v128.or(a0, b0), 0);
  v128.store(out, v128.or(a1, b1), 16);
  v128.store(out, v128.or(a2, b2), 32);
  v128.store(out, v128.or(a3, b3), 48);
}

/** The row's line now that nothing is added any more: line 0 where it has all that any has. */
export function settled(row: u32): u32 {
  const line = get(heldOf, row);
  if (get(lineOwner, line) !== row) return line;
  const a = lineAt(line);
  const all = lineAt(0);
  const missing = v128.or(
    v128.or(v128.andnot(v128.load(all, 0), v128.load(a, 0)), v128.andnot(v128.load(all, 16), v128.load(a, 16))),
    v128.or(v128.andnot(v128.load(all, 32), v128.load(a, 32)), v128.andnot(v128.load(all, 48), v128.load(a, 48))),
  );
  return v128.any_true(missing) ? line : 0;
}

let cursorWord: u32 = 0;

/** Begins the visits of a block. */
export function startRows(): void {
  cursorWord = 0;
}

/** The next row to visit, successors before predecessors, or NONE; its line is told by {@link leaveRow}. */
export function nextRow(): u32 {
  while (cursorWord < markWords) {
    const at = marks + ((<usize>cursorWord) << 3);
    const word = load<u64>(at);
    if (word !== 0) {
      store<u64>(at, word & (word - 1));
      return (cursorWord << 6) + <u32>ctz(word);
    }
    cursorWord++;
  }
  return NONE;
}

/** Gives the row's settled line to all rows that lead to it. */
export function leaveRow(row: u32, line: u32): void {
  put(heldOf, row, NONE);
  const end = get(wantedOffsets, classCount + row + 1);
  const start = get(wantedOffsets, classCount + row);
  for (let i = start; i < end; i++) push(line, get(wantedUps, i));
  visitedRows++;
  takenSteps += end - start;
}

/** Whether whoever waits wants no more. */
export function isCancelled(): bool {
  return control !== 0 && atomic.load<u32>(control) !== 0;
}

export function tellDone(): void {
  if (control !== 0) atomic.add<u32>(control, 1, 4);
}

/**
 * Sums every row, block by block; false where it was cancelled.
 *
 * @param counts length rowCount × groupCount, 32-bit
 * @param weights length rowCount, 64-bit floats
 */
export function sumRows(groupCount: u32, counts: usize, weights: usize): bool {
  const before = mark();
  prepareSweep();
  const coveredCounts = takeZeros(256 * groupCount); // by marks of hubs: what the hubs had whole
  const coveredWeights = takeZeros(512);
  if (control !== 0) atomic.add<u32>(control, blockCount, 8);
  for (let b: u32 = 0; b < blockCount; b++) {
    if (isCancelled()) return false;
    plantSeeds(b);
    startRows();
    const group = get(blockGroup, b);
    const kind = get(blockKind, b);
    let whole: u32 = 0; // the hubs that have the whole block
    for (let row = nextRow(); row !== NONE; row = nextRow()) {
      if ((byteAt(aboveHubs, row) & whole) !== 0) {
        put(heldOf, row, NONE); // so is all above it: nothing is handed on
        continue;
      }
      const line = settled(row);
      const hub = byteAt(hubOf, row);
      if (hub !== 0 && line === 0) {
        whole |= 1 << (hub - 1);
        put(heldOf, row, NONE);
      } else {
        leaveRow(row, line);
      }
      if (get(lineTotals, line) === NONE) countLine(line, b, kind);
      const at = row * groupCount + group;
      put(counts, at, get(counts, at) + get(lineTotals, line));
      if (kind === WEIGHTLESS) continue;
      const weightAt = weights + ((<usize>row) << 3);
      store<f64>(weightAt, load<f64>(weightAt) + load<f64>(lineWeights + ((<usize>line) << 3)));
    }
    if (whole !== 0) cover(b, whole, groupCount, coveredCounts, coveredWeights);
    tellDone();
  }
  if (hubCount > 0) addCovered(groupCount, coveredCounts, coveredWeights, counts, weights);
  release(before);
  return true;
}

/** Adds a block to the sums of all rows above the hubs that have the whole of it. */
function cover(block: u32, whole: u32, groupCount: u32, coveredCounts: usize, coveredWeights: usize): void {
  if (get(lineTotals, 0) === NONE) countLine(0, block, get(blockKind, block));
  for (let marks: u32 = 0; marks < 256; marks++) {
    if ((marks & whole) === 0) continue;
    const at = marks * groupCount + get(blockGroup, block);
    put(coveredCounts, at, get(coveredCounts, at) + get(lineTotals, 0));
    if (get(blockKind, block) === WEIGHTLESS) continue;
    const weightAt = coveredWeights + ((<usize>marks) << 3);
    store<f64>(weightAt, load<f64>(weightAt) + load<f64>(lineWeights));
  }
}

function addCovered(groupCount: u32, coveredCounts: usize, coveredWeights: usize, counts: usize, weights: usize): void {
  for (let row: u32 = 0; row < rowCount; row++) {
    const marks = byteAt(aboveHubs, row);
    if (marks === 0) continue;
    for (let g: u32 = 0; g < groupCount; g++) {
      put(counts, row * groupCount + g, get(counts, row * groupCount + g) + get(coveredCounts, marks * groupCount + g));
    }
    const weightAt = weights + ((<usize>row) << 3);
    store<f64>(weightAt, load<f64>(weightAt) + load<f64>(coveredWeights + ((<usize>marks) << 3)));
  }
}

/** The line's count and weight. */
function countLine(line: u32, block: u32, kind: u32): void {
  countedLines++;
  const at = lineAt(line);
  if (kind === EVEN) {
    let bits: u64 = 0;
    for (let w: usize = 0; w < 64; w += 8) bits += popcnt(load<u64>(at + w));
    const count = <u32>bits * get(wordMembers, block * 16);
    put(lineTotals, line, count);
    store<f64>(
      lineWeights + ((<usize>line) << 3),
      <f64>count * load<f64>(columnWeight + ((<usize>(block * BLOCK)) << 3)),
    );
    return;
  }
  let count: u32 = 0;
  let weight: f64 = 0;
  for (let w: u32 = 0; w < 16; w++) {
    let bits = load<u32>(at + ((<usize>w) << 2));
    if (bits === 0) continue;
    const members = get(wordMembers, block * 16 + w);
    const reached = popcnt(bits) * members;
    count += reached;
    const first = columnWeight + ((<usize>(block * BLOCK + w * 32)) << 3);
    if (get(wordIsEven, block * 16 + w) !== 0) {
      weight += <f64>reached * load<f64>(first);
      continue;
    }
    for (; bits !== 0; bits &= bits - 1) weight += <f64>members * load<f64>(first + ((<usize>ctz(bits)) << 3));
  }
  put(lineTotals, line, count);
  store<f64>(lineWeights + ((<usize>line) << 3), weight);
}
