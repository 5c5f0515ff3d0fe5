/** Something with a place in the order of its key's bytes. */
export interface Keyed {
  readonly key: Buffer;
}

/** The next of a run, and how late the run is. */
interface Head<T> {
  readonly next: T;
  readonly lateness: number;
  readonly rest: Iterator<T>;
}

/**
 * Merges runs, each in ascending key order and without equal keys, into one; of equal keys the latest run's is taken.
 *
 * @param runs earliest first
 * Time O(n log r) for r runs; holds one element a run.
 */
export function* mergeSorted<T extends Keyed>(runs: Iterable<Iterable<T>>): Generator<T> {
  const heap: Head<T>[] = [];
  let lateness = 0;
  for (const run of runs) pushNext(heap, run[Symbol.iterator](), lateness++);

  let last: Buffer | undefined;
  for (let head = heap[0]; head !== undefined; head = heap[0]) {
    if (last === undefined || !head.next.key.equals(last)) {
      last = head.next.key;
      yield head.next;
    }
    advance(heap, head);
  }
}

/** Replaces the first head by its run's next one. */
function advance<T extends Keyed>(heap: Head<T>[], { rest, lateness }: Head<T>): void {
  const { done, value } = rest.next();
  if (done !== true) {
    sink(heap, { next: value, lateness, rest });
    return;
  }
  const tail = heap.pop();
  if (tail !== undefined && heap.length > 0) sink(heap, tail);
}

function pushNext<T extends Keyed>(heap: Head<T>[], rest: Iterator<T>, lateness: number): void {
  const { done, value } = rest.next();
  if (done === true) return;
  const head = { next: value, lateness, rest };
  heap.push(head);
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !comesBefore(head, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = head;
}

/** Puts the head where the first one was, and lets it sink to its place. */
function sink<T extends Keyed>(heap: Head<T>[], head: Head<T>): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    let below = heap[child];
    const sibling = heap[child + 1];
    if (below !== undefined && sibling !== undefined && comesBefore(sibling, below)) {
      below = sibling;
      child++;
    }
    if (below === undefined || !comesBefore(below, head)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = head;
}

function comesBefore<T extends Keyed>(one: Head<T>, other: Head<T>): boolean {
  const order = Buffer.compare(one.next.key, other.next.key);
  return order === 0 ? one.lateness > other.lateness : order < 0;
}
