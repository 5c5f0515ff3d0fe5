import { classCount, classOf, needed } from './classes';
import { componentCount, componentOf, memberOffsets, members } from './components';
import { innerCount, innerHeads, innerOffsets, leafHeads, leafOffsets } from './inner-graph';
import { byteAt, get, mark, NONE, put, release, take, takeNones, takeZeros } from './memory';

// A token says where a step leads: k < classCount is class k, classCount + r is row r.

/** Components that reach the same outside themselves are one row; successors have smaller numbers. */
export let rowCount: u32 = 0;
/** Length componentCount; each one's row, or NONE where it leads to no target or no source needs it. */
export let rowOf: usize = 0;
/** Edges from rows to tokens. */
export let tokenCount: u32 = 0;
/** Length classCount + rowCount + 1, and the rows with a step to each token, ascending. */
export let upOffsets: usize = 0;
export let ups: usize = 0;

/** Length rowCount + 1, and each row's tokens. */
export let rowOffsets: usize = 0;
export let tokens: usize = 0;

let stamps: usize = 0; // by token: the component that wrote it last
let tokenEnd: u32 = 0;

/** Merges components, from the last successors up, by the set of tokens that they lead to. */
export function findRows(): void {
  const edgeCount = get(innerOffsets, innerCount) + get(leafOffsets, innerCount);
  rowOf = takeNones(componentCount);
  upOffsets = take((<u64>classCount + componentCount + 2) * 4);
  ups = take(<u64>edgeCount * 8); // an edge is a class and a row at most
  tokens = take(<u64>edgeCount * 8);
  rowOffsets = take((<u64>componentCount + 1) * 4);
  const before = mark();
  stamps = takeNones(<u64>classCount + componentCount);
  const hashes = take(<u64>componentCount * 4);
  let tableSize: u32 = 16;
  while (tableSize < componentCount * 2) tableSize *= 2;
  const table = takeNones(tableSize);
  rowCount = 0;
  tokenEnd = 0;
  put(rowOffsets, 0, 0);
  for (let c: u32 = 0; c < componentCount; c++) {
    if (byteAt(needed, c) === 0) continue;
    const start = tokenEnd;
    writeTokens(c);
    if (tokenEnd === start) continue;
    if (tokenEnd === start + 1 && get(tokens, start) >= classCount) {
      put(rowOf, c, get(tokens, start) - classCount); // nothing but a passage before that row
      tokenEnd = start;
      continue;
    }
    const hash = hashTokens(start);
    let slot = hash & (tableSize - 1);
    let row = get(table, slot);
    while (row !== NONE && (get(hashes, row) !== hash || !isSame(row, start, c))) {
      slot = (slot + 1) & (tableSize - 1);
      row = get(table, slot);
    }
    if (row === NONE) {
      row = rowCount++;
      put(table, slot, row);
      put(hashes, row, hash);
      put(rowOffsets, rowCount, tokenEnd);
    } else {
      tokenEnd = start;
    }
    put(rowOf, c, row);
  }
  tokenCount = tokenEnd;
  turnRound();
  release(before);
}

function writeTokens(c: u32): void {
  const memberEnd = get(memberOffsets, c + 1);
  for (let i = get(memberOffsets, c); i < memberEnd; i++) {
    const u = get(members, i);
    const innerEnd = get(innerOffsets, u + 1);
    for (let e = get(innerOffsets, u); e < innerEnd; e++) {
      const d = get(componentOf, get(innerHeads, e));
      if (d === c) continue;
      const entered = get(classOf, d);
      if (entered !== NONE) write(entered, c);
      const row = get(rowOf, d);
      if (row !== NONE) write(classCount + row, c);
    }
    const leafEnd = get(leafOffsets, u + 1);
    for (let e = get(leafOffsets, u); e < leafEnd; e++) write(get(classOf, componentCount + get(leafHeads, e)), c);
  }
}

function write(token: u32, c: u32): void {
  if (get(stamps, token) === c) return;
  put(stamps, token, c);
  put(tokens, tokenEnd++, token);
}

/** The same for the same set, in whatever order. */
function hashTokens(start: u32): u32 {
  let sum: u64 = 0;
  for (let i = start; i < tokenEnd; i++) {
    let mixed = (<u64>get(tokens, i) + 1) * 0x9e3779b97f4a7c15;
    mixed ^= mixed >>> 29;
    mixed *= 0xbf58476d1ce4e5b9;
    sum += mixed ^ (mixed >>> 32);
  }
  return <u32>(sum ^ (sum >>> 32));
}

/** Whether a row's tokens are those just written for component c, all of which bear its stamp. */
function isSame(row: u32, start: u32, c: u32): bool {
  const first = get(rowOffsets, row);
  const end = get(rowOffsets, row + 1);
  if (end - first !== tokenEnd - start) return false;
  for (let i = first; i < end; i++) if (get(stamps, get(tokens, i)) !== c) return false;
  return true;
}

/** By token, the rows that lead to it. */
function turnRound(): void {
  const count = classCount + rowCount;
  memory.fill(upOffsets, 0, (<usize>count + 2) << 2);
  for (let i: u32 = 0; i < tokenCount; i++) {
    const token = get(tokens, i) + 2;
    put(upOffsets, token, get(upOffsets, token) + 1);
  }
  for (let t: u32 = 2; t <= count; t++) put(upOffsets, t, get(upOffsets, t) + get(upOffsets, t - 1));
  // Offsets stand one place late, so that filling brings each to its own place.
  for (let r: u32 = 0; r < rowCount; r++) {
    const end = get(rowOffsets, r + 1);
    for (let i = get(rowOffsets, r); i < end; i++) {
      const token = get(tokens, i) + 1;
      const place = get(upOffsets, token);
      put(upOffsets, token, place + 1);
      put(ups, place, r);
    }
  }
}
