import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { UnavailableError } from '../../model/errors.ts';
import { openNeo4jStore, type Neo4jOptions } from '../../store/neo4j.ts';
import type { Store } from '../../store/store.ts';
import { neo4jServer, newEstate, optionsFor, type Neo4jServer } from '../helpers/neo4j.ts';
import { startProxy, type Proxy } from '../helpers/proxy.ts';
import { ingest, say, tells } from './notation.ts';
import { anyBytes } from './stores.ts';

let server: Neo4jServer;
let proxy: Proxy;
beforeAll(async () => {
  server = neo4jServer();
  const { hostname, port } = new URL(server.uri);
  proxy = await startProxy({ host: hostname, port: Number(port) });
  // A server that has just begun takes seconds for its first answers.
  const store = await open(newEstate(server));
  await ingest(store, '!A A/p/x=1');
  await store.close();
});
afterEach(() => proxy.heal());
afterAll(() => proxy.close());

function open(url: string, options: Partial<Neo4jOptions> = {}): Promise<Store> {
  return openNeo4jStore(url, { ...optionsFor(server), codec: anyBytes, ...options });
}

/** A new estate that is reached through the proxy. */
function throughProxy(): string {
  return newEstate({ uri: `bolt://127.0.0.1:${proxy.port}` });
}

test(
  'a wrong password, a port where nobody is, and one that is no Neo4j are told apart',
  { timeout: 90_000 },
  async () => {
    const noise = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    noise.listen(0, '127.0.0.1');
    await once(noise, 'listening');
    const { port } = noise.address() as { port: number };
    const wrong = open(newEstate(server), { password: 'not the password' });
    await expect(wrong).rejects.toThrow(/user or the password is wrong/);
    await expect(wrong).rejects.toMatchObject({ exitCode: 4, hint: expect.stringMatching(/NEO4J_PASSWORD/) });
    await expect(wrong).rejects.not.toThrow(/not the password/);
    const nobody = open('bolt://127.0.0.1:1');
    await expect(nobody).rejects.toThrow(/cannot be reached/);
    await expect(nobody).rejects.toMatchObject({ exitCode: 4, hint: expect.stringMatching(/host, port and scheme/) });
    await expect(open(`bolt://127.0.0.1:${port}`)).rejects.toBeInstanceOf(UnavailableError);
    noise.close();
  },
);

test('a network that never answers ends in an error at the deadline', { timeout: 120_000 }, async () => {
  const url = throughProxy();
  const store = await open(url, { deadlineMs: 4000, retryMs: 1000 });
  await ingest(store, '!A A/p/x=1');
  proxy.silence();
  await expect(store.current()).rejects.toThrow(/no answer within 4 s/);
  await store.close();
  const again = open(url, { deadlineMs: 3000 });
  await expect(again).rejects.toBeInstanceOf(UnavailableError);
  proxy.heal();
});

test(
  'connections that are cut during an ingest cost nothing, and nothing is written twice',
  { timeout: 180_000 },
  async () => {
    const url = throughProxy();
    const store = await open(url);
    const graph = Uint8Array.from({ length: 150_000 }, (_, at) => at % 251);
    const ingesting = { isDone: false };
    const cutting = (async () => {
      for (let cuts = 0; cuts < 15 && !ingesting.isDone; cuts++) {
        await setTimeout(100 + Math.random() * 500);
        proxy.cut();
      }
    })();
    const draft = await store.begin();
    await say(draft, '!A A/p/x=1 A/p/y=2 A/q/z=3', '2026-01-01T00:00:00Z');
    await draft.seal();
    await draft.publish(graph);
    ingesting.isDone = true;
    await cutting;
    await store.close();

    const other = await open(url.replace(String(proxy.port), new URL(server.uri).port));
    expect(await tells(other)).toBe('A/p/x=1 A/p/y=2 A/q/z=3');
    const snapshot = (await other.snapshot())!;
    expect(Buffer.from((await snapshot.graph())!).equals(graph)).toBe(true);
    const { rows } = await other.cypher!.ask(
      'MATCH (n:AmbitNode {graph: $graph}) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)',
      { graph: snapshot.graphNumber },
      { timeoutMs: 20_000, maxRows: 1 },
    );
    expect(rows).toEqual([[31, 30]]);
    await other.close();
  },
);

test('connections that are refused for a while, and slow ones, are waited for', { timeout: 120_000 }, async () => {
  const store = await open(throughProxy());
  await ingest(store, '!A A/p/x=1');
  proxy.refuse();
  const asked = tells(store);
  await setTimeout(1500);
  proxy.heal();
  expect(await asked).toBe('A/p/x=1');
  proxy.slow(40);
  await ingest(store, '!A A/p/x=2');
  expect(await tells(store)).toBe('A/p/x=2');
  proxy.heal();
  await store.close();
});

test(
  'a server that stays away while somebody writes is an error, and the old snapshot stays',
  { timeout: 120_000 },
  async () => {
    const url = throughProxy();
    const store = await open(url, { deadlineMs: 10_000, retryMs: 2000 });
    await ingest(store, '!A A/p/x=1');
    const draft = await store.begin();
    await say(draft, '!A A/p/x=2', '2026-01-02T00:00:00Z');
    await draft.seal();
    proxy.refuse();
    await expect(draft.publish(new Uint8Array(8))).rejects.toBeInstanceOf(UnavailableError);
    await store.close();
    proxy.heal();

    const other = await open(url, { waitMs: 1000 });
    expect(await tells(other)).toBe('A/p/x=1');
    await other.close();
  },
);
