import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { openEmbeddedStore } from '../../store/embedded.ts';
import type { Store } from '../../store/store.ts';
import { ingest, tells, temporaryFolders, wordOf } from './notation.ts';

const folder = temporaryFolders();

interface Put {
  readonly scope: string;
  readonly part: string;
  readonly id: string;
  readonly value: string;
}

interface Step {
  readonly scopes: readonly string[];
  readonly puts: readonly Put[];
  readonly gaps: readonly { readonly scope: string; readonly part: string; readonly subjects: readonly string[] }[];
}

const scope = fc.constantFrom('A', 'B', 'r:A');
const part = fc.constantFrom('p', 'q');
const id = fc.constantFrom('v', 'w', 'x', 'y', 'z');
const step: fc.Arbitrary<Step> = fc.record({
  scopes: fc.uniqueArray(scope),
  puts: fc.array(fc.record({ scope, part, id, value: fc.constantFrom('1', '2') }), { maxLength: 12 }),
  gaps: fc.array(fc.record({ scope, part, subjects: fc.uniqueArray(id, { maxLength: 2 }) }), { maxLength: 2 }),
});

function wordsOf({ scopes, puts, gaps }: Step): string {
  return [
    ...scopes.map((name) => `!${name}`),
    ...puts.map((put) => `${put.scope}/${put.part}/${put.id}=${put.value}`),
    ...gaps.map((gap) => `?${gap.scope}/${gap.part}${gap.subjects.length > 0 ? `/${gap.subjects.join(',')}` : ''}`),
  ].join(' ');
}

/** The same in memory, record by record. */
function after(before: ReadonlyMap<string, Put>, { scopes, puts, gaps }: Step): Map<string, Put> {
  const isKept = (old: Put): boolean =>
    !scopes.includes(old.scope) ||
    gaps.some(
      (gap) =>
        gap.scope === old.scope &&
        gap.part === old.part &&
        (gap.subjects.length === 0 || gap.subjects.includes(old.id)),
    );
  const kept = [...before].filter(([, old]) => isKept(old));
  const fresh = puts.map((put) => [`${put.scope}/${put.part}/${put.id}`, put] as const);
  return new Map([...kept, ...fresh]);
}

async function storeTells(store: Store): Promise<string> {
  return (await tells(store)).split(' ').filter(Boolean).sort().join(' ');
}

async function aboutTells(store: Store, name: string): Promise<string> {
  const about = (await (await store.snapshot())?.recordsAbout(name)) ?? [];
  return about.map(wordOf).sort().join(' ');
}

function twinTells(twin: ReadonlyMap<string, Put>, name?: string): string {
  const here = [...twin].filter(([, put]) => name === undefined || put.id === name);
  return here
    .map(([key, { value }]) => `${key}=${value}`)
    .sort()
    .join(' ');
}

test('any sequence of ingests leaves what a plain map would hold', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const store = await openEmbeddedStore(folder(`run ${run++}`));
      let twin: Map<string, Put> = new Map();
      for (const said of steps) {
        const before = twinTells(twin);
        const [current] = await store.snapshots();
        twin = after(twin, said);
        const info = await ingest(store, wordsOf(said));
        expect(await storeTells(store)).toBe(twinTells(twin));
        expect(await aboutTells(store, 'x')).toBe(twinTells(twin, 'x'));
        if (twinTells(twin) !== before) expect(info.id).not.toBe(current?.id);
      }
      const again = await ingest(store, '');
      expect((await store.snapshots())[0]?.id).toBe(again.id);
      await store.close();
    }),
    { numRuns: 60 },
  );
});
