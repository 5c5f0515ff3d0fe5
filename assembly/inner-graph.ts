import { byteAt, get, NONE, put, take } from './memory';

/** Marks a slot as a leaf: a target that nothing leaves. */
export const LEAF: u32 = 0x80000000;
/** The group of a node that is neither counted nor told. */
export const UNCOUNTED: u32 = 0xff;
/** The group of a node that is told and not counted; counted groups are below it. */
export const TOLD: u32 = 0xfe;

/** Length nodeCount; a node's index among the inner nodes, or among the leaves with {@link LEAF} set, or NONE. */
export let slotOf: usize = 0;
/** Nodes that some edge leaves. */
export let innerCount: u32 = 0;
/** Nodes that no edge leaves and that are counted. */
export let leafCount: u32 = 0;
/** Length innerCount + 1, and the inner heads of inner nodes. */
export let innerOffsets: usize = 0;
export let innerHeads: usize = 0;
/** Length innerCount + 1, and the leaves that inner nodes lead to. */
export let leafOffsets: usize = 0;
export let leafHeads: usize = 0;

/**
 * Parts the graph into nodes that something leaves and leaves; self loops and dropped edges go.
 *
 * @param keep length edgeCount, 0 drops the edge; or 0 for all
 * @param groups length nodeCount; {@link UNCOUNTED} or {@link TOLD} where a node is not counted
 */
export function partNodes(nodeCount: u32, offsets: usize, heads: usize, keep: usize, groups: usize): void {
  const edgeCount = get(offsets, nodeCount);
  slotOf = take(<u64>nodeCount * 4);
  innerCount = 0;
  leafCount = 0;
  for (let u: u32 = 0; u < nodeCount; u++) {
    if (isLeft(u, offsets, heads, keep)) put(slotOf, u, innerCount++);
    else if (byteAt(groups, u) !== UNCOUNTED) put(slotOf, u, LEAF | leafCount++);
    else put(slotOf, u, NONE);
  }
  innerOffsets = take((<u64>innerCount + 1) * 4);
  leafOffsets = take((<u64>innerCount + 1) * 4);
  innerHeads = take(<u64>edgeCount * 4);
  leafHeads = take(<u64>edgeCount * 4);
  partEdges(nodeCount, offsets, heads, keep);
}

function isLeft(u: u32, offsets: usize, heads: usize, keep: usize): bool {
  const end = get(offsets, u + 1);
  for (let e = get(offsets, u); e < end; e++) {
    if (get(heads, e) !== u && (keep === 0 || byteAt(keep, e) !== 0)) return true;
  }
  return false;
}

function partEdges(nodeCount: u32, offsets: usize, heads: usize, keep: usize): void {
  let innerEnd: u32 = 0;
  let leafEnd: u32 = 0;
  let at: u32 = 0;
  for (let u: u32 = 0; u < nodeCount; u++) {
    if ((get(slotOf, u) & LEAF) !== 0) continue;
    put(innerOffsets, at, innerEnd);
    put(leafOffsets, at++, leafEnd);
    const end = get(offsets, u + 1);
    for (let e = get(offsets, u); e < end; e++) {
      if (keep !== 0 && byteAt(keep, e) === 0) continue;
      const v = get(heads, e);
      const slot = get(slotOf, v);
      if (slot === NONE || v === u) continue;
      if ((slot & LEAF) === 0) put(innerHeads, innerEnd++, slot);
      else put(leafHeads, leafEnd++, slot & ~LEAF);
    }
  }
  put(innerOffsets, at, innerEnd);
  put(leafOffsets, at, leafEnd);
}
