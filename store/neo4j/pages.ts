import { deflateSync, inflateSync } from 'node:zlib';

import { damaged } from './errors.ts';

/** A page is full with so many records or so many bytes of text. */
const maxRecords = 2000;
const maxBytes = 1 << 20;

/** Far more than a page of one record can have; what claims to be longer was not written here. */
const maxInflatedBytes = 1 << 30;

/** Records of one partition on their way into a page. */
export class PageBuffer {
  readonly #texts: Buffer[] = [];
  #bytes = 0;

  get count(): number {
    return this.#texts.length / 2;
  }

  get isFull(): boolean {
    return this.#texts.length >= 2 * maxRecords || this.#bytes >= maxBytes;
  }

  /** @param text a recordText, which has two lines */
  append(text: Buffer): void {
    this.#texts.push(text, newline);
    this.#bytes += text.length + 1;
  }

  /** The page's bytes; the buffer is empty afterwards. */
  take(): Int8Array {
    const bytes = deflateSync(Buffer.concat(this.#texts, this.#bytes), { level: 4 });
    this.#texts.length = 0;
    this.#bytes = 0;
    return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

const newline = Buffer.of(0x0a);

/**
 * The texts of a page in their order.
 *
 * @throws {UnavailableError} when the bytes are not those of a page
 */
export function* pageTexts(bytes: unknown): Generator<Buffer> {
  const text = inflated(bytes);
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf(0x0a, text.indexOf(0x0a, start) + 1);
    if (end < start) throw damaged('a page of records');
    yield text.subarray(start, end);
    start = end + 1;
  }
}

/** Numbers as bytes of a property, compressed. */
export function packNumbers(numbers: Uint32Array): Int8Array {
  const bytes = deflateSync(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), { level: 4 });
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads {@link packNumbers}. */
export function unpackNumbers(bytes: unknown): Uint32Array {
  const plain = Uint8Array.from(inflated(bytes));
  if (plain.length % 4 !== 0) throw damaged('a page of names');
  return new Uint32Array(plain.buffer);
}

function inflated(bytes: unknown): Buffer {
  if (!(bytes instanceof Int8Array)) throw damaged('a page');
  try {
    return inflateSync(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      maxOutputLength: maxInflatedBytes,
    });
  } catch (cause) {
    throw damaged('a page', cause);
  }
}
