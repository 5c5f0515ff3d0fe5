import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { UsageError } from '../../model/errors.ts';
import { damaged, formatDocument, parseDocument, type SnapshotDocument } from './document.ts';
import { readTextIfAny, replaceFile } from './files.ts';
import { currentName, isLeftover, snapshotName, snapshotPattern } from './layout.ts';

/** The current snapshot, or undefined when nothing was published yet. */
export function readCurrent(folder: string): Promise<SnapshotDocument | undefined> {
  return readDocument(join(folder, currentName));
}

/** Every published snapshot, newest first. */
export async function readHistory(folder: string): Promise<readonly SnapshotDocument[]> {
  const current = await readCurrent(folder);
  if (current === undefined) return [];
  const earlier: SnapshotDocument[] = [];
  for (const name of await earlierNames(folder, current.generation)) {
    const document = await readDocument(join(folder, name));
    if (document === undefined) throw damaged(join(folder, name), 'is missing');
    earlier.push(document);
  }
  return [current, ...earlier];
}

/**
 * The published snapshot whose id begins with the prefix.
 *
 * @throws {UsageError} when several do
 */
export async function findDocument(folder: string, prefix: string): Promise<SnapshotDocument | undefined> {
  const found = (await readHistory(folder)).filter(({ hash }) => hash.slice(0, 16).startsWith(prefix));
  if (found.length > 1) {
    const ids = found.map(({ hash }) => hash.slice(0, 16)).join(', ');
    throw new UsageError(`${found.length} snapshots begin with ${prefix}`, `write one in full: ${ids}`);
  }
  return found[0];
}

/** The one pointer: before it flips, readers see the earlier snapshot; afterwards, this one. */
export async function flip(folder: string, next: SnapshotDocument): Promise<void> {
  await replaceFile(join(folder, currentName), formatDocument(next));
}

/** Keeps what is current now under its own name, where the history finds it once another one is current. */
export async function keep(folder: string, current: SnapshotDocument): Promise<void> {
  await replaceFile(join(folder, snapshotName(current.generation)), formatDocument(current));
}

/** Removes all but the newest snapshots and the files that only those need; how many are gone. Only for the one writer. */
export async function pruneHistory(folder: string, count: number): Promise<number> {
  const history = await readHistory(folder);
  const gone = history.slice(count);
  const needed = new Set(history.slice(0, count).flatMap(filesOf));
  // Snapshots go first, oldest first: one that is left never misses its files.
  for (const { generation } of gone.toReversed()) await rm(join(folder, snapshotName(generation)), { force: true });
  for (const name of new Set(gone.flatMap(filesOf))) {
    if (needed.has(name)) continue;
    await rm(join(folder, name), { force: true });
    await rm(join(folder, `${name}-lock`), { force: true });
  }
  return gone.length;
}

function filesOf({ records, graph }: SnapshotDocument): readonly string[] {
  return [...records.map(({ name }) => name), graph.name];
}

/** Removes what drafts left that did not come to an end. Only for the one writer. */
export async function removeLeftovers(folder: string, currentGeneration: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (isLeftover(name, currentGeneration)) await rm(join(folder, name), { force: true });
  }
}

async function readDocument(path: string): Promise<SnapshotDocument | undefined> {
  const text = await readTextIfAny(path);
  return text === undefined ? undefined : parseDocument(text, path);
}

/** Newest first; one that is current, or was about to be replaced, is not an earlier one. */
async function earlierNames(folder: string, currentGeneration: number): Promise<readonly string[]> {
  return (await readdir(folder))
    .filter((name) => Number(snapshotPattern.exec(name)?.[1] ?? Infinity) < currentGeneration)
    .sort((one, other) => Number(snapshotPattern.exec(other)?.[1]) - Number(snapshotPattern.exec(one)?.[1]));
}
