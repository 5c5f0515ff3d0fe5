import { defaultLimits, type Limits } from './limits.ts';
import type { Read } from './read.ts';
import { readBytes, type InputFile } from './read-bytes.ts';
import { splitElements } from './split-elements.ts';
import type { Wanted } from './split-state.ts';

/**
 * Streams the elements of the named arrays of a large JSON file, plain or gzipped.
 *
 * A record that is refused does not end the reading; a file that is not JSON, is cut off or too large does.
 *
 * @throws {InputError} when the file cannot be opened
 */
export async function* readElements(
  file: InputFile,
  wanted: Wanted,
  limits: Limits = defaultLimits,
): AsyncGenerator<Read> {
  for await (const batch of readElementBatches(file, wanted, limits)) yield* batch;
}

/** {@link readElements} with many at a time: a fifth faster where there are millions. */
export async function* readElementBatches(
  file: InputFile,
  wanted: Wanted,
  limits: Limits = defaultLimits,
): AsyncGenerator<readonly Read[]> {
  const splitter = splitElements(file.name, wanted, limits);
  for await (const block of readBytes(file, limits)) {
    if (!Buffer.isBuffer(block)) {
      yield [{ say: 'rejection', rejection: block }];
      return;
    }
    const batch = splitter.push(block);
    if (batch.length > 0) yield batch;
    if (splitter.isOver()) break;
  }
  yield splitter.finish();
}
