import { classCount, classOf } from './classes';
import { componentCount, componentOf } from './components';
import { LEAF, slotOf, TOLD } from './inner-graph';
import { byteAt, get, mark, NONE, put, release, take, takeNones, takeZeros } from './memory';

/** A kind is a pair of group and weight. */
export let kindCount: u32 = 0;
/** Length kindCount. */
export let kindGroup: usize = 0;
/** Length kindCount, 64-bit floats. */
export let kindWeight: usize = 0;
/** Pairs of class and kind that there are targets of. */
export let contentCount: u32 = 0;
/** Length classCount + 1, and by class the distinct kinds of its targets, with how many are of each. */
export let contentOffsets: usize = 0;
export let contentKinds: usize = 0;
export let contentSizes: usize = 0;

let kindOf: usize = 0; // by target in a class, in node order

/** Says of each class how many targets of which kinds it holds. */
export function findContents(nodeCount: u32, groups: usize, weights: usize): void {
  contentOffsets = takeZeros(<u64>classCount + 2);
  kindOf = take(<u64>nodeCount * 4);
  contentKinds = take(<u64>nodeCount * 4);
  contentSizes = take(<u64>nodeCount * 4);
  nameKinds(nodeCount, groups, weights);
  for (let u: u32 = 0; u < nodeCount; u++) {
    if (byteAt(groups, u) >= TOLD) continue;
    const k = classOfNode(u);
    if (k !== NONE) put(contentOffsets, k + 2, get(contentOffsets, k + 2) + 1);
  }
  for (let k: u32 = 2; k <= classCount; k++)
    put(contentOffsets, k, get(contentOffsets, k) + get(contentOffsets, k - 1));
  let at: u32 = 0;
  for (let u: u32 = 0; u < nodeCount; u++) {
    if (byteAt(groups, u) >= TOLD) continue;
    const k = classOfNode(u);
    if (k === NONE) continue;
    const place = get(contentOffsets, k + 1);
    put(contentOffsets, k + 1, place + 1);
    put(contentKinds, place, get(kindOf, at++));
  }
  joinEqual();
}

/** Makes one entry of all targets of a class and kind. */
function joinEqual(): void {
  const before = mark();
  const counts = takeZeros(kindCount);
  const met = take(<u64>kindCount * 4);
  let start: u32 = 0;
  contentCount = 0;
  for (let k: u32 = 0; k < classCount; k++) {
    const end = get(contentOffsets, k + 1);
    let metCount: u32 = 0;
    for (let i = start; i < end; i++) {
      const kind = get(contentKinds, i);
      if (get(counts, kind) === 0) put(met, metCount++, kind);
      put(counts, kind, get(counts, kind) + 1);
    }
    start = end;
    for (let i: u32 = 0; i < metCount; i++) {
      const kind = get(met, i);
      put(contentKinds, contentCount, kind);
      put(contentSizes, contentCount++, get(counts, kind));
      put(counts, kind, 0);
    }
    put(contentOffsets, k + 1, contentCount);
  }
  release(before);
}

/** The class of a node that may be reached from outside its component, or NONE. */
export function classOfNode(u: u32): u32 {
  const slot = get(slotOf, u);
  if (slot === NONE) return NONE;
  if ((slot & LEAF) !== 0) return get(classOf, componentCount + (slot & ~LEAF));
  return get(classOf, get(componentOf, slot));
}

/** Numbers the distinct pairs of group and weight. */
function nameKinds(nodeCount: u32, groups: usize, weights: usize): void {
  let tableSize: u32 = 256;
  let table = takeNones(tableSize);
  let capacity: u32 = 128;
  kindGroup = take(<u64>nodeCount * 4);
  kindWeight = take(<u64>nodeCount * 8);
  kindCount = 0;
  contentCount = 0;
  for (let u: u32 = 0; u < nodeCount; u++) {
    const group = byteAt(groups, u);
    if (group >= TOLD || classOfNode(u) === NONE) continue;
    const weight = load<f64>(weights + ((<usize>u) << 3));
    let slot = kindHash(group, weight) & (tableSize - 1);
    let kind = get(table, slot);
    while (
      kind !== NONE &&
      (get(kindGroup, kind) !== group || load<f64>(kindWeight + ((<usize>kind) << 3)) !== weight)
    ) {
      slot = (slot + 1) & (tableSize - 1);
      kind = get(table, slot);
    }
    if (kind === NONE) {
      kind = kindCount++;
      put(kindGroup, kind, group);
      store<f64>(kindWeight + ((<usize>kind) << 3), weight);
      put(table, slot, kind);
      if (kindCount === capacity) {
        capacity *= 2;
        tableSize *= 2;
        table = rehash(tableSize);
      }
    }
    put(kindOf, contentCount++, kind);
  }
}

function kindHash(group: u32, weight: f64): u32 {
  const mixed = (reinterpret<u64>(weight) ^ ((<u64>group) << 3)) * 0x9e3779b97f4a7c15;
  return <u32>(mixed >>> 32);
}

function rehash(size: u32): usize {
  const table = takeNones(size);
  for (let kind: u32 = 0; kind < kindCount; kind++) {
    let slot = kindHash(get(kindGroup, kind), load<f64>(kindWeight + ((<usize>kind) << 3))) & (size - 1);
    while (get(table, slot) !== NONE) slot = (slot + 1) & (size - 1);
    put(table, slot, kind);
  }
  return table;
}
