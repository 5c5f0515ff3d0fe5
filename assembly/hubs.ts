import { classCount } from './classes';
import { get, mark, put, release, take } from './memory';
import { rowCount, upOffsets, ups } from './rows';

// A hub is a row that many rows reach and that reaches many classes. Where it has all of a block, so have all above it,
// and none of them needs a visit. Hubs are looked for among pairs of 256 sampled rows and 256 sampled classes.

/** The most hubs; a byte of marks a row. */
export const MOST_HUBS: u32 = 8;
const SAMPLES: u32 = 256;

export let hubCount: u32 = 0;
/** Length rowCount; 1 + the row's position among the hubs, or 0. */
export let hubOf: usize = 0;
/** Length rowCount; bit h where the row is above hub h. */
export let aboveHubs: usize = 0;
/** Length classCount; bit h where hub h reaches the class. */
export let belowHubs: usize = 0;

/** Length rowCount; bit h where hub h reaches the row or is it. */
export let underHubs: usize = 0;

let leastVisits: u64 = 1000000;

/** How many visits a hub must be thought to save. */
export function setLeastVisits(count: u32): void {
  leastVisits = count;
}

/** Finds hubs for as long as one saves more than it takes to find. */
export function findHubs(): void {
  hubOf = take(<u64>rowCount);
  aboveHubs = take(<u64>rowCount);
  belowHubs = take(<u64>classCount);
  underHubs = take(<u64>rowCount);
  memory.fill(underHubs, 0, <usize>rowCount);
  memory.fill(hubOf, 0, <usize>rowCount);
  memory.fill(aboveHubs, 0, <usize>rowCount);
  memory.fill(belowHubs, 0, <usize>classCount);
  hubCount = 0;
  if (rowCount === 0 || (<u64>rowCount * classCount) / 512 < leastVisits) return;
  const before = mark();
  const above = take(<u64>rowCount * 32); // by row: which sampled rows reach it or are it
  const below = take(<u64>rowCount * 32); // by row: which sampled classes it reaches
  sample(above, below);
  const known = take(64); // sampled rows above, and sampled classes below, some hub found already
  memory.fill(known, 0, 64);
  while (hubCount < MOST_HUBS) {
    const hub = bestRow(above, below, known);
    const pairs = gain(hub, above, below, known);
    if ((((pairs * rowCount) / (SAMPLES * SAMPLES)) * classCount) / 512 < leastVisits || pairs === 0) break;
    if (load<u8>(hubOf + <usize>hub) !== 0) break;
    unite(known, above + ((<usize>hub) << 5));
    unite(known + 32, below + ((<usize>hub) << 5));
    store<u8>(hubOf + <usize>hub, <u8>++hubCount);
    markHub(hub, <u8>((<u32>1) << (hubCount - 1)));
  }
  release(before);
}

function unite(into: usize, from: usize): void {
  v128.store(into, v128.or(v128.load(into, 0), v128.load(from, 0)), 0);
  v128.store(into, v128.or(v128.load(into, 16), v128.load(from, 16)), 16);
}

/** Fills both samples by one pass up and one pass down. */
function sample(above: usize, below: usize): void {
  memory.fill(above, 0, (<usize>rowCount) << 5);
  memory.fill(below, 0, (<usize>rowCount) << 5);
  let random: u64 = 0x2545f4914f6cdd1d;
  for (let i: u32 = 0; i < SAMPLES; i++) {
    const at = <usize>(i >>> 3);
    const bit = (<u8>1) << (<u8>(i & 7));
    random = random * 6364136223846793005 + 1442695040888963407;
    const row = <u32>((random >>> 33) % rowCount);
    const rowAt = above + ((<usize>row) << 5) + at;
    store<u8>(rowAt, load<u8>(rowAt) | bit);
    random = random * 6364136223846793005 + 1442695040888963407;
    const k = <u32>((random >>> 33) % classCount);
    const end = get(upOffsets, k + 1);
    for (let s = get(upOffsets, k); s < end; s++) {
      const seedAt = below + ((<usize>get(ups, s)) << 5) + at;
      store<u8>(seedAt, load<u8>(seedAt) | bit);
    }
  }
  for (let r: u32 = 0; r < rowCount; r++) {
    const end = get(upOffsets, classCount + r + 1);
    for (let i = get(upOffsets, classCount + r); i < end; i++) {
      unite(below + ((<usize>get(ups, i)) << 5), below + ((<usize>r) << 5));
    }
  }
  for (let r: u32 = rowCount; r-- > 0;) {
    const end = get(upOffsets, classCount + r + 1);
    for (let i = get(upOffsets, classCount + r); i < end; i++) {
      unite(above + ((<usize>r) << 5), above + ((<usize>get(ups, i)) << 5));
    }
  }
}

/** Sampled pairs that go through the row and through no hub known; a little too few where several hubs overlap. */
function gain(r: u32, above: usize, below: usize, known: usize): u64 {
  const a = above + ((<usize>r) << 5);
  const b = below + ((<usize>r) << 5);
  let up: u64 = 0;
  let upKnown: u64 = 0;
  let down: u64 = 0;
  let downKnown: u64 = 0;
  for (let w: usize = 0; w < 32; w += 8) {
    up += popcnt(load<u64>(a + w));
    upKnown += popcnt(load<u64>(a + w) & load<u64>(known + w));
    down += popcnt(load<u64>(b + w));
    downKnown += popcnt(load<u64>(b + w) & load<u64>(known + 32 + w));
  }
  return up * down - upKnown * downKnown;
}

function bestRow(above: usize, below: usize, known: usize): u32 {
  let best: u32 = 0;
  let most: u64 = 0;
  for (let r: u32 = 0; r < rowCount; r++) {
    const pairs = gain(r, above, below, known);
    if (pairs <= most) continue;
    best = r;
    most = pairs;
  }
  return best;
}

/** Marks the rows above the hub and the classes below it. */
function markHub(hub: u32, bit: u8): void {
  const before = mark();
  const reached = take(<u64>rowCount);
  memory.fill(reached, 0, <usize>rowCount);
  store<u8>(reached + <usize>hub, 1);
  for (let r = hub; r < rowCount; r++) {
    if (r !== hub && (load<u8>(aboveHubs + <usize>r) & bit) === 0) continue;
    const end = get(upOffsets, classCount + r + 1);
    for (let i = get(upOffsets, classCount + r); i < end; i++) {
      const at = aboveHubs + <usize>get(ups, i);
      store<u8>(at, load<u8>(at) | bit);
    }
  }
  for (let r = hub; r-- > 0;) store<u8>(reached + <usize>r, leadsFrom(classCount + r, reached));
  for (let r: u32 = 0; r <= hub; r++) {
    if (load<u8>(reached + <usize>r) !== 0) store<u8>(underHubs + <usize>r, load<u8>(underHubs + <usize>r) | bit);
  }
  for (let k: u32 = 0; k < classCount; k++) {
    if (leadsFrom(k, reached) === 0) continue;
    store<u8>(belowHubs + <usize>k, load<u8>(belowHubs + <usize>k) | bit);
  }
  release(before);
}

/** 1 where a row that is reached leads to the token. */
function leadsFrom(token: u32, reached: usize): u8 {
  const end = get(upOffsets, token + 1);
  for (let i = get(upOffsets, token); i < end; i++) if (load<u8>(reached + <usize>get(ups, i)) !== 0) return 1;
  return 0;
}
