import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

import type { AmbitRecord, Gap } from '../../model/records.ts';
import type { Draft, Snapshot, SnapshotInfo, Store } from '../../store/store.ts';

/** A folder's path below a temporary folder that is removed when the file's tests are done. */
export function temporaryFolders(): (name: string) => string {
  const root = mkdtempSync(join(tmpdir(), 'ambit-store-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return (name) => join(root, name);
}

/**
 * Words of an ingest, separated by blanks; scopes are all of source `s` unless said `source:scope`:
 * `A/p/x=1` puts node x of scope A, part p, with value 1 · `!A` marks scope A as read ·
 * `?A/p` is a gap of the whole part · `?A/p/x,y` one of subjects x and y · `+A/p/x>y` puts a membership of x in y.
 */
export function say(draft: Draft, words: string, observedAt: string): Promise<void> {
  const records: AmbitRecord[] = [];
  for (const word of words.split(' ').filter(Boolean)) {
    if (word.startsWith('!')) draft.scope(...sourceAndScope(word.slice(1)));
    else if (word.startsWith('?')) draft.gap(gapOf(word.slice(1)));
    else records.push(recordOf(word, observedAt));
  }
  return draft.put(records);
}

/** Says the words in a new draft and publishes it with a graph made of its records. */
export async function ingest(store: Store, words: string, observedAt = '2026-01-01T00:00:00Z'): Promise<SnapshotInfo> {
  const draft = await store.begin();
  await say(draft, words, observedAt);
  const sealed = await draft.seal();
  return draft.publish(new TextEncoder().encode(await told(sealed)));
}

/** The records of the current snapshot in the notation of {@link say}, without gaps and times. */
export async function tells(store: Store, id?: string): Promise<string> {
  const snapshot = await store.snapshot(id);
  return snapshot === undefined ? 'empty' : told(snapshot);
}

/** A snapshot's records in the notation of {@link say}. */
export async function told(snapshot: Snapshot): Promise<string> {
  return (await allRecords(snapshot)).map(wordOf).join(' ');
}

/** Every record of the snapshot. */
export async function allRecords(snapshot: Snapshot): Promise<readonly AmbitRecord[]> {
  const records: AmbitRecord[] = [];
  for await (const batch of snapshot.records()) records.push(...batch);
  return records;
}

/** One record in the notation of {@link say}. */
export function wordOf(record: AmbitRecord): string {
  const { source, scope, part } = record.origin;
  const place = `${source === 's' ? '' : `${source}:`}${scope}/${part}`;
  if (record.record === 'node') return `${place}/${record.id}=${JSON.stringify(record.properties.value).slice(1, -1)}`;
  if (record.fact === 'membership') return `+${place}/${record.member}>${record.group}`;
  throw new RangeError(`no notation for ${record.fact}`);
}

function recordOf(word: string, observedAt: string): AmbitRecord {
  const [place, part = '', rest = ''] = (word.startsWith('+') ? word.slice(1) : word).split('/');
  const [source, scope] = sourceAndScope(place);
  const origin = { source, scope, part, observedAt };
  if (word.startsWith('+')) {
    const [member = '', group = ''] = rest.split('>');
    return { record: 'fact', fact: 'membership', member, group, origin };
  }
  const [id = '', value = ''] = rest.split('=');
  return { record: 'node', id, kind: 'other', name: id, properties: { value }, origin };
}

function gapOf(word: string): Gap {
  const [place, part = '', subjects] = word.split('/');
  const [source, scope] = sourceAndScope(place);
  const gap = { source, scope, parts: part.split('|'), call: `s:Read${part}`, reason: 'AccessDenied' };
  return subjects === undefined ? gap : { ...gap, subjects: subjects.split(',') };
}

function sourceAndScope(place = ''): readonly [string, string] {
  const [one = '', other] = place.split(':');
  return other === undefined ? ['s', one] : [one, other];
}
