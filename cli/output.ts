import { open, type FileHandle } from 'node:fs/promises';
import { UnavailableError, UsageError } from '../model/errors.ts';

/** Whoever read standard output has gone (`| head -1`): the command ends quietly. */
export class ReaderGone extends Error {
  override name = 'ReaderGone';
}

/**
 * Writes a result; waits where the reader is slow, so that nothing is lost at exit.
 *
 * @throws {ReaderGone} when nobody reads any more
 * @throws {UnavailableError} when standard output cannot be written
 */
export async function print(text: string | Uint8Array): Promise<void> {
  const error = await new Promise<Error | null | undefined>((resolve) => process.stdout.write(text, resolve));
  if (!error) return;
  if ('code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')) throw new ReaderGone();
  throw new UnavailableError(`standard output cannot be written: ${error.message}`, undefined, { cause: error });
}

/** One JSON document and a newline. */
export async function printJson(value: unknown): Promise<void> {
  await print(`${JSON.stringify(value)}\n`);
}

/**
 * Writes a result to the file, which only its owner may read, or to standard output where no file is named.
 *
 * @throws {UnavailableError} when the file cannot be written
 * @throws {UsageError} when bytes would go to a terminal
 */
export async function writeResult(file: string | undefined, result: Iterable<string> | Uint8Array): Promise<void> {
  const chunks = result instanceof Uint8Array ? [result] : inChunks(result);
  if (file === undefined) {
    if (result instanceof Uint8Array && process.stdout.isTTY)
      throw new UsageError('this is no text for a terminal', 'name a file with --out');
    for (const chunk of chunks) await print(chunk);
    return;
  }
  try {
    await writeFile(file, chunks);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnavailableError(`${file} cannot be written: ${reason}`, 'name another file with --out', { cause });
  }
}

/** Writes a chunk while the next one is put together. */
async function writeFile(file: string, chunks: Iterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    let written: Promise<void> = Promise.resolve();
    for (const chunk of chunks) {
      await written;
      written = writeWhole(handle, chunk);
    }
    await written;
  } finally {
    await handle.close();
  }
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
}

/** Writes for a person, beside the result. */
export function tell(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Bytes of a chunk: many small writes cost more than what they write. */
const chunkBytes = 262_144;

/** Two chunks take turns: one is good until the next but one is asked for. */
function* inChunks(pieces: Iterable<string>): Generator<Uint8Array> {
  let [chunk, other] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)];
  let end = 0;
  for (const piece of pieces) {
    if (end + piece.length * 3 > chunkBytes) {
      if (end > 0) yield chunk.subarray(0, end);
      [chunk, other] = [other, chunk];
      end = 0;
    }
    if (piece.length * 3 > chunkBytes) yield Buffer.from(piece);
    else end += chunk.write(piece, end);
  }
  if (end > 0) yield chunk.subarray(0, end);
}
