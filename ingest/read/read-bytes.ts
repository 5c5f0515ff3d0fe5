import { open, type FileHandle } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError, type Rejection } from '../../model/errors.ts';
import type { Limits } from './limits.ts';

/** A file to read and what to call it where a person reads of it. */
export interface InputFile {
  readonly path: string;
  /** Path below the collection folder, or as the user gave it. */
  readonly name: string;
}

const blockBytes = 2 ** 18;

/**
 * The file's bytes in blocks, unpacked when it is gzip; a rejection is the last thing that comes, if one does.
 *
 * A byte order mark is handed on as three spaces, so that bytes still count from the start of the file.
 *
 * @throws {InputError} when there is no regular file that we may open
 */
export async function* readBytes(file: InputFile, limits: Limits): AsyncGenerator<Buffer | Rejection> {
  const handle = await openRegular(file);
  try {
    const head = await readHead(handle);
    if (head.readUInt32BE() === 0x504b0304) yield refuse(file, 'a zip archive: unpack it first');
    else yield* withMark(file, unpack(file, { handle, limits, isGzip: head.readUInt16BE() === 0x1f8b }));
  } finally {
    await handle.close();
  }
}

/** A rejection of the file as a whole. */
export function refuse(file: InputFile, reason: string): Rejection {
  return { file: file.name, record: '', field: '', reason };
}

async function openRegular(file: InputFile): Promise<FileHandle> {
  try {
    const handle = await open(file.path, 'r');
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
  } catch (error) {
    throw new InputError([refuse(file, `cannot be opened: ${codeOf(error)}`)], undefined, { cause: error });
  }
  throw new InputError([refuse(file, 'not a regular file')]);
}

async function readHead(handle: FileHandle): Promise<Buffer> {
  const head = Buffer.alloc(4);
  await handle.read(head, 0, head.length, 0);
  return head;
}

interface Packed {
  readonly handle: FileHandle;
  readonly limits: Limits;
  readonly isGzip: boolean;
}

async function* unpack(file: InputFile, { handle, limits, isGzip }: Packed): AsyncGenerator<Buffer | Rejection> {
  const raw = handle.createReadStream({ start: 0, highWaterMark: blockBytes, autoClose: false });
  const stream: Readable = isGzip ? pipeline(raw, createGunzip({ chunkSize: blockBytes }), () => undefined) : raw;
  let bytes = 0;
  try {
    for await (const block of stream as AsyncIterable<Buffer>) {
      bytes += block.length;
      const reason = excess(bytes, raw.bytesRead, limits);
      yield reason ? refuse(file, reason) : block;
      if (reason) break;
    }
  } catch (error) {
    yield refuse(file, isGzip ? `damaged gzip data (${codeOf(error)})` : `cannot be read: ${codeOf(error)}`);
  } finally {
    stream.destroy();
    raw.destroy();
  }
}

/** What is too much about `bytes` that came out of `packedBytes`, if anything is. */
function excess(bytes: number, packedBytes: number, limits: Limits): string | undefined {
  if (bytes > limits.fileBytes) return `larger than ${limits.fileBytes} bytes`;
  if (bytes <= limits.ratioFromBytes || bytes <= packedBytes * limits.ratio) return undefined;
  return `gzip unpacks to more than ${limits.ratio} times its size`;
}

/** Looks at the first bytes, when at least three of them are there, for a mark that tells the encoding. */
async function* withMark(
  file: InputFile,
  blocks: AsyncIterable<Buffer | Rejection>,
): AsyncGenerator<Buffer | Rejection> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const block of blocks) {
    if (head === undefined || !Buffer.isBuffer(block)) {
      yield block;
      continue;
    }
    head = Buffer.concat([head, block]);
    if (head.length < 3) continue;
    yield isUtf16(head) ? refuse(file, 'UTF-16 text: save it as UTF-8') : withoutMark(head);
    if (isUtf16(head)) return;
    head = undefined;
  }
  if (head?.length) yield head;
}

function isUtf16(head: Buffer): boolean {
  const mark = head.readUInt16BE();
  return mark === 0xfffe || mark === 0xfeff;
}

function withoutMark(head: Buffer): Buffer {
  return head.readUIntBE(0, 3) === 0xefbbbf ? head.fill(0x20, 0, 3) : head;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
