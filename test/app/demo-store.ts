import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDemo } from '../../app/collect.ts';
import { ingest } from '../../app/ingest.ts';
import { openStore } from '../../store/open-store.ts';

/** A store in a folder of its own. */
export interface Scratch {
  /** The folder around the store, for files of the test. */
  readonly folder: string;
  readonly store: string;
  remove(): Promise<void>;
}

/** A place for a store that does not exist yet. */
export async function scratchStore(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'ambit-test-'));
  return { folder, store: join(folder, 'store'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A store that holds the demo estate. */
export async function demoStore(): Promise<Scratch> {
  const scratch = await scratchStore();
  const store = await openStore(scratch.store);
  await ingest(store, 'aws', readDemo());
  await store.close();
  return scratch;
}
