import { setTimeout } from 'node:timers/promises';

import { beforeAll, expect, test } from 'vitest';

import { openNeo4jStore } from '../../store/neo4j.ts';
import { neo4jScript, optionsFor, ownServer, type Neo4jServer } from '../helpers/neo4j.ts';
import { ingest, say, tells } from './notation.ts';
import { anyBytes } from './stores.ts';

const name = 'tests-restart';
let server: Neo4jServer;
beforeAll(() => {
  server = ownServer(name);
});

test('a server that is stopped and started again during an ingest costs nothing', { timeout: 240_000 }, async () => {
  const options = { ...optionsFor(server), codec: anyBytes };
  const store = await openNeo4jStore(server.uri, options);
  await ingest(store, '!A A/p/x=1');
  const graph = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251);
  const draft = await store.begin();
  await say(draft, '!A A/p/x=2', '2026-01-02T00:00:00Z');
  await draft.seal();
  neo4jScript('stop', name);
  const published = draft.publish(graph);
  const asked = tells(store);
  await setTimeout(500);
  neo4jScript('start', name);
  await published;
  expect(['A/p/x=1', 'A/p/x=2']).toContain(await asked);
  expect(await tells(store)).toBe('A/p/x=2');
  await store.close();

  const again = await openNeo4jStore(server.uri, { ...optionsFor(server), codec: anyBytes, readOnly: true });
  expect(Buffer.from((await (await again.snapshot())!.graph())!).equals(graph)).toBe(true);
  await again.close();
});
