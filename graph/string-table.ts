/** Many texts in one buffer; opening it parses nothing, a text is decoded when it is asked for. */
export interface StringTable {
  /** Length count + 1; byte offsets into `bytes`; monotone. */
  readonly offsets: Uint32Array;
  /** UTF-8. */
  readonly bytes: Uint8Array;
}

const decoder = new TextDecoder();

/** The text at `index`. */
export function textAt({ offsets, bytes }: StringTable, index: number): string {
  return decoder.decode(bytes.subarray(offsets[index], offsets[index + 1]));
}

/** Number of texts. */
export function textCount({ offsets }: StringTable): number {
  return offsets.length - 1;
}

/**
 * @throws {RangeError} when the texts take 4 GiB or more
 */
export function buildStringTable(texts: readonly string[]): StringTable {
  const offsets = new Uint32Array(texts.length + 1);
  let total = 0;
  for (const [index, text] of texts.entries()) {
    total += Buffer.byteLength(text);
    if (total >= 2 ** 32) throw new RangeError(`${texts.length} texts take more than 4 GiB`);
    offsets[index + 1] = total;
  }
  const bytes = Buffer.alloc(total);
  for (const [index, text] of texts.entries()) bytes.write(text, offsets[index]);
  return { offsets, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, total) };
}

/** Hands out one number a distinct text, from 0 in order of first sight. */
export class Interner {
  readonly texts: string[] = [];
  readonly #indexOf = new Map<string, number>();

  index(text: string): number {
    const known = this.#indexOf.get(text);
    if (known !== undefined) return known;
    this.#indexOf.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}
