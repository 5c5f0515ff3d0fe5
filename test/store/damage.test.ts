import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { UnavailableError } from '../../model/errors.ts';
import { openEmbeddedStore } from '../../store/embedded.ts';
import { sha256 } from '../../store/embedded/files.ts';
import type { Store } from '../../store/store.ts';
import { ingest, temporaryFolders, told, wordOf } from './notation.ts';

const folder = temporaryFolders();
let path = '';
let whole = '';

beforeAll(async () => {
  path = folder('damage');
  const store = await openEmbeddedStore(path);
  const many = Array.from({ length: 400 }, (_, at) => `A/q/n${at}=1`).join(' ');
  await ingest(store, `!A A/p/x=1 ${many}`);
  await ingest(store, `!A A/p/x=2 +A/m/x>g ${many} ?B/p`);
  await store.close();
  whole = String(await everything());
});

/** All that the store tells of all its snapshots, or the error that it gives. */
async function everything(): Promise<unknown> {
  try {
    const store = await openEmbeddedStore(path, { readOnly: true });
    try {
      return await everythingOf(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    return error;
  }
}

async function everythingOf(store: Store): Promise<string> {
  const tellings: unknown[] = [];
  for (const info of await store.snapshots()) {
    const snapshot = (await store.snapshot(info.id))!;
    const about = (await snapshot.recordsAbout('x')).map(wordOf);
    tellings.push(info, await told(snapshot), Buffer.from((await snapshot.graph())!).toString('hex'), about);
  }
  return JSON.stringify(tellings);
}

/** The files' names without LMDB's locks, which hold no content. */
function contentNames(): readonly string[] {
  return readdirSync(path).filter((name) => !name.endsWith('-lock'));
}

/** Linear congruential numbers, so that every run flips the same bits. */
function* seededNumbers(seed: number): Generator<number> {
  for (let state = seed; ;) yield (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Changes the file for the time of one reading. */
async function everythingWith(name: string, change: (bytes: Buffer) => Buffer | undefined): Promise<unknown> {
  const file = join(path, name);
  const before = readFileSync(file);
  const bytes = change(Buffer.from(before));
  if (bytes === undefined) rmSync(file);
  else writeFileSync(file, bytes);
  const answer = await everything();
  writeFileSync(file, before);
  return answer;
}

test('a flipped bit anywhere in any file is noticed', { timeout: 60_000 }, async () => {
  const numbers = seededNumbers(7);
  const next = (below: number): number => Math.floor(Number(numbers.next().value) * below);
  const names = contentNames();
  expect(names.length).toBe(6);
  for (let flip = 0; flip < 600; flip++) {
    const name = names[flip % names.length] ?? '';
    const answer = await everythingWith(name, (bytes) => {
      const at = next(bytes.length);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << next(8)), at);
      return bytes;
    });
    expect([name, answer]).toEqual([name, expect.any(UnavailableError)]);
  }
  expect(await everything()).toBe(whole);
});

test('a file that is cut, longer, empty or gone is noticed', async () => {
  for (const name of contentNames()) {
    const changes = [
      (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1),
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(1)]),
      (bytes: Buffer) => bytes.subarray(0, 0),
    ];
    for (const change of changes) expect(await everythingWith(name, change)).toBeInstanceOf(UnavailableError);
    // A history without its oldest snapshots is a shorter history.
    const isNamed = !name.endsWith('.snapshot');
    if (isNamed) expect(await everythingWith(name, () => undefined)).toBeInstanceOf(UnavailableError);
  }
  expect(await everything()).toBe(whole);
});

const documents = [
  { when: 'a newer program wrote it', change: { schema: 2 }, says: /has schema 2; this program reads schema 1/ },
  { when: 'its files lie elsewhere', change: { records: [{ name: '../x' }] }, says: /is not a snapshot/ },
  { when: 'it is something else', change: { partitions: 'none' }, says: /is not a snapshot/ },
  { when: 'its content is not what its hash says', change: { partitions: [] }, says: /content hash/ },
];

test.each(documents)('a folder is refused when $when', async ({ change, says }) => {
  const answer = await everythingWith('current', (bytes) => {
    const json = JSON.stringify({ ...JSON.parse(bytes.toString().slice(65)), ...change });
    return Buffer.from(`${sha256(json)}\n${json}`);
  });
  expect(answer).toBeInstanceOf(UnavailableError);
  expect(String(answer)).toMatch(says);
  expect(answer).toMatchObject({ hint: expect.any(String) });
});
