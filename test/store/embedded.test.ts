import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { UnavailableError, UsageError } from '../../model/errors.ts';
import { openEmbeddedStore } from '../../store/embedded.ts';
import { allRecords, ingest, say, tells, temporaryFolders, told } from './notation.ts';

const folder = temporaryFolders();
const full = '!A A/p/x=1 A/p/y=1 A/q/z=1';

test('an ingest of the same input writes nothing, and moves the times on', async () => {
  const path = folder('idempotent');
  const store = await openEmbeddedStore(path);
  const one = await ingest(store, `${full} ?B/p`, '2026-01-01T00:00:00Z');
  const names = readdirSync(path);
  const two = await ingest(store, `${full} ?B/p`, '2026-01-02T00:00:00Z');

  expect(two.id).toBe(one.id);
  expect(two.gaps).toEqual(one.gaps);
  expect(two.partitions.map(({ observedAt }) => observedAt)).toEqual(one.partitions.map(() => '2026-01-02T00:00:00Z'));
  expect(readdirSync(path)).toEqual(names);
  expect(await store.snapshots()).toEqual([two]);
  const times = (await allRecords((await store.snapshot())!)).map(({ origin }) => origin.observedAt);
  expect(new Set(times)).toEqual(new Set(['2026-01-02T00:00:00Z']));
  await store.close();
});

test('snapshots share what did not change, and keep the history', async () => {
  const path = folder('sharing');
  const store = await openEmbeddedStore(path);
  const one = await ingest(store, full);
  const two = await ingest(store, '!A A/p/x=2 A/p/y=1 A/q/z=1');
  const three = await ingest(store, full);

  expect(two.partitions.map(({ part, generation }) => [part, generation])).toEqual([
    ['p', 2],
    ['q', 1],
  ]);
  expect(new Set([one.id, two.id, three.id]).size).toBe(3);
  expect((await store.snapshots()).map(({ id }) => id)).toEqual([three.id, two.id, one.id]);
  expect(await tells(store, two.id)).toBe('A/p/x=2 A/p/y=1 A/q/z=1');
  expect(await tells(store, one.id.slice(0, 8))).toBe('A/p/x=1 A/p/y=1 A/q/z=1');
  expect(await store.snapshot('nothing')).toBeUndefined();
  await store.close();

  const again = await openEmbeddedStore(path, { readOnly: true });
  expect(await tells(again, two.id)).toBe('A/p/x=2 A/p/y=1 A/q/z=1');
  expect((await again.snapshots())[0]).toEqual(three);
  await again.close();
});

test('a draft is seen by its writer alone, and discarding leaves nothing', async () => {
  const path = folder('draft');
  const store = await openEmbeddedStore(path);
  await ingest(store, full);
  const names = readdirSync(path);
  const draft = await store.begin();
  await say(draft, '!A A/p/new=1', '2026-01-02T00:00:00Z');
  const sealed = await draft.seal();

  expect(await told(sealed)).toBe('A/p/new=1');
  expect(await sealed.graph()).toBeUndefined();
  expect(await tells(store)).toBe('A/p/x=1 A/p/y=1 A/q/z=1');
  await draft.discard();
  expect(readdirSync(path)).toEqual(names);
  await store.close();
});

test('only the owner can read the files, whatever the umask', async () => {
  const path = folder('modes');
  const store = await openEmbeddedStore(path);
  await ingest(store, full);
  await ingest(store, '!A A/p/x=2');
  const draft = await store.begin();
  await say(draft, 'A/p/x=3', '2026-01-01T00:00:00Z');
  await tells(store);

  expect(statSync(path).mode & 0o777).toBe(0o700);
  const modes = readdirSync(path).map((name) => statSync(join(path, name)).mode & 0o777);
  expect(modes.length).toBeGreaterThan(8);
  expect(new Set(modes)).toEqual(new Set([0o600]));
  await draft.discard();
  await store.close();
});

const unusable = [
  { when: 'it is a file', make: (path: string) => writeFileSync(path, 'x'), says: /EEXIST|ENOTDIR|not a directory/ },
  {
    when: 'it is below a file',
    make: (path: string) => (writeFileSync(path, ''), join(path, 'store')),
    says: /ENOTDIR/,
  },
  {
    when: 'it holds other files',
    make: (path: string) => (mkdirSync(path), writeFileSync(join(path, 'thesis.doc'), 'x')),
    says: /not a store: it holds thesis\.doc/,
  },
  { when: 'nobody can write there', make: () => '/proc/ambit', says: /ENOENT|EACCES|EPERM/ },
];

test.each(unusable)('a folder is refused when $when', async ({ when, make, says }) => {
  const path = folder(when);
  const made = make(path) ?? path;
  const refusal = await openEmbeddedStore(made).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UnavailableError);
  expect(String(refusal)).toMatch(says);
});

test('reading where no store is says so, and creates nothing', async () => {
  const path = folder('nothing');
  await expect(openEmbeddedStore(path, { readOnly: true })).rejects.toThrow(/no store at/);
  expect(existsSync(path)).toBe(false);
});

test('a second writer is refused while the first writes, and let in afterwards', async () => {
  const path = folder('writers');
  const one = await openEmbeddedStore(path);
  const two = await openEmbeddedStore(path, { waitMs: 100 });
  const draft = await one.begin();
  await expect(two.begin()).rejects.toThrow(`is being written by process ${process.pid}`);
  await draft.discard();
  await ingest(two, full);
  expect(await tells(one)).toBe('A/p/x=1 A/p/y=1 A/q/z=1');
  await Promise.all([one.close(), two.close()]);
});

test('closing a store ends its draft', async () => {
  const path = folder('closed');
  const one = await openEmbeddedStore(path);
  await say(await one.begin(), full, '2026-01-01T00:00:00Z');
  await one.close();
  expect(readdirSync(path)).toEqual([]);
});

test('a prefix of several snapshots’ ids is refused', async () => {
  const store = await openEmbeddedStore(folder('ambiguous'));
  await ingest(store, full);
  await ingest(store, '!A');
  await expect(store.snapshot('')).rejects.toThrow(UsageError);
  await store.close();
});

test('writers that come at once all get their turn', async () => {
  const path = folder('turns');
  const stores = await Promise.all(Array.from({ length: 8 }, () => openEmbeddedStore(path)));
  await Promise.all(stores.map((store, at) => ingest(store, `!S${at} S${at}/p/x=1`)));
  expect(await tells(stores[0])).toBe([0, 1, 2, 3, 4, 5, 6, 7].map((at) => `S${at}/p/x=1`).join(' '));
  await Promise.all(stores.map((store) => store.close()));
});
