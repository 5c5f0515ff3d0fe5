import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openEmbeddedStore } from '../../store/embedded.ts';
import type { Snapshot } from '../../store/store.ts';
import { temporaryFolders } from './notation.ts';

const folder = temporaryFolders();
// In node_modules, so that it finds lmdb; bundled, because a bundle starts 5 times faster than tsx.
const child = resolve(`node_modules/.cache/ambit-kill-child-${process.pid}.mjs`);
const recordCount = 1000;
/** `AMBIT_KILLS=50` is the full count: scripts/kill-ingest. */
const kills = Number(process.env['AMBIT_KILLS'] ?? 16);

beforeAll(() =>
  build({
    entryPoints: ['test/store/kill-child.ts'],
    outfile: child,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  }),
);
afterAll(() => rmSync(child, { force: true }));

/** What the child said before it ended, and the last state that it said was published. */
interface Run {
  readonly process: ChildProcessWithoutNullStreams;
  said(): string;
  published(): number;
}

function start(path: string, mode: string, first: number): Run {
  const run = spawn(process.execPath, [child, path, mode, String(recordCount), String(first)]);
  let said = '';
  run.stdout.on('data', (data: Buffer) => (said += data.toString()));
  run.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const published = (): number =>
    Number(
      said
        .match(/published (\d+)/g)
        ?.at(-1)
        ?.split(' ')[1] ?? first - 1,
    );
  return { process: run, said: () => said, published };
}

async function untilPublished(run: Run, state: number): Promise<void> {
  while (run.published() < state) await once(run.process.stdout, 'data');
}

/** Lets the child write for a random while after it said something; the last state that it said was published. */
async function killed(path: string, mode: string, first: number, isPublished = false): Promise<number> {
  const run = start(path, mode, first);
  await once(run.process.stdout, 'data');
  if (isPublished) await untilPublished(run, first);
  await setTimeout(Math.random() * 200);
  run.process.kill('SIGKILL');
  await once(run.process, 'close');
  return run.published();
}

/** The one state that every record and the graph are in; an error when they are not in one. */
async function stateOf(snapshot: Snapshot): Promise<number> {
  const states = new Set<unknown>();
  let count = 0;
  for await (const batch of snapshot.records()) {
    for (const record of batch) states.add(record.record === 'node' ? record.properties.state : record);
    count += batch.length;
  }
  const [state] = states;
  const graph = Buffer.from((await snapshot.graph()) ?? []).toString();
  if (states.size !== 1 || count !== recordCount) throw new Error(`${states.size} states, ${count} records`);
  if (graph !== String(state).repeat(100_000)) throw new Error('the graph is of another state');
  return Number(state);
}

/** What the store holds: a state, 0 when nothing was published yet, or what is wrong with it. */
async function found(path: string): Promise<number | string> {
  try {
    const store = await openEmbeddedStore(path);
    const snapshot = await store.snapshot();
    const state = snapshot === undefined ? 0 : await stateOf(snapshot);
    await store.close();
    return state;
  } catch (error) {
    return String(error);
  }
}

test(
  'killed at any moment, the store holds the old snapshot or the new one',
  { timeout: 60_000 + kills * 5000 },
  async () => {
    const path = folder('flip');
    mkdirSync(path);
    let last = 0;
    for (let kill = 0; kill < kills; kill++) {
      // Every fourth is killed after its first flip, so that there always is something old to hold.
      const published = await killed(path, 'flip', last + 1, kill % 4 === 0);
      const state = await found(path);
      expect([published, published + 1]).toContain(state);
      last = Number(state);
    }
    expect(last).toBeGreaterThanOrEqual(Math.floor(kills / 4));

    const store = await openEmbeddedStore(path);
    await (await store.begin()).discard();
    const generation = (await store.snapshots())[0]?.generation ?? 0;
    await store.close();
    const later = readdirSync(path).filter(
      (name) => /staging|tmp|claim/.test(name) || Number.parseInt(name) > generation,
    );
    expect(later).toEqual([]);
  },
);

test('a writer that writes over what is there is caught by the same check', { timeout: 60_000 }, async () => {
  const broken: unknown[] = [];
  for (let kill = 0; kill < 20 && broken.length < 2; kill++) {
    const path = folder(`overwrite ${kill}`);
    mkdirSync(path);
    const published = await killed(path, 'overwrite', 1);
    const state = await found(path);
    if (state !== published && state !== published + 1) broken.push(state);
  }
  expect(broken).not.toEqual([]);
});

test('a reader in another process sees one generation throughout', { timeout: 60_000 }, async () => {
  const path = folder('reader');
  mkdirSync(path);
  const run = start(path, 'flip', 1);
  await untilPublished(run, 1);

  const store = await openEmbeddedStore(path, { readOnly: true });
  const seen = new Set<number>();
  while (seen.size < 10) {
    const snapshot = (await store.snapshot())!;
    const state = await stateOf(snapshot);
    await untilPublished(run, run.published() + 1);
    expect(await stateOf(snapshot)).toBe(state);
    seen.add(state);
  }
  run.process.kill('SIGKILL');
  await once(run.process, 'close');
  await store.close();
});

test('where the disk has no more room, the old snapshot stays and the refusal says why', async () => {
  const path = folder('full');
  mkdirSync(path);
  const first = start(path, 'once', 1);
  await once(first.process, 'close');
  expect(await found(path)).toBe(1);

  // A limit on a file's size is what a test can set without a disk of its own; 200,000 bytes are not enough.
  const command = `trap '' XFSZ; ulimit -f 390; exec "$0" "$@"`;
  const limited = spawn('sh', ['-c', command, process.execPath, child, path, 'once', String(recordCount), '2']);
  let said = '';
  limited.stdout.on('data', (data: Buffer) => (said += data.toString()));
  await once(limited, 'close');
  expect(said).toMatch(/UnavailableError: writing the store: /);
  expect(await found(path)).toBe(1);
  expect(readdirSync(path).filter((name) => /^000002|tmp|claim/.test(name))).toEqual([]);

  const next = start(path, 'once', 2);
  await once(next.process, 'close');
  expect(await found(path)).toBe(2);
});
