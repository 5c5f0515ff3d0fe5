import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
    await pipeline(Readable.from(chunks), createWriteStream(file, { mode: 0o600 }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnavailableError(`${file} cannot be written: ${reason}`, 'name another file with --out', { cause });
  }
}

/** Writes for a person, beside the result. */
export function tell(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}

const chunkLength = 65_536;

/** Many small writes cost more than what they write. */
function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
