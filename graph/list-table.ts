/** Many lists of numbers in one array. */
export interface ListTable {
  /** Length count + 1; offsets into `items`; monotone. */
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

/** The list at `index`, a view. */
export function listAt({ offsets, items }: ListTable, index: number): Uint32Array {
  return items.subarray(offsets[index], offsets[index + 1]);
}

export function buildListTable(lists: readonly (readonly number[])[]): ListTable {
  const offsets = new Uint32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) offsets[index + 1] = offsets[index] + list.length;
  const items = new Uint32Array(offsets[lists.length]);
  for (const [index, list] of lists.entries()) items.set(list, offsets[index]);
  return { offsets, items };
}

/** Hands out one number a distinct list; the empty list is always 0. */
export class ListInterner {
  readonly lists: (readonly number[])[] = [[]];
  readonly #indexOf = new Map<string, number>([['', 0]]);

  index(list: readonly number[]): number {
    const key = list.join(' ');
    const known = this.#indexOf.get(key);
    if (known !== undefined) return known;
    this.#indexOf.set(key, this.lists.length);
    return this.lists.push(list) - 1;
  }
}
