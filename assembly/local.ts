import { classCount } from './classes';
import { contentKinds, contentOffsets, contentSizes, kindGroup, kindWeight } from './contents';
import { aboveHubs, belowHubs, hubOf, underHubs } from './hubs';
import { byteAt, get, mark, NONE, put, release, take, takeNones, takeZeros } from './memory';
import { rowCount, rowOffsets, tokens } from './rows';
import { isCancelled } from './sweep';

// Most rows reach little beyond what some hub reaches: a search each finds it sooner than all sweeps together.

/** Tokens that a search looks at before it gives its row up to the sweep. */
let mostTokens: u32 = 1024;

export function setMostTokens(count: u32): void {
  mostTokens = count;
}

const MANY: u32 = 0x80000000;

let records: usize = 0; // by class, 8 bytes: the row that met it last; its one kind, or MANY
let stamps: usize = 0; // by row: the row whose search met it last
let queue: usize = 0;

/**
 * Sums the rows that reach little; marks the others and clears their sums.
 *
 * @param isLarge length rowCount, zeros
 * @param counts length rowCount × groupCount, 32-bit, zeros
 * @param weights length rowCount, 64-bit floats, zeros
 * @returns how many rows are large
 */
export function searchRows(groupCount: u32, isLarge: usize, counts: usize, weights: usize): u32 {
  const before = mark();
  records = take(<u64>classCount * 8);
  for (let k: u32 = 0; k < classCount; k++) store<u64>(records + ((<usize>k) << 3), ((<u64>recordOf(k)) << 32) | NONE);
  stamps = takeNones(rowCount);
  queue = take(<u64>mostTokens * 4 + 64);
  const hubCounts = takeZeros(256 * groupCount); // by marks of hubs: the sums of what any of them reaches
  const hubWeights = takeZeros(512);
  sumHubs(groupCount, hubCounts, hubWeights);

  let largeCount: u32 = 0;
  for (let r: u32 = 0; r < rowCount; r++) {
    if ((r & 4095) === 0 && isCancelled()) break;
    const hub = byteAt(hubOf, r);
    const hubs = byteAt(aboveHubs, r) | (hub === 0 ? 0 : (<u32>1) << (hub - 1));
    const countsAt = counts + ((<usize>r * groupCount) << 2);
    const weightAt = weights + ((<usize>r) << 3);
    if (!search(r, hubs, isLarge, countsAt, weightAt)) {
      memory.fill(countsAt, 0, (<usize>groupCount) << 2);
      store<f64>(weightAt, 0);
      store<u8>(isLarge + <usize>r, 1);
      largeCount++;
    } else if (hubs !== 0) {
      for (let g: u32 = 0; g < groupCount; g++)
        put(countsAt, g, get(countsAt, g) + get(hubCounts, hubs * groupCount + g));
      store<f64>(weightAt, load<f64>(weightAt) + load<f64>(hubWeights + ((<usize>hubs) << 3)));
    }
  }
  release(before);
  return largeCount;
}

/** The kind of the class's only target, or MANY. */
function recordOf(k: u32): u32 {
  const first = get(contentOffsets, k);
  return get(contentOffsets, k + 1) - first === 1 && get(contentSizes, first) === 1 ? get(contentKinds, first) : MANY;
}

/** Adds what the row reaches and none of the hubs does; false where that is much. */
function search(from: u32, hubs: u32, isLarge: usize, countsAt: usize, weightAt: usize): bool {
  let budget = mostTokens;
  let size: u32 = 1;
  let weight: f64 = 0;
  put(queue, 0, from);
  put(stamps, from, from);
  if ((byteAt(underHubs, from) & hubs) !== 0) return true;
  for (let at: u32 = 0; at < size; at++) {
    const row = get(queue, at);
    const end = get(rowOffsets, row + 1);
    const start = get(rowOffsets, row);
    if (end - start > budget) return false;
    budget -= end - start;
    for (let i = start; i < end; i++) {
      const token = get(tokens, i);
      if (token >= classCount) {
        const next = token - classCount;
        if (get(stamps, next) === from || (byteAt(underHubs, next) & hubs) !== 0) continue;
        if (load<u8>(isLarge + <usize>next) !== 0) return false;
        put(stamps, next, from);
        put(queue, size++, next);
        continue;
      }
      const record = records + ((<usize>token) << 3);
      if (load<u32>(record) === from) continue;
      store<u32>(record, from);
      if (hubs !== 0 && (byteAt(belowHubs, token) & hubs) !== 0) continue;
      const kind = load<u32>(record, 4);
      if (kind !== MANY) {
        const group = get(kindGroup, kind);
        put(countsAt, group, get(countsAt, group) + 1);
        weight += load<f64>(kindWeight + ((<usize>kind) << 3));
      } else {
        weight += addMany(token, countsAt);
      }
    }
  }
  store<f64>(weightAt, weight);
  return true;
}

/** Adds all of a class's targets to the counts and returns their weight. */
function addMany(k: u32, countsAt: usize): f64 {
  let weight: f64 = 0;
  const end = get(contentOffsets, k + 1);
  for (let i = get(contentOffsets, k); i < end; i++) {
    const kind = get(contentKinds, i);
    const size = get(contentSizes, i);
    const group = get(kindGroup, kind);
    put(countsAt, group, get(countsAt, group) + size);
    weight += <f64>size * load<f64>(kindWeight + ((<usize>kind) << 3));
  }
  return weight;
}

/** For each choice of hubs, the sums of the classes that any of them reaches. */
function sumHubs(groupCount: u32, hubCounts: usize, hubWeights: usize): void {
  const before = mark();
  const ownCounts = takeZeros(256 * groupCount); // by exactly the hubs that reach a class
  const ownWeights = takeZeros(512);
  for (let k: u32 = 0; k < classCount; k++) {
    const hubs = byteAt(belowHubs, k);
    if (hubs === 0) continue;
    const weightAt = ownWeights + ((<usize>hubs) << 3);
    store<f64>(weightAt, load<f64>(weightAt) + addMany(k, ownCounts + ((<usize>hubs * groupCount) << 2)));
  }
  for (let chosen: u32 = 0; chosen < 256; chosen++) {
    for (let hubs: u32 = 0; hubs < 256; hubs++) {
      if ((chosen & hubs) === 0) continue;
      for (let g: u32 = 0; g < groupCount; g++) {
        const at = chosen * groupCount + g;
        put(hubCounts, at, get(hubCounts, at) + get(ownCounts, hubs * groupCount + g));
      }
      const at = hubWeights + ((<usize>chosen) << 3);
      store<f64>(at, load<f64>(at) + load<f64>(ownWeights + ((<usize>hubs) << 3)));
    }
  }
  release(before);
}
