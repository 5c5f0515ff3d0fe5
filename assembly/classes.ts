import { componentCount, componentOf, memberOffsets, members } from './components';
import {
  innerCount,
  innerHeads,
  innerOffsets,
  LEAF,
  leafCount,
  leafHeads,
  leafOffsets,
  slotOf,
  UNCOUNTED,
} from './inner-graph';
import { byteAt, get, mark, NONE, put, release, take, takeNones, takeZeros } from './memory';

// An item is what may be entered: component c is item c, leaf l is item componentCount + l.

/** Length componentCount; 1 where a source reaches the component or is in it. */
export let needed: usize = 0;
/** Items that hold targets and are entered by the same components are one class. */
export let classCount: u32 = 0;
/** Length componentCount + leafCount; each item's class, or NONE where it holds no target or nobody needed enters it. */
export let classOf: usize = 0;

let splitPairs: usize = 0; // by class, 8 bytes: the component that split it last, and what into
let itemPairs: usize = 0; // by item, 8 bytes: its class, and the component that entered it last
let createdCount: u32 = 0;

/** Marks the components that the sources reach. */
export function markNeeded(sourceCount: u32, sources: usize): void {
  needed = take(<u64>componentCount);
  memory.fill(needed, 0, <usize>componentCount);
  for (let s: u32 = 0; s < sourceCount; s++) {
    const slot = get(slotOf, get(sources, s));
    if ((slot & LEAF) === 0) store<u8>(needed + <usize>get(componentOf, slot), 1);
  }
  for (let c: u32 = componentCount; c-- > 0;) {
    if (byteAt(needed, c) === 0) continue;
    const memberEnd = get(memberOffsets, c + 1);
    for (let i = get(memberOffsets, c); i < memberEnd; i++) {
      const u = get(members, i);
      const end = get(innerOffsets, u + 1);
      for (let e = get(innerOffsets, u); e < end; e++) {
        store<u8>(needed + <usize>get(componentOf, get(innerHeads, e)), 1);
      }
    }
  }
}

/** Partition refinement: every component in turn splits the classes of the items that it enters. */
export function findClasses(nodeCount: u32, groups: usize): void {
  const itemCount = componentCount + leafCount;
  const edgeCount = get(innerOffsets, innerCount) + get(leafOffsets, innerCount);
  classOf = take(<u64>itemCount * 4);
  const before = mark();
  const holdsTarget = targetComponents(nodeCount, groups);
  itemPairs = take(<u64>itemCount * 8);
  for (let i: u32 = 0; i < itemCount; i++) store<u64>(itemPairs + ((<usize>i) << 3), 0xffffffff00000000);
  splitPairs = takeNones((<u64>edgeCount + 1) * 2);
  createdCount = 0;
  // From the last component to the first, so that a class's number goes by the smallest that enters it: neighbours in
  // number then have ancestors in common.
  for (let c: u32 = componentCount; c-- > 0;) {
    if (byteAt(needed, c) === 0) continue;
    const memberEnd = get(memberOffsets, c + 1);
    for (let i = get(memberOffsets, c); i < memberEnd; i++) {
      const u = get(members, i);
      const innerEnd = get(innerOffsets, u + 1);
      for (let e = get(innerOffsets, u); e < innerEnd; e++) {
        const d = get(componentOf, get(innerHeads, e));
        if (d !== c && byteAt(holdsTarget, d) !== 0) split(d, c);
      }
      const leafEnd = get(leafOffsets, u + 1);
      for (let e = get(leafOffsets, u); e < leafEnd; e++) split(componentCount + get(leafHeads, e), c);
    }
  }
  numberClasses(itemCount);
  release(before);
}

/** 1 for components with a target among their nodes. */
function targetComponents(nodeCount: u32, groups: usize): usize {
  const holds = take(<u64>componentCount);
  memory.fill(holds, 0, <usize>componentCount);
  for (let u: u32 = 0; u < nodeCount; u++) {
    const slot = get(slotOf, u);
    if ((slot & LEAF) === 0 && byteAt(groups, u) !== UNCOUNTED) store<u8>(holds + <usize>get(componentOf, slot), 1);
  }
  return holds;
}

function split(item: u32, c: u32): void {
  const itemAt = itemPairs + ((<usize>item) << 3);
  if (load<u32>(itemAt, 4) === c) return; // entered twice by one component
  const splitAt = splitPairs + ((<usize>load<u32>(itemAt)) << 3);
  if (load<u32>(splitAt) !== c) {
    store<u32>(splitAt, c);
    store<u32>(splitAt, ++createdCount, 4);
  }
  store<u32>(itemAt, load<u32>(splitAt, 4));
  store<u32>(itemAt, c, 4);
}

/** Gives the classes that are left numbers without gaps, in the order of their making. */
function numberClasses(itemCount: u32): void {
  const numbers = takeZeros(<u64>createdCount + 1);
  for (let i: u32 = 0; i < itemCount; i++) put(numbers, load<u32>(itemPairs + ((<usize>i) << 3)), 1);
  classCount = 0;
  for (let k: u32 = 1; k <= createdCount; k++) if (get(numbers, k) !== 0) put(numbers, k, classCount++);
  put(numbers, 0, NONE);
  for (let i: u32 = 0; i < itemCount; i++) put(classOf, i, get(numbers, load<u32>(itemPairs + ((<usize>i) << 3))));
}
