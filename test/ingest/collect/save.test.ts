import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { savePayload } from '../../../ingest/collect/save.ts';
import type { PayloadItem } from '../../../ingest/payload.ts';
import { readPaths } from '../../../ingest/sources/aws/files.ts';
import { UsageError } from '../../../model/errors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ambit-save-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const account = '111111111111';

async function* stream(
  items: readonly PayloadItem[],
  failsAfter = Number.POSITIVE_INFINITY,
): AsyncGenerator<PayloadItem> {
  for (const [index, item] of items.entries()) {
    if (index >= failsAfter) throw new TypeError('the token expired');
    yield await Promise.resolve(item);
  }
  if (failsAfter <= items.length) throw new TypeError('the token expired');
}

async function save(items: readonly PayloadItem[], dir: string, failsAfter?: number): Promise<number> {
  let count = 0;
  for await (const item of savePayload(stream(items, failsAfter), dir)) count += item === items[count] ? 1 : 0;
  return count;
}

async function readBack(dir: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const read of (await readPaths([dir])).items) {
    lines.push(read.say === 'item' ? place(read.item) : `rejected ${JSON.stringify(read.rejection)}`);
  }
  return lines.sort();
}

function place({ file, section, index, value }: PayloadItem): string {
  return `${file} ${section} ${index} ${JSON.stringify(value)}`;
}

const kinds = [
  { file: `${account}/authorization-details.json`, section: 'UserDetailList', first: 0 },
  { file: `${account}/authorization-details.json`, section: 'RoleDetailList', first: 0 },
  { file: `${account}/resources.ndjson`, section: '', first: 1 },
  { file: '222222222222/authorization-details.json', section: 'RoleDetailList', first: 0 },
  { file: '222222222222/credentials.ndjson', section: '', first: 1 },
] as const;

/** Items of several files and sections, in any order that keeps each section's own. */
const anyItems = fc
  .array(fc.tuple(fc.constantFrom(...kinds), fc.record({ name: fc.string({ unit: 'grapheme' }) })), { maxLength: 30 })
  .map((drawn) => {
    const counts = new Map<object, number>();
    return drawn.map(([kind, value]): PayloadItem => {
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      return { file: kind.file, section: kind.section, index: kind.first + count, value };
    });
  });

const collection: PayloadItem = { file: `${account}/collection.json`, section: '', index: 0, value: { calls: [] } };

test('whatever is saved reads back as it was, and passes on the way', async () => {
  await fc.assert(
    fc.asyncProperty(anyItems, async (drawn) => {
      const items = [...drawn, collection];
      const dir = join(folder, 'saved');
      expect(await save(items, dir)).toBe(items.length);
      expect(await readBack(dir)).toEqual(items.map(place).sort());
      expect(await readdir(folder)).toEqual(['saved']);
    }),
    { numRuns: 30 },
  );
});

test('more than a buffer of one section is saved whole', async () => {
  const many = Array.from({ length: 3000 }, (_, index): PayloadItem => {
    return { file: kinds[0].file, section: kinds[0].section, index, value: { name: 'x'.repeat(300) } };
  });
  const dir = join(folder, 'saved');
  await save([...many, collection], dir);
  expect(await readBack(dir)).toHaveLength(3001);
});

test('items that end in an error leave the earlier collection as it was', async () => {
  const dir = join(folder, 'saved');
  await save([collection], dir);
  await expect(save([{ ...collection, value: { calls: ['new'] } }], dir, 1)).rejects.toThrow('the token expired');
  expect(await readdir(folder)).toEqual(['saved']);
  expect(await readFile(join(dir, collection.file), 'utf8')).toBe('{"calls":[]}\n');
});

test('items that nobody reads to their end leave nothing', async () => {
  for await (const item of savePayload(stream([collection, collection]), join(folder, 'saved'))) {
    expect(item).toBe(collection);
    break;
  }
  expect(await readdir(folder)).toEqual([]);
});

test('a later collection replaces the earlier one with all its files', async () => {
  const dir = join(folder, 'saved');
  await save([collection, { ...collection, file: '222222222222/collection.json' }], dir);
  await save([collection], dir);
  expect(await readdir(dir)).toEqual([account]);
});

test('a folder that holds something else is refused and kept', async () => {
  const dir = join(folder, 'home');
  await mkdir(dir);
  await writeFile(join(dir, 'letters.txt'), 'dear');
  await expect(save([collection], dir)).rejects.toThrow(UsageError);
  await expect(save([collection], join(dir, 'letters.txt'))).rejects.toThrow(UsageError);
  expect(await readFile(join(dir, 'letters.txt'), 'utf8')).toBe('dear');
});

test.each(['../x.json', '/etc/x.json', `${account}/../x.json`, 'x/collection.json', `${account}/a/b.json`])(
  'an item of %s is written nowhere',
  async (file) => {
    await expect(save([{ ...collection, file }], join(folder, 'saved'))).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual([]);
  },
);
