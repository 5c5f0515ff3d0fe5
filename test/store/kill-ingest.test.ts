import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import { graphCodec } from '../../graph/graph-rows.ts';
import { openEmbeddedStore } from '../../store/embedded.ts';
import { openStore } from '../../store/open-store.ts';
import { killBench, wholeState, type KillBench } from '../helpers/kill-ingest.ts';
import { neo4jServer, newEstate, type Neo4jServer } from '../helpers/neo4j.ts';

/** `AMBIT_KILLS=50` is the full count: scripts/kill-ingest. */
const kills = Number(process.env['AMBIT_KILLS'] ?? 6);
const folder = mkdtempSync(join(tmpdir(), 'ambit-killed-'));
let server: Neo4jServer;
let bench: KillBench;
/** What a store holds after one whole ingest of either file. */
const states = new Set(['empty']);

beforeAll(async () => {
  server = neo4jServer();
  bench = await killBench(1000);
  for (const [at, file] of bench.files.entries()) {
    const store = await openEmbeddedStore(join(folder, `whole ${at}`));
    await ingest(store, 'opengraph', sourceById('opengraph').read([file]));
    states.add(await wholeState(store));
    await store.close();
  }
});
afterAll(() => {
  bench.remove();
  rmSync(folder, { recursive: true, force: true });
});

const kinds = [
  { kind: 'embedded', urlOf: () => join(folder, 'store'), longestMs: 3000 },
  { kind: 'neo4j', urlOf: () => newEstate(server), longestMs: 5000 },
];

test.each(kinds)(
  'an ingest into the $kind store that is killed at any moment leaves the old snapshot or the new one',
  { timeout: 120_000 + kills * 30_000 },
  async ({ urlOf, longestMs }) => {
    const url = urlOf();
    const { user, password } = server;
    const environment = { NEO4J_USER: user, NEO4J_PASSWORD: password, AMBIT_CACHE: join(folder, 'cache') };
    for (let kill = 0; kill < kills; kill++) {
      await bench.kill(url, environment, longestMs);
      // With a cache of its own: the graph is read out of the database each time.
      const cacheFolder = join(folder, `cache ${kill}`);
      const store = await openStore(url, { server: { user, password, codec: graphCodec, cacheFolder } });
      const state = await wholeState(store);
      expect(states).toContain(state);
      await store.close();
    }

    const [file = ''] = bench.files;
    const store = await openStore(url, {
      server: { user, password, codec: graphCodec, cacheFolder: join(folder, 'last') },
    });
    await ingest(store, 'opengraph', sourceById('opengraph').read([file]));
    expect(states).toContain(await wholeState(store));
    await store.close();
  },
);
