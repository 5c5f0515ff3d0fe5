import type { Limits } from './limits.ts';
import { defaultLimits } from './limits.ts';
import { parseChecked } from './parse-checked.ts';
import type { Read } from './read.ts';
import { readBytes, refuse, type InputFile } from './read-bytes.ts';

/**
 * Reads a small JSON file whole, plain or gzipped.
 *
 * @throws {InputError} when the file cannot be opened
 */
export async function readDocument(file: InputFile, limits: Limits = defaultLimits): Promise<Read> {
  const blocks: Buffer[] = [];
  let bytes = 0;
  for await (const block of readBytes(file, limits)) {
    if (!Buffer.isBuffer(block)) return { say: 'rejection', rejection: block };
    bytes += block.length;
    if (bytes > limits.documentBytes) return rejected(file, `larger than ${limits.documentBytes} bytes`);
    blocks.push(block);
  }
  if (bytes === 0) return rejected(file, 'the file is empty');

  const parsed = parseChecked(Buffer.concat(blocks), limits.depth);
  if (parsed.ok) return { say: 'item', item: { file: file.name, section: '', index: 0, value: parsed.value } };
  const { field, reason, brokenAt } = parsed;
  const rejection = { ...refuse(file, brokenAt === undefined ? reason : `${reason} at byte ${brokenAt}`), field };
  return { say: 'rejection', rejection };
}

function rejected(file: InputFile, reason: string): Read {
  return { say: 'rejection', rejection: refuse(file, reason) };
}
