/** A binary heap of (key, item) pairs in typed arrays; the smallest key comes first, among equals the smallest item. */
export interface Heap {
  size: number;
  /** As long as there is room; `keys[i]` is never smaller than its parent's, `keys[(i - 1) >>> 1]`. */
  keys: Float64Array;
  /** As long as `keys`; the item of each key. */
  items: Uint32Array;
}

/** An empty heap; it grows by doubling. */
export function createHeap(): Heap {
  return { size: 0, keys: new Float64Array(64), items: new Uint32Array(64) };
}

/** Adds a pair; an item may be in the heap several times. */
export function pushHeap(heap: Heap, key: number, item: number): void {
  if (heap.size === heap.keys.length) grow(heap);
  const { keys, items } = heap;
  let i = heap.size++;
  while (i > 0) {
    const parent = (i - 1) >>> 1;
    if (!isBefore(key, item, keys[parent], items[parent])) break;
    keys[i] = keys[parent];
    items[i] = items[parent];
    i = parent;
  }
  keys[i] = key;
  items[i] = item;
}

/** Takes the first pair out; its key was `heap.keys[0]` before. The heap must not be empty. */
export function popHeap(heap: Heap): number {
  const { keys, items } = heap;
  const first = items[0];
  const size = --heap.size;
  const key = keys[size];
  const item = items[size];
  let i = 0;
  for (let child = 1; child < size; child = 2 * i + 1) {
    const right = child + 1;
    if (right < size && isBefore(keys[right], items[right], keys[child], items[child])) child = right;
    if (!isBefore(keys[child], items[child], key, item)) break;
    keys[i] = keys[child];
    items[i] = items[child];
    i = child;
  }
  keys[i] = key;
  items[i] = item;
  return first;
}

function isBefore(key: number, item: number, otherKey: number, otherItem: number): boolean {
  return key < otherKey || (key === otherKey && item < otherItem);
}

function grow(heap: Heap): void {
  const keys = new Float64Array(heap.keys.length * 2);
  const items = new Uint32Array(keys.length);
  keys.set(heap.keys);
  items.set(heap.items);
  heap.keys = keys;
  heap.items = items;
}
