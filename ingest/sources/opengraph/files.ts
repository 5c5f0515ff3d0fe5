import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type Rejection } from '../../../model/errors.ts';
import type { InputFile } from '../../read/read-bytes.ts';

/** The files to read, with what was wrong about the paths that name them. */
export interface Listing {
  readonly files: readonly InputFile[];
  readonly rejections: readonly Rejection[];
  /** ISO 8601 time of the newest file. */
  readonly observedAt: string;
}

/**
 * The files that the paths name; a folder names the `.json` and `.json.gz` files in it, in the order of their names.
 *
 * @throws {InputError} when a path cannot be read
 */
export async function listFiles(paths: readonly string[]): Promise<Listing> {
  const files: InputFile[] = [];
  const rejections: Rejection[] = [];
  let newest = 0;
  for (const path of paths) {
    const found = await filesAt(path);
    if (found.length === 0) {
      rejections.push({ file: path, record: '', field: '', reason: 'no .json or .json.gz file in this folder' });
    }
    for (const { file, modifiedMs } of found) {
      files.push(file);
      newest = Math.max(newest, modifiedMs);
    }
  }
  return { files, rejections, observedAt: new Date(newest).toISOString() };
}

interface Found {
  readonly file: InputFile;
  readonly modifiedMs: number;
}

async function filesAt(path: string): Promise<readonly Found[]> {
  try {
    const itself = await stat(path);
    if (!itself.isDirectory()) return [{ file: { path, name: path }, modifiedMs: itself.mtimeMs }];
    const names = (await readdir(path)).filter((name) => /\.json(?:\.gz)?$/i.test(name)).sort();
    const found: Found[] = [];
    for (const name of names) {
      const file = join(path, name);
      const { mtimeMs } = await stat(file);
      found.push({ file: { path: file, name: file }, modifiedMs: mtimeMs });
    }
    return found;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const rejection = { file: path, record: '', field: '', reason: `cannot be opened: ${code}` };
    throw new InputError([rejection], undefined, { cause: error });
  }
}
