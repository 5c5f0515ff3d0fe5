import { packNumbers, unpackNumbers } from './pages.ts';

/** Entries a page of the index. */
const pageEntries = 50_000;

/** A stretch of the index, in the order of the hashes. */
export interface NamesPage {
  readonly number: number;
  /** The lowest and the highest hash in it. */
  readonly first: number;
  readonly last: number;
  readonly bytes: Int8Array;
}

/** On which pages of records a name's hash is mentioned; 8 bytes a mention while it is gathered. */
export class NameIndex {
  #entries = new BigUint64Array(1 << 12);
  #count = 0;

  mention(hash: number, page: number): void {
    if (this.#count === this.#entries.length) {
      const grown = new BigUint64Array(this.#entries.length * 2);
      grown.set(this.#entries);
      this.#entries = grown;
    }
    this.#entries[this.#count++] = (BigInt(hash) << 32n) | BigInt(page);
  }

  *pages(): Generator<NamesPage> {
    const sorted = this.#entries.subarray(0, this.#count).sort();
    let number = 0;
    for (let from = 0; from < sorted.length; from += pageEntries) {
      const entries = sorted.subarray(from, from + pageEntries);
      const pairs = new Uint32Array(2 * entries.length);
      entries.forEach((entry, at) => {
        pairs[2 * at] = Number(entry >> 32n);
        pairs[2 * at + 1] = Number(entry & 0xffff_ffffn);
      });
      yield { number: number++, first: pairs[0] ?? 0, last: pairs.at(-2) ?? 0, bytes: packNumbers(pairs) };
    }
  }
}

/** Pages of records that a page of the index names for the hash, each once. */
export function mentionsIn(bytes: unknown, hash: number): readonly number[] {
  const pairs = unpackNumbers(bytes);
  const found = new Set<number>();
  for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === hash) found.add(pairs[at + 1] ?? 0);
  return [...found];
}
