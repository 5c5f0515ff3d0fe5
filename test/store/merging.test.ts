import { describe, expect, test } from 'vitest';

import { UsageError } from '../../model/errors.ts';
import type { AmbitRecord } from '../../model/records.ts';
import { allRecords, ingest, say, tells, told, wordOf } from './notation.ts';
import { storeKinds } from './stores.ts';

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

describe.each(storeKinds())('the $kind store', { timeout: 120_000 }, ({ open }) => {
  test.each(merging)('$when', async ({ when, next, holds }) => {
    const store = await open(`merging ${when}`);
    await ingest(store, full);
    for (const words of next) await ingest(store, words);
    expect(await tells(store)).toBe(holds);
    await store.close();
  });

  test('an ingest of the same input keeps the snapshot, and moves the times on', async () => {
    const store = await open('idempotent');
    const one = await ingest(store, `${full} ?B/p`, '2026-01-01T00:00:00Z');
    const two = await ingest(store, `${full} ?B/p`, '2026-01-02T00:00:00Z');

    expect(two.id).toBe(one.id);
    expect(two.gaps).toEqual(one.gaps);
    const times = two.partitions.map(({ observedAt }) => observedAt);
    expect(times).toEqual(one.partitions.map(() => '2026-01-02T00:00:00Z'));
    expect(await store.snapshots()).toEqual([two]);
    const read = (await allRecords((await store.snapshot())!)).map(({ origin }) => origin.observedAt);
    expect(new Set(read)).toEqual(new Set(['2026-01-02T00:00:00Z']));
    await store.close();
  });

  test('the same records with another graph are another snapshot', async () => {
    const store = await open('graph');
    const one = await ingest(store, full);
    const draft = await store.begin();
    await draft.seal();
    const two = await draft.publish(Uint8Array.of(1, 2, 3));
    expect(two.id).not.toBe(one.id);
    expect(two.partitions).toEqual(one.partitions);
    await store.close();
  });

  test('what a gap keeps has the time of its own reading, and the gap stands since it was first met', async () => {
    const store = await open('times');
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
    const store = await open('sharing');
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
    await expect(store.snapshot('')).rejects.toThrow(UsageError);
    await store.close();

    const again = await open('sharing', { readOnly: true });
    expect(await tells(again, two.id)).toBe('A/p/x=2 A/p/y=1 A/q/z=1');
    expect((await again.snapshots())[0]).toEqual(three);
    await again.close();
  });

  test('records are found by every id that they mention, in the snapshot that is asked', async () => {
    const store = await open('about');
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

  test('a draft is seen by its writer alone, and discarding leaves what was there', async () => {
    const store = await open('draft');
    const one = await ingest(store, full);
    const draft = await store.begin();
    await say(draft, '!A A/p/new=1', '2026-01-02T00:00:00Z');
    const sealed = await draft.seal();

    expect(await told(sealed)).toBe('A/p/new=1');
    expect(await sealed.graph()).toBeUndefined();
    expect(await tells(store)).toBe('A/p/x=1 A/p/y=1 A/q/z=1');
    await draft.discard();
    expect(await store.snapshots()).toEqual([one]);
    await store.close();
  });

  test('a snapshot answers from its own generation while others are published', async () => {
    const store = await open('pinned');
    await ingest(store, full);
    const pinned = (await store.snapshot())!;
    for (let value = 2; value < 6; value++) await ingest(store, `!A A/p/x=${value}`);
    expect(await told(pinned)).toBe('A/p/x=1 A/p/y=1 A/q/z=1');
    expect(new TextDecoder().decode(await pinned.graph())).toBe('A/p/x=1 A/p/y=1 A/q/z=1');
    await store.close();
  });

  test.each([0, 1, 7, 8, 4096, 100_001])('a graph of %i bytes comes back aligned, the caller’s own', async (bytes) => {
    const store = await open(`graph ${bytes}`);
    const graph = Uint8Array.from({ length: bytes }, (_, at) => at % 251);
    const draft = await store.begin();
    await draft.seal();
    await draft.publish(graph);
    await store.close();

    // Opened anew, the store on a server has none of it at hand.
    const again = await open(`graph ${bytes}`);
    const snapshot = (await again.snapshot())!;
    const read = (await snapshot.graph())!;
    expect(read).toEqual(graph);
    expect(read.byteOffset % 8).toBe(0);
    read.fill(0);
    expect(await snapshot.graph()).toEqual(graph);
    await again.close();
  });

  test('a second writer waits its turn or is refused, and a closed one lets go', async () => {
    const one = await open('writers');
    await one.begin();
    const two = await open('writers');
    const begun = two.begin();
    await one.close();
    await (await begun).discard();
    await two.close();
  });

  const odd = ['x'.repeat(5000), `${'x'.repeat(4999)}y`, 'a\nb', '', 'ä', '\u{1f511}', '\ud800', '\udc00', '__proto__'];

  test('ids of any length and kind are kept apart', async () => {
    const store = await open('odd');
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
    const byText = (one: AmbitRecord, other: AmbitRecord): number =>
      JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
    expect([...(await allRecords(snapshot))].sort(byText)).toEqual([...records].sort(byText));
    for (const record of records) {
      expect(await snapshot.recordsAbout(record.record === 'node' ? record.id : '')).toEqual([record]);
    }
    await store.close();
  });
});
