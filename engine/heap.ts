/**
 * A binary heap of items with two keys in typed arrays.
 *
 * The smallest key comes first; among equals the smallest tie, then the smallest item, so that the order is the same
 * on every run.
 */
export interface Heap {
  /** How many items there are; the arrays are longer. */
  size: number;
  /** `keys[i]` is never smaller than its parent's, `keys[(i - 1) >>> 1]`; `keys[0]` is the first item's. */
  keys: Float64Array;
  /** As long as `keys`; decides among equal keys. */
  ties: Float64Array;
  /** As long as `keys`; an item may stand there several times. */
  items: Uint32Array;
}

/** An empty heap; it grows by doubling. */
export function createHeap(): Heap {
  return { size: 0, keys: new Float64Array(64), ties: new Float64Array(64), items: new Uint32Array(64) };
}

/** Adds an item. */
export function pushHeap(heap: Heap, key: number, tie: number, item: number): void {
  if (heap.size === heap.keys.length) grow(heap);
  let i = heap.size++;
  for (let parent = (i - 1) >>> 1; i > 0; parent = (i - 1) >>> 1) {
    if (!isBefore(heap, key, tie, item, parent)) break;
    move(heap, parent, i);
    i = parent;
  }
  put(heap, i, key, tie, item);
}

/** Takes the first item out; its key was `heap.keys[0]` before. The heap must not be empty. */
export function popHeap(heap: Heap): number {
  const { keys, ties, items } = heap;
  const first = items[0];
  const last = --heap.size;
  let i = 0;
  for (let child = 1; child < last; child = 2 * i + 1) {
    const right = child + 1;
    if (right < last && isBefore(heap, keys[right], ties[right], items[right], child)) child = right;
    if (!isBefore(heap, keys[child], ties[child], items[child], last)) break;
    move(heap, child, i);
    i = child;
  }
  move(heap, last, i);
  return first;
}

/** Whether such an item comes before the one at a place. */
function isBefore({ keys, ties, items }: Heap, key: number, tie: number, item: number, place: number): boolean {
  if (key !== keys[place]) return key < keys[place];
  if (tie !== ties[place]) return tie < ties[place];
  return item < items[place];
}

function move(heap: Heap, from: number, to: number): void {
  put(heap, to, heap.keys[from], heap.ties[from], heap.items[from]);
}

function put({ keys, ties, items }: Heap, place: number, key: number, tie: number, item: number): void {
  keys[place] = key;
  ties[place] = tie;
  items[place] = item;
}

function grow(heap: Heap): void {
  const { keys, ties, items } = heap;
  heap.keys = new Float64Array(keys.length * 2);
  heap.ties = new Float64Array(keys.length * 2);
  heap.items = new Uint32Array(keys.length * 2);
  heap.keys.set(keys);
  heap.ties.set(ties);
  heap.items.set(items);
}
