import { createHash, randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';

import { AmbitError, UnavailableError } from '../../model/errors.ts';
import { fileMode } from './layout.ts';

const chunkBytes = 1 << 20;

/** A file's length and the SHA-256 of its bytes, in hexadecimal digits. */
export interface FileSum {
  readonly bytes: number;
  readonly sha256: string;
}

/** SHA-256 in hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads the file once, 1 MiB at a time, and flushes it to disk when `flush` is set. */
export async function sumFile(path: string, flush = false): Promise<FileSum> {
  const file = await open(path, flush ? 'r+' : 'r');
  try {
    if (flush) await file.sync();
    return await sumOpenFile(file);
  } finally {
    await file.close();
  }
}

/** Writes a new file of mode 0600 and flushes it; an existing file of that name is an error. */
export async function writeNewFile(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', fileMode);
  try {
    await file.chmod(fileMode);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Puts the content in the file's place in one step: readers see all of the old file or all of the new one.
 * It outlasts a loss of power once the folder is flushed too.
 */
export async function replaceFile(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeNewFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Makes created, renamed and removed names of the folder outlast a loss of power. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The file's text, or undefined when there is no such file. */
export async function readTextIfAny(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Runs the work; what the operating system or LMDB refuses is said as {@link UnavailableError}. */
export async function orUnavailable<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asUnavailable(doing, error);
  }
}

/** The `code` of a system error, such as `ENOENT`. */
export function errorCode(error: unknown): string | number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' || typeof error.code === 'number' ? error.code : undefined;
}

const hints = new Map<string | number | undefined, string>([
  ['ENOSPC', 'free some disk space; the snapshot that was current still is'],
  ['EDQUOT', 'the disk quota is used up; the snapshot that was current still is'],
  ['EFBIG', 'the file size limit (ulimit -f) is too small; the snapshot that was current still is'],
  ['EACCES', 'the folder must be readable and writable for the user who runs this'],
  ['EPERM', 'the folder must be readable and writable for the user who runs this'],
  ['EROFS', 'the file system is mounted read-only; choose another folder with --store'],
  ['ENOTDIR', 'a store is a folder; choose another one with --store'],
  ['EIO', 'look whether the disk is full, which LMDB reports so too, or failing'],
  ['EMFILE', 'raise the limit of open files (ulimit -n)'],
]);

function asUnavailable(doing: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return error;
  if (error instanceof AmbitError) return error;
  return new UnavailableError(`${doing}: ${error.message}`, hints.get(systemName(error)), { cause: error });
}

/** LMDB gives the number of the system's error where Node gives its name. */
function systemName(error: Error): string | number | undefined {
  const code = errorCode(error);
  const names = new Map<string | number | undefined, string>([
    [28, 'ENOSPC'],
    [27, 'EFBIG'],
    [5, 'EIO'],
    [13, 'EACCES'],
    [1, 'EPERM'],
    [30, 'EROFS'],
    [24, 'EMFILE'],
  ]);
  return names.get(code) ?? code;
}

async function sumOpenFile(file: FileHandle): Promise<FileSum> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, bytes);
    if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
    hash.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
}
