import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeNode } from '../../app/describe-node.ts';
import { gapRows } from '../../app/gap-rows.ts';
import { ingest, validate } from '../../app/ingest.ts';
import { resolveNode } from '../../app/resolve-node.ts';
import { sourceById } from '../../app/sources.ts';
import { Workspace } from '../../app/workspace.ts';
import { InputError } from '../../model/errors.ts';
import { openStore } from '../../store/open-store.ts';
import type { IngestSummary } from '../../app/tally.ts';
import { scratchStore, type Scratch } from './demo-store.ts';

const fixtures = new URL('../fixtures/', import.meta.url).pathname;
const home = '111111111111';
const ledger = 'arn:aws:s3:::ledger';

let scratch: Scratch;
/** A copy of the two accounts, for tests to change. */
let collection: string;

beforeEach(async () => {
  scratch = await scratchStore();
  collection = join(scratch.folder, 'collection');
  cpSync(join(fixtures, 'two-accounts'), collection, { recursive: true });
});

afterEach(() => scratch.remove());

async function read(source: string, ...paths: readonly string[]): Promise<IngestSummary> {
  const store = await openStore(scratch.store);
  try {
    return await ingest(store, source, sourceById(source).read(paths));
  } finally {
    await store.close();
  }
}

async function asking<T>(work: (open: Awaited<ReturnType<Workspace['need']>>) => T | Promise<T>): Promise<T> {
  const workspace = new Workspace(await openStore(scratch.store, { readOnly: true }));
  try {
    return await work(await workspace.need());
  } finally {
    await workspace.close();
  }
}

const identities = (): Promise<readonly string[]> =>
  asking(async (open) => (await open.report()).map(({ id }) => id).sort());

/** Every file of the store by its content; locks say only who looked last. */
function storeFiles(): Readonly<Record<string, string>> {
  const names = existsSync(scratch.store) ? readdirSync(scratch.store, { recursive: true }).map(String).sort() : [];
  const files = names.filter((name) => statSync(join(scratch.store, name)).isFile() && !/lock/.test(name));
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(scratch.store, name)))
      .digest('hex');
  return Object.fromEntries(files.map((name) => [name, hash(name)]));
}

function writeCollection(finishedAt: string, calls: readonly object[]): void {
  const text = JSON.stringify({ startedAt: finishedAt, finishedAt, calls });
  writeFileSync(join(collection, home, 'collection.json'), text);
}

/** Takes the lines that hold the text out of the home account's resources. */
function forgetResource(text: string): void {
  const file = join(collection, home, 'resources.ndjson');
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, lines.filter((line) => !line.includes(text)).join('\n'));
}

test.each([
  { source: 'aws', path: 'two-accounts' },
  { source: 'opengraph', path: 'opengraph.json' },
])('the same $source input a second time changes nothing', async ({ source, path }) => {
  const first = await read(source, join(fixtures, path));
  const files = storeFiles();
  const second = await read(source, join(fixtures, path));
  expect(second.snapshot).toBe(first.snapshot);
  expect({ ...second, seconds: undefined }).toEqual({ ...first, seconds: undefined });
  expect(storeFiles()).toEqual(files);
});

test('another account, another source: what was there stays', async () => {
  await read('aws', join(collection, home));
  const homeOnly = await identities();
  const second = await read('aws', join(collection, '222222222222'));
  expect(second.scopes).toEqual(['222222222222']);
  const both = await identities();
  expect(both).toEqual(expect.arrayContaining([...homeOnly]));
  await read('opengraph', join(fixtures, 'opengraph.json'));
  expect(await identities()).toEqual([...both, 'app', 'bob'].sort());
});

test('accounts read one after the other are the graph of both read at once', async () => {
  await read('aws', join(collection, '222222222222'));
  await read('aws', join(collection, home));
  const apart = await asking((open) => open.report());
  rmSync(scratch.store, { recursive: true });
  await read('aws', collection);
  expect(await asking((open) => open.report())).toEqual(apart);
});

test('what the same account no longer has goes', async () => {
  await read('aws', collection);
  forgetResource('ledger');
  await read('aws', collection);
  expect(await asking(({ graph }) => graph.indexOf(ledger))).toBeUndefined();
});

test('a gap keeps what was known, with its age, and is said', async () => {
  await read('aws', collection);
  const before = await asking((open) => open.report());
  forgetResource('ledger');
  const denied = { service: 's3', operation: 'ListBuckets', region: 'us-east-1', outcome: 'denied' };
  writeCollection('2026-02-01T00:00:00.000Z', [{ ...denied, error: 'AccessDenied' }]);
  const summary = await read('aws', collection);

  expect(summary.gaps).toMatchObject([
    { source: 'aws', scope: home, call: 's3:ListBuckets', reason: 'AccessDenied', count: 0 },
  ]);
  await asking(async (open) => {
    const { node } = await describeNode(open, resolveNode(open.graph, ledger));
    expect(node.observedAt).toBe('2026-01-01T00:01:00.000Z');
    const fresh = await describeNode(open, resolveNode(open.graph, 'bot'));
    expect(fresh.node.observedAt).toBe('2026-02-01T00:00:00.000Z');
    expect(gapRows(open.snapshot.info.gaps)).toEqual(summary.gaps);
    expect((await open.report()).map(({ id, possible }) => [id, possible])).toEqual(
      before.map(({ id, possible }) => [id, possible]),
    );
  });
});

test('a gap ends when the call succeeds again', async () => {
  const denied = { service: 's3', operation: 'ListBuckets', region: 'us-east-1', outcome: 'denied' };
  writeCollection('2026-02-01T00:00:00.000Z', [denied]);
  expect((await read('aws', collection)).gaps).toHaveLength(1);
  writeCollection('2026-03-01T00:00:00.000Z', [{ ...denied, outcome: 'ok' }]);
  expect((await read('aws', collection)).gaps).toEqual([]);
  expect(await asking(({ snapshot }) => snapshot.info.gaps)).toEqual([]);
});

const spoilt: readonly { readonly when: string; readonly spoil: () => void }[] = [
  {
    when: 'a file is cut off',
    spoil: () => {
      const file = join(collection, home, 'authorization-details.json');
      writeFileSync(file, readFileSync(file).subarray(0, -40));
    },
  },
  {
    when: 'one line of many is wrong',
    spoil: () =>
      writeFileSync(join(collection, '222222222222', 'resources.ndjson'), '{"arn":"no arn","type":"x"}\n', {
        flag: 'a',
      }),
  },
  {
    when: 'a policy is none',
    spoil: () => {
      const file = join(collection, home, 'authorization-details.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"Effect": "Allow"', '"Effect": "Perhaps"'));
    },
  },
];

test.each(spoilt)('rejected as a whole, the store untouched: $when', async ({ spoil }) => {
  await read('opengraph', join(fixtures, 'opengraph.json'));
  await read('aws', collection);
  const files = storeFiles();
  const before = await asking(({ snapshot }) => snapshot.info);
  spoil();
  const failure = await read('aws', collection).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InputError);
  expect((failure as InputError).rejected[0]?.reason).not.toBe('');
  expect(storeFiles()).toEqual(files);
  expect(await asking(({ snapshot }) => snapshot.info)).toEqual(before);
});

test('checking alone counts the same and writes nothing', async () => {
  const source = sourceById('aws');
  const checked = await validate('aws', source.read([collection]));
  expect(existsSync(scratch.store)).toBe(false);
  const written = await read('aws', collection);
  expect(checked).toEqual({ ...written, snapshot: null, seconds: expect.anything() });
});

test('an estate of nothing is taken', async () => {
  mkdirSync(join(scratch.folder, 'empty'));
  const file = join(scratch.folder, 'empty', 'nothing.json');
  writeFileSync(file, '{"graph":{"nodes":[],"edges":[]}}');
  expect(await read('opengraph', file)).toMatchObject({ nodes: { identity: 0 }, edges: 0 });
  expect(await identities()).toEqual([]);
});
