import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Read } from '../../../ingest/read/read.ts';
import type { InputFile } from '../../../ingest/read/read-bytes.ts';

/** Runs the work on a file of that content, which is gone afterwards. */
export async function withFile<T>(content: string | Uint8Array, work: (file: InputFile) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-read-'));
  try {
    const path = join(folder, 'input');
    writeFileSync(path, content);
    return await work({ path, name: 'input' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Everything that a door hands in, one short line each: `graph.nodes[0] {"id":"a"}` or `line 3 | field | reason`. */
export async function told(reads: AsyncIterable<Read>): Promise<string[]> {
  const lines: string[] = [];
  for await (const read of reads) lines.push(tell(read));
  return lines;
}

/** One piece in the notation of {@link told}. */
export function tell(read: Read): string {
  if (read.say === 'rejection') {
    const { record, field, reason } = read.rejection;
    return [record, field, reason].join(' | ');
  }
  const { section, index, value } = read.item;
  return `${section}[${index}] ${JSON.stringify(value)}`;
}
