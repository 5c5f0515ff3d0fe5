import { createReadStream } from 'node:fs';
import { InputError } from '../../model/errors.ts';

/** Bytes that are read at once; the lines that they complete are answered at once. */
const bytesPerRead = 1 << 18;

/** Requests as they come: a list, or a line each. */
export interface Input {
  readonly isArray: boolean;
  /** All bytes from the first that counts. */
  readonly chunks: AsyncIterable<Buffer>;
}

/**
 * Opens the file; `-` is standard input. A byte order mark and blanks before the first request do not count.
 *
 * @throws {InputError} when it cannot be read, now or later
 */
export async function openInput(file: string): Promise<Input> {
  const chunks = chunksOf(file);
  let head = Buffer.alloc(0);
  let start = 0;
  while (start === head.length) {
    const { value, done } = await chunks.next();
    if (done === true) break;
    head = Buffer.concat([head.subarray(head.length < 3 ? 0 : start), value]);
    start = firstByteThatCounts(head);
  }
  return { isArray: head[start] === 0x5b, chunks: startingWith(head.subarray(start), chunks) };
}

const blanks = new Set([0x20, 0x09, 0x0a, 0x0d]);

function firstByteThatCounts(head: Buffer): number {
  let at = head.length >= 3 && head.readUIntBE(0, 3) === 0xefbbbf ? 3 : 0;
  while (at < head.length && blanks.has(head[at])) at++;
  return at;
}

async function* startingWith(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* rest;
}

async function* chunksOf(file: string): AsyncGenerator<Buffer, undefined> {
  const input: AsyncIterable<Buffer> =
    file === '-' ? process.stdin : createReadStream(file, { highWaterMark: bytesPerRead });
  try {
    yield* input;
  } catch (cause) {
    const reason = `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new InputError([{ file, record: '', field: '', reason }], undefined, { cause });
  }
}
