import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { build } from 'esbuild';

import { generateEstate } from '../../bench/generate-estate.ts';
import { writeEstate } from '../../bench/write-estate.ts';
import type { Snapshot, Store } from '../../store/store.ts';

/** Two states of one estate, and a program that ingests one after the other. */
export interface KillBench {
  readonly files: readonly string[];
  /**
   * Lets the program ingest into the store for a random while, and kills it.
   *
   * @param longestMs how long it may have at most
   */
  kill(url: string, environment: Readonly<Record<string, string>>, longestMs: number): Promise<void>;
  remove(): void;
}

/** Prepares for killing; `size` is the number of nodes. */
export async function killBench(size: number): Promise<KillBench> {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-kill-'));
  const files = [1, 2].map((seed) => join(folder, `state-${seed}.json`));
  for (const [at, file] of files.entries()) {
    await writeEstate(generateEstate({ nodeCount: size, edgeCount: 3 * size, seed: at + 1 }), file);
  }
  // In node_modules, so that it finds its packages; bundled, because a bundle starts 5 times faster than tsx.
  const child = resolve(`node_modules/.cache/ambit-kill-ingest-${process.pid}.mjs`);
  await build({
    entryPoints: ['test/store/kill-ingest-child.ts'],
    outfile: child,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
  return {
    files,
    async kill(url, environment, longestMs) {
      const run = spawn(process.execPath, [child, url, ...files], { env: { ...process.env, ...environment } });
      const closed = once(run, 'close');
      await once(run.stdout, 'data');
      await setTimeout(Math.random() * longestMs);
      run.kill('SIGKILL');
      await closed;
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
      rmSync(child, { force: true });
    },
  };
}

/** A digest of everything that the current snapshot holds, read whole and checked; `empty` for none. */
export async function wholeState(store: Store): Promise<string> {
  const snapshot = await store.snapshot();
  return snapshot === undefined ? 'empty' : stateOf(snapshot);
}

async function stateOf(snapshot: Snapshot): Promise<string> {
  let count = 0;
  for await (const batch of snapshot.records()) count += batch.length;
  const graph = Buffer.from((await snapshot.graph()) ?? []);
  return `${count} records in ${snapshot.info.partitions.map(({ hash }) => hash).join()}, graph of ${graph.length}`;
}
