import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { UnavailableError, UsageError } from '../../model/errors.ts';
import type { AmbitRecord } from '../../model/records.ts';
import { openEmbeddedStore } from '../../store/embedded.ts';
import { allRecords, ingest, say, tells, temporaryFolders, told, wordOf } from './notation.ts';

const folder = temporaryFolders();
const full = '!A A/p/x=1 A/p/y=1 A/q/z=1';

const merging = [
  { when: 'a scope is read again, what is not said goes', next: ['!A A/p/x=2'], holds: 'A/p/x=2' },
  { when: 'a scope is read and holds nothing', next: ['!A'], holds: '' },
  { when: 'another scope is read', next: ['!B B/p/x=9'], holds: 'A/p/x=1 A/p/y=1 A/q/z=1 B/p/x=9' },
  { when: 'another source reads a scope of that name', next: ['!r:A'], holds: 'A/p/x=1 A/p/y=1 A/q/z=1' },
  { when: 'records come without a scope', next: ['A/p/y=2'], holds: 'A/p/x=1 A/p/y=2 A/q/z=1' },
  { when: 'one key is put twice, the later counts', next: ['!A A/p/x=2 A/p/x=3'], holds: 'A/p/x=3' },
  { when: 'a whole part is a gap', next: ['!A A/q/z=2 ?A/p'], holds: 'A/p/x=1 A/p/y=1 A/q/z=2' },
  { when: 'some of a part was read, the gap keeps the rest', next: ['!A A/p/x=2 ?A/p'], holds: 'A/p/x=2 A/p/y=1' },
  { when: 'the gap is about one subject', next: ['!A ?A/p/y'], holds: 'A/p/y=1' },
  { when: 'the subject was put after all', next: ['!A A/p/y=5 ?A/p/y'], holds: 'A/p/y=5' },
  { when: 'the gap is about a subject that was not known', next: ['!A ?A/p/w'], holds: '' },
  { when: 'two gaps of one part add up', next: ['!A ?A/p/x ?A/p/y'], holds: 'A/p/x=1 A/p/y=1' },
  { when: 'the gap is in another scope', next: ['!A ?B/p'], holds: '' },
  { when: 'one gap is about two parts', next: ['!A ?A/p|q'], holds: 'A/p/x=1 A/p/y=1 A/q/z=1' },
  { when: 'there is a gap and nothing else', next: ['?A/p'], holds: 'A/p/x=1 A/p/y=1 A/q/z=1' },
  { when: 'the gap stays for a second ingest', next: ['!A ?A/p', '!A ?A/p/y'], holds: 'A/p/y=1' },
  { when: 'the gap closes', next: ['!A ?A/p', '!A A/p/y=7'], holds: 'A/p/y=7' },
];

test.each(merging)('$when', async ({ when, next, holds }) => {
  const store = await openEmbeddedStore(folder(`merging ${when}`));
  await ingest(store, full);
  for (const words of next) await ingest(store, words);
  expect(await tells(store)).toBe(holds);
  await store.close();
});

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

test('the same records with another graph are another snapshot', async () => {
  const store = await openEmbeddedStore(folder('graph'));
  const one = await ingest(store, full);
  const draft = await store.begin();
  await draft.seal();
  const two = await draft.publish(Uint8Array.of(1, 2, 3));
  expect(two.id).not.toBe(one.id);
  expect(two.partitions).toEqual(one.partitions);
  await store.close();
});

test('what a gap keeps has the time of its own reading, and the gap stands since it was first met', async () => {
  const store = await openEmbeddedStore(folder('times'));
  await ingest(store, full, '2026-01-01T00:00:00Z');
  const one = await ingest(store, '!A A/p/x=2 ?A/p', '2026-01-02T00:00:00Z');
  const two = await ingest(store, '!A A/p/x=3 ?A/p', '2026-01-03T00:00:00Z');

  const times = (await allRecords((await store.snapshot())!)).map((record) => [
    wordOf(record),
    record.origin.observedAt,
  ]);
  expect(times).toEqual([
    ['A/p/x=3', '2026-01-03T00:00:00Z'],
    ['A/p/y=1', '2026-01-01T00:00:00Z'],
  ]);
  expect(two.gaps).toEqual(one.gaps);
  expect(two.partitions.map(({ observedAt }) => observedAt)).toEqual(['2026-01-01T00:00:00Z']);
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

test('records are found by every id that they mention, in the snapshot that is asked', async () => {
  const store = await openEmbeddedStore(folder('about'));
  const one = await ingest(store, '!A A/p/x=1 A/p/y=1 +A/m/x>g');
  await ingest(store, '!A A/p/x=2 +A/m/x>g !B +B/m/y>x');
  const about = async (id: string, of?: string): Promise<string> =>
    (await (await store.snapshot(of))!.recordsAbout(id)).map(wordOf).sort().join(' ');

  expect(await about('x')).toBe('+A/m/x>g +B/m/y>x A/p/x=2');
  expect(await about('g')).toBe('+A/m/x>g');
  expect(await about('y')).toBe('+B/m/y>x');
  expect(await about('y', one.id)).toBe('A/p/y=1');
  expect(await about('nobody')).toBe('');
  await store.close();
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

test('a snapshot answers from its own generation while others are published', async () => {
  const store = await openEmbeddedStore(folder('pinned'));
  await ingest(store, full);
  const pinned = (await store.snapshot())!;
  for (let value = 2; value < 6; value++) await ingest(store, `!A A/p/x=${value}`);
  expect(await told(pinned)).toBe('A/p/x=1 A/p/y=1 A/q/z=1');
  expect(new TextDecoder().decode(await pinned.graph())).toBe('A/p/x=1 A/p/y=1 A/q/z=1');
  await store.close();
});

test.each([0, 1, 7, 8, 4096, 100_001])(
  'a graph of %i bytes comes back aligned and is the caller’s own',
  async (bytes) => {
    const store = await openEmbeddedStore(folder(`graph ${bytes}`));
    const graph = Uint8Array.from({ length: bytes }, (_, at) => at % 251);
    const draft = await store.begin();
    await draft.seal();
    await draft.publish(graph);
    const snapshot = (await store.snapshot())!;
    const read = (await snapshot.graph())!;
    expect(read).toEqual(graph);
    expect(read.byteOffset % 8).toBe(0);
    read.fill(0);
    expect(await snapshot.graph()).toEqual(graph);
    await store.close();
  },
);

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

const odd = ['x'.repeat(5000), `${'x'.repeat(4999)}y`, 'a\nb', '', 'ä', '\u{1f511}', '\ud800', '\udc00', '__proto__'];

test('ids of any length and kind are kept apart', async () => {
  const store = await openEmbeddedStore(folder('odd'));
  const origin = { source: 's', scope: 'A', part: 'p', observedAt: '2026-01-01T00:00:00Z' };
  const records = odd.map((id): AmbitRecord => {
    const properties = JSON.parse(`{"__proto__": {"a": 1}, "value": ${JSON.stringify(id.slice(0, 9))}}`);
    return { record: 'node', id, kind: 'other', name: id, properties, origin };
  });
  const draft = await store.begin();
  await draft.put(records);
  await draft.seal();
  await draft.publish(new Uint8Array(0));

  const snapshot = (await store.snapshot())!;
  const byId = (one: AmbitRecord, other: AmbitRecord): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
  expect([...(await allRecords(snapshot))].sort(byId)).toEqual([...records].sort(byId));
  for (const record of records) {
    expect(await snapshot.recordsAbout(record.record === 'node' ? record.id : '')).toEqual([record]);
  }
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
