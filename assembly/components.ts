import { innerCount, innerHeads, innerOffsets } from './inner-graph';
import { get, mark, NONE, put, release, take, takeZeros } from './memory';

/** Components of the inner graph, numbered so that successors have smaller numbers. */
export let componentCount: u32 = 0;
/** Length innerCount. */
export let componentOf: usize = 0;
/** Length componentCount + 1: where each component's nodes start in {@link members}. */
export let memberOffsets: usize = 0;
/** Length innerCount; inner nodes by component. */
export let members: usize = 0;

/** Tarjan's algorithm without recursion. */
export function findComponents(): void {
  componentOf = take(<u64>innerCount * 4);
  members = take(<u64>innerCount * 4);
  memberOffsets = take((<u64>innerCount + 1) * 4);
  const before = mark();
  const seenAt = takeZeros(innerCount); // order of discovery from 1; 0 is unseen, NONE is in a component
  const low = take(<u64>innerCount * 4);
  const nextEdge = take(<u64>innerCount * 4);
  const open = take(<u64>innerCount * 4);
  const trail = take(<u64>innerCount * 4);
  memory.copy(nextEdge, innerOffsets, (<usize>innerCount) << 2);
  let openCount: u32 = 0;
  let seenCount: u32 = 0;
  let memberEnd: u32 = 0;
  componentCount = 0;

  for (let root: u32 = 0; root < innerCount; root++) {
    if (get(seenAt, root) !== 0) continue;
    let depth: i32 = 0;
    put(trail, 0, root);
    put(seenAt, root, ++seenCount);
    put(low, root, seenCount);
    put(open, openCount++, root);
    while (depth >= 0) {
      const u = get(trail, depth);
      const end = get(innerOffsets, u + 1);
      let e = get(nextEdge, u);
      let lowest = get(low, u);
      let child = NONE;
      while (e < end) {
        const v = get(innerHeads, e++);
        const seen = get(seenAt, v);
        if (seen === 0) {
          child = v;
          break;
        }
        if (seen < lowest) lowest = seen;
      }
      put(nextEdge, u, e);
      put(low, u, lowest);
      if (child !== NONE) {
        put(trail, ++depth, child);
        put(seenAt, child, ++seenCount);
        put(low, child, seenCount);
        put(open, openCount++, child);
        continue;
      }
      if (lowest === get(seenAt, u)) {
        put(memberOffsets, componentCount, memberEnd);
        let v = NONE;
        while (v !== u) {
          v = get(open, --openCount);
          put(componentOf, v, componentCount);
          put(seenAt, v, NONE);
          put(members, memberEnd++, v);
        }
        componentCount++;
      }
      depth--;
      if (depth >= 0) {
        const parent = get(trail, depth);
        if (lowest < get(low, parent)) put(low, parent, lowest);
      }
    }
  }
  put(memberOffsets, componentCount, memberEnd);
  release(before);
}
