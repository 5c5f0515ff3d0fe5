import { closeSync, existsSync, fchmodSync, openSync } from 'node:fs';

import { open, type Database, type RootDatabase } from 'lmdb';

import { errorCode } from './files.ts';
import { fileMode } from './layout.ts';

/** An LMDB file with one writer, which nobody else opens before it is finished. */
export function createDatabase(path: string): RootDatabase {
  createOwn(path);
  createOwn(`${path}-lock`);
  // Flushed once, when it is finished: a file that is not finished is never read.
  return open({ path, noSubdir: true, maxDbs: 2, noSync: true, overlappingSync: false });
}

/** A finished LMDB file, its bytes already checked. */
export function openDatabase(path: string): RootDatabase {
  // LMDB writes no lock beside a file on a read-only file system; elsewhere it would create it readable for all.
  if (!existsSync(`${path}-lock`)) createOwn(`${path}-lock`);
  return open({ path, noSubdir: true, maxDbs: 2, readOnly: true });
}

/** A table from 32-bit numbers to bytes. */
export function numberTable(root: RootDatabase, name: string): Database<Buffer, number> {
  return root.openDB<Buffer, number>({ name, keyEncoding: 'uint32', encoding: 'binary' });
}

/** Creates the file before LMDB does, which would let others read it. */
function createOwn(path: string): void {
  try {
    const file = openSync(path, 'wx', fileMode);
    fchmodSync(file, fileMode);
    closeSync(file);
  } catch (error) {
    // Another reader was faster, or nothing can be created here and LMDB does without.
    if (!['EEXIST', 'EROFS'].includes(String(errorCode(error)))) throw error;
  }
}
