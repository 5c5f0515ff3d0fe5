import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../../../model/errors.ts';
import type { InputFile } from '../../read/read-bytes.ts';
import { readDocument } from '../../read/read-document.ts';
import { readElements } from '../../read/read-elements.ts';
import { readLines } from '../../read/read-lines.ts';
import type { Read } from '../../read/read.ts';
import { sections } from './items.ts';
import { pageMembers } from './truncation.ts';

/** What a command line named: a stream of everything in it, and when it was written. */
export interface Payload {
  readonly items: AsyncIterable<Read>;
  /** ISO 8601; the collection's own end where it says one, else the youngest file's time. */
  readonly observedAt: string;
}

/** A collection folder's files, in the order in which they are read. */
const fileOrder = [
  'organization.json',
  'authorization-details.json',
  'resources.ndjson',
  'credentials.ndjson',
  'last-accessed.ndjson',
  'collection.json',
];

/**
 * Opens collection folders and lone files as one payload.
 *
 * @throws {InputError} when a path is not there or a folder holds no collection
 */
export async function readPaths(paths: readonly string[]): Promise<Payload> {
  const files: InputFile[] = [];
  for (const path of paths) files.push(...(await filesAt(path)));
  const times = await Promise.all(files.map(async ({ path }) => (await stat(path)).mtimeMs));
  const youngest = new Date(Math.max(0, ...times)).toISOString();
  return { items: readFiles(files), observedAt: (await finishedAt(files)) ?? youngest };
}

async function filesAt(path: string): Promise<readonly InputFile[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new InputError(
      [{ file: path, record: '', field: '', reason: 'cannot be read: there is no such file or folder' }],
      undefined,
      { cause },
    );
  });
  if (!found.isDirectory()) return [{ path, name: loneName(path) }];
  const files = await collectionFiles(path);
  if (files.length > 0) return files;
  const reason = 'holds no collection: neither organization.json nor <account>/authorization-details.json';
  throw new InputError([{ file: path, record: '', field: '', reason }]);
}

/** A folder of one account may be named itself; then its own name tells the account. */
async function collectionFiles(folder: string): Promise<readonly InputFile[]> {
  const own = await knownFiles(folder, /^\d{12}$/.test(basename(folder)) ? `${basename(folder)}/` : '');
  const entries = await readdir(folder, { withFileTypes: true });
  const accounts = entries
    .filter((entry) => entry.isDirectory() && /^\d{12}$/.test(entry.name))
    .map(({ name }) => name);
  const inner: InputFile[] = [];
  for (const account of accounts.sort()) inner.push(...(await knownFiles(join(folder, account), `${account}/`)));
  return [...own, ...inner];
}

async function knownFiles(folder: string, prefix: string): Promise<readonly InputFile[]> {
  const names = new Set(await readdir(folder));
  return fileOrder.flatMap((name) => {
    const present = [name, `${name}.gz`].find((candidate) => names.has(candidate));
    return present === undefined ? [] : [{ path: join(folder, present), name: `${prefix}${name}` }];
  });
}

/** A lone file of a collection keeps the folder that tells its account; any other is what the IAM API printed. */
function loneName(path: string): string {
  const base = basename(path).replace(/\.gz$/, '');
  const folder = basename(dirname(resolve(path)));
  return fileOrder.includes(base) && /^\d{12}$/.test(folder) ? `${folder}/${base}` : base;
}

async function* readFiles(files: readonly InputFile[]): AsyncGenerator<Read> {
  for (const file of files) {
    if (file.name.endsWith('.ndjson')) yield* readLines(file);
    else if (isWholeDocument(file)) yield await readDocument(file);
    else yield* readElements(file, { arrays: Object.keys(sections), members: pageMembers });
  }
}

function isWholeDocument({ name }: InputFile): boolean {
  return basename(name) === 'organization.json' || basename(name) === 'collection.json';
}

/** The latest `finishedAt` of the collection files; undefined where none says one. */
async function finishedAt(files: readonly InputFile[]): Promise<string | undefined> {
  let latest: string | undefined;
  for (const file of files.filter(({ name }) => basename(name) === 'collection.json')) {
    const read = await readDocument(file);
    const value = read.say === 'item' ? read.item.value : undefined;
    const said = typeof value === 'object' && value !== null && !Array.isArray(value) ? value['finishedAt'] : undefined;
    if (typeof said !== 'string' || Number.isNaN(Date.parse(said))) continue;
    const time = new Date(said).toISOString();
    if (latest === undefined || time > latest) latest = time;
  }
  return latest;
}
