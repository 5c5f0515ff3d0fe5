import { byteAt, get, put } from './memory';

// A breadth-first search against the edges from 512 columns at once: a row's bits say which columns it reaches.
// `engine/farthest-memory.ts` lays out what is read here; threads share all of it but their own room.

let offsets: usize = 0; // by row: where its arcs begin
let arcs: usize = 0; // by arc: twice the row that leads here, and 1 where that is a hop
let last: usize = 0; // by row: the most hops at which it met a column
let seen: usize = 0; // by row: 64 bytes, the columns met
let fresh: usize = 0; // by row: 64 bytes, those met in this level and not handed on yet
let later: usize = 0; // by row: 64 bytes, those that wait for the next level
let ring: usize = 0; // rows with fresh columns, each once
let waiting: usize = 0; // rows with later columns, each once
let touched: usize = 0; // rows that met any column
let isInRing: usize = 0;
let isWaiting: usize = 0;
let rowCount: u32 = 0;
let ringStart: u32 = 0;
let ringSize: u32 = 0;
let waitingCount: u32 = 0;
let touchedCount: u32 = 0;

/**
 * Finds by row the most hops to any column, over the blocks that this thread gets hold of.
 *
 * @param header as `engine/farthest-memory.ts` writes it
 * @returns 1, or 0 where it was cancelled
 */
export function farthest(header: usize): u32 {
  rowCount = get(header, 4);
  offsets = get(header, 5);
  arcs = get(header, 6);
  const columnCount = get(header, 7);
  const seedOffsets: usize = get(header, 8);
  const seeds: usize = get(header, 9);
  const nextBlock: usize = get(header, 10);
  layOutRoom(get(header, 11));
  const blockCount = (columnCount + 511) >>> 9;
  while (true) {
    const block = atomic.add<u32>(nextBlock, 1);
    if (block >= blockCount) return 1;
    const first = block << 9;
    for (let c = first; c < min(first + 512, columnCount); c++) {
      const end = get(seedOffsets, c + 1);
      for (let i = get(seedOffsets, c); i < end; i++) plant(get(seeds, i), c - first);
    }
    for (let level: u32 = 0; ringSize > 0 || waitingCount > 0; level++) {
      if (atomic.load<u32>(header) !== 0) return 0;
      while (ringSize > 0) handOn(level);
      startNextLevel();
    }
    forget();
    atomic.add<u32>(header, 1, 4);
  }
}

/** The thread's own room, all zeros when it is first used. */
function layOutRoom(at: usize): void {
  const lines = (<usize>rowCount) << 6;
  const numbers = (<usize>rowCount) << 2;
  seen = at;
  fresh = seen + lines;
  later = fresh + lines;
  last = later + lines;
  ring = last + numbers;
  waiting = ring + numbers;
  touched = waiting + numbers;
  isInRing = touched + numbers;
  isWaiting = isInRing + <usize>rowCount;
  ringStart = 0;
  ringSize = 0;
  waitingCount = 0;
  touchedCount = 0;
}

function lineOf(base: usize, row: u32): usize {
  return base + ((<usize>row) << 6);
}

function plant(seed: u32, column: u32): void {
  const row = seed >>> 1;
  const at = <usize>(column >>> 3);
  const bit = <u8>((<u32>1) << (column & 7));
  const isHop = (seed & 1) !== 0;
  const line = lineOf(isHop ? later : fresh, row) + at;
  store<u8>(line, load<u8>(line) | bit);
  if (isHop) {
    wait(row);
    return;
  }
  const met = lineOf(seen, row) + at;
  touch(row);
  store<u8>(met, load<u8>(met) | bit);
  enter(row);
}

/** Notes a row before it meets its first column. */
function touch(row: u32): void {
  const met = lineOf(seen, row);
  const any = v128.or(v128.or(v128.load(met, 0), v128.load(met, 16)), v128.or(v128.load(met, 32), v128.load(met, 48)));
  if (!v128.any_true(any)) put(touched, touchedCount++, row);
}

function enter(row: u32): void {
  if (byteAt(isInRing, row) !== 0) return;
  store<u8>(isInRing + <usize>row, 1);
  let place = ringStart + ringSize++;
  if (place >= rowCount) place -= rowCount;
  put(ring, place, row);
}

function wait(row: u32): void {
  if (byteAt(isWaiting, row) !== 0) return;
  store<u8>(isWaiting + <usize>row, 1);
  put(waiting, waitingCount++, row);
}

/** Hands the first row's fresh columns to all that leads to it. */
function handOn(level: u32): void {
  const row = get(ring, ringStart);
  ringStart = ringStart + 1 === rowCount ? 0 : ringStart + 1;
  ringSize--;
  store<u8>(isInRing + <usize>row, 0);
  if (get(last, row) < level) put(last, row, level);
  const line = lineOf(fresh, row);
  const b0 = v128.load(line, 0);
  const b1 = v128.load(line, 16);
  const b2 = v128.load(line, 32);
  const b3 = v128.load(line, 48);
  memory.fill(line, 0, 64);
  const end = get(offsets, row + 1);
  for (let a = get(offsets, row); a < end; a++) {
    const arc = get(arcs, a);
    const above = arc >>> 1;
    const met = lineOf(seen, above);
    const m0 = v128.load(met, 0);
    const m1 = v128.load(met, 16);
    const m2 = v128.load(met, 32);
    const m3 = v128.load(met, 48);
    const n0 = v128.andnot(b0, m0);
    const n1 = v128.andnot(b1, m1);
    const n2 = v128.andnot(b2, m2);
    const n3 = v128.andnot(b3, m3);
    if (!v128.any_true(v128.or(v128.or(n0, n1), v128.or(n2, n3)))) continue;
    if ((arc & 1) !== 0) {
      const out = lineOf(later, above);
      v128.store(out, v128.or(v128.load(out, 0), n0), 0);
      v128.store(out, v128.or(v128.load(out, 16), n1), 16);
      v128.store(out, v128.or(v128.load(out, 32), n2), 32);
      v128.store(out, v128.or(v128.load(out, 48), n3), 48);
      wait(above);
      continue;
    }
    touch(above);
    v128.store(met, v128.or(m0, n0), 0);
    v128.store(met, v128.or(m1, n1), 16);
    v128.store(met, v128.or(m2, n2), 32);
    v128.store(met, v128.or(m3, n3), 48);
    const out = lineOf(fresh, above);
    v128.store(out, v128.or(v128.load(out, 0), n0), 0);
    v128.store(out, v128.or(v128.load(out, 16), n1), 16);
    v128.store(out, v128.or(v128.load(out, 32), n2), 32);
    v128.store(out, v128.or(v128.load(out, 48), n3), 48);
    enter(above);
  }
}

/** What waited and was not met meanwhile is fresh now. */
function startNextLevel(): void {
  const count = waitingCount;
  waitingCount = 0;
  for (let i: u32 = 0; i < count; i++) {
    const row = get(waiting, i);
    store<u8>(isWaiting + <usize>row, 0);
    const line = lineOf(later, row);
    const met = lineOf(seen, row);
    const out = lineOf(fresh, row);
    touch(row);
    let any = i32x4.splat(0);
    for (let at: usize = 0; at < 64; at += 16) {
      const known = v128.load(met + at);
      const bits = v128.andnot(v128.load(line + at), known);
      any = v128.or(any, bits);
      v128.store(met + at, v128.or(known, bits));
      v128.store(out + at, bits);
    }
    memory.fill(line, 0, 64);
    if (v128.any_true(any)) enter(row);
  }
}

function forget(): void {
  for (let i: u32 = 0; i < touchedCount; i++) memory.fill(lineOf(seen, get(touched, i)), 0, 64);
  touchedCount = 0;
}
