import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { parseAddress } from '../../store/neo4j/address.ts';
import { Connection } from '../../store/neo4j/connection.ts';
import { findSchema, migrate, migrations, schemaVersion } from '../../store/neo4j/schema.ts';
import { openNeo4jStore } from '../../store/neo4j.ts';
import { runAmbit, serveAmbit } from '../e2e/served.ts';
import { neo4jScript, newEstate, optionsFor, ownServer, speakAs, type Neo4jServer } from '../helpers/neo4j.ts';
import { ingest, say, tells } from './notation.ts';
import { anyBytes } from './stores.ts';

// A server that no other file uses: its schema belongs to the whole database, and it is stopped and started again.
const name = 'tests-alone';
const folder = mkdtempSync(join(tmpdir(), 'ambit-alone-'));
let server: Neo4jServer;
let speakNoMore: () => void;
beforeAll(() => {
  server = ownServer(name);
  speakNoMore = speakAs(server, join(folder, 'cache'));
});
afterAll(() => {
  speakNoMore();
  rmSync(folder, { recursive: true, force: true });
});

test(
  'an older schema is brought up to date, a newer one and a foreign database are refused',
  { timeout: 180_000 },
  async () => {
    const options = { ...optionsFor(server), codec: anyBytes };
    const connection = new Connection(parseAddress(server.uri), server);
    const write = (statement: string): Promise<unknown> => connection.write('preparing', (run) => run(statement));
    await write('MATCH (n) DETACH DELETE n');
    expect(await findSchema(connection)).toBe('empty');
    const empty = await openNeo4jStore(server.uri, { ...options, readOnly: true });
    expect(await empty.current()).toBeUndefined();
    await empty.close();

    await write('CREATE (n:Person)');
    await expect(openNeo4jStore(server.uri, options)).rejects.toThrow(/it is no Ambit store/);
    await write('MATCH (n:Person) DELETE n');

    const store = await openNeo4jStore(server.uri, options);
    await ingest(store, '!A A/p/x=1');
    await store.close();
    await write('DROP INDEX ambitnode_by_graph_id');
    await write(`MATCH (s:AmbitSchema) SET s.version = ${schemaVersion - 1}`);
    const older = await openNeo4jStore(server.uri, options);
    await ingest(older, '!A A/p/x=2');
    expect(await tells(older)).toBe('A/p/x=2');
    await older.close();
    expect(await findSchema(connection)).toBe(schemaVersion);
    const { records } = await connection.read('looking', (run) =>
      run('SHOW INDEXES YIELD name RETURN collect(name) AS names'),
    );
    expect(records[0]?.get('names')).toContain('ambitnode_by_graph_id');

    const changed: string[] = [];
    const next = { version: schemaVersion + 1, rules: [], change: async () => void changed.push('moved') };
    await migrate(connection, schemaVersion, [...migrations, next]);
    await migrate(connection, schemaVersion + 1, [...migrations, next]);
    expect(changed).toEqual(['moved']);
    await expect(openNeo4jStore(server.uri, options)).rejects.toThrow(/this program knows schema/);
    await write('MATCH (n) DETACH DELETE n');
    await connection.close();
  },
);

test('a server that is stopped and started again during an ingest costs nothing', { timeout: 240_000 }, async () => {
  const options = { ...optionsFor(server), codec: anyBytes };
  const url = newEstate(server);
  const store = await openNeo4jStore(url, options);
  await ingest(store, '!A A/p/x=1');
  const graph = Uint8Array.from({ length: 200_000 }, (_, at) => at % 251);
  const draft = await store.begin();
  await say(draft, '!A A/p/x=2', '2026-01-02T00:00:00Z');
  await draft.seal();
  neo4jScript('stop', name);
  const published = draft.publish(graph);
  const asked = tells(store);
  await setTimeout(500);
  ownServer(name);
  await published;
  expect(['A/p/x=1', 'A/p/x=2']).toContain(await asked);
  expect(await tells(store)).toBe('A/p/x=2');
  await store.close();

  const again = await openNeo4jStore(url, { ...optionsFor(server), codec: anyBytes, readOnly: true });
  expect(Buffer.from((await (await again.snapshot())!.graph())!).equals(graph)).toBe(true);
  await again.close();
});

/** The built program's server on the store, and questions to it. */
async function served(store: string) {
  expect(await runAmbit('demo', '--no-serve', '--store', store)).toBe(0);
  const { address, origin, close } = await serveAmbit('serve', '--port', '0', '--store', store);
  const token = new URL(address).searchParams.get('token');
  const ask = (path: string): Promise<Response> =>
    fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { ask, close };
}

test(
  'a server that is stopped and started again during a request is waited for, and one that stays away is told',
  { timeout: 240_000 },
  async () => {
    const { ask, close } = await served(newEstate(server));
    const before = await (await ask('/api/report')).json();
    neo4jScript('stop', name);
    const waiting = ask('/api/report');
    await setTimeout(300);
    ownServer(name);
    const answer = await waiting;
    // A machine that is busy starts it later than a request waits.
    const told = answer.status === 200 ? before : expect.objectContaining({ status: 503 });
    expect([[200, 503].includes(answer.status), await answer.json()]).toEqual([true, told]);

    neo4jScript('stop', name);
    const refused = await ask('/api/status');
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      503,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await refused.json()).toMatchObject({ status: 503, detail: expect.stringMatching(/cannot be reached/) });
    ownServer(name);
    const again = await ask('/api/report');
    expect([again.status, await again.json()]).toEqual([200, before]);
    await close();
  },
);
