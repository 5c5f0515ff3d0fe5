import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';

import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { parseAddress } from '../../store/neo4j/address.ts';
import { Connection } from '../../store/neo4j/connection.ts';
import { takeLease } from '../../store/neo4j/lease.ts';
import { openNeo4jStore } from '../../store/neo4j.ts';
import { neo4jServer, newEstate, optionsFor, type Neo4jServer } from '../helpers/neo4j.ts';
import { ingest } from './notation.ts';
import { anyBytes } from './stores.ts';

const child = resolve(`node_modules/.cache/ambit-lease-child-${process.pid}.mjs`);
const leaseMs = 2500;
let server: Neo4jServer;

beforeAll(async () => {
  server = neo4jServer();
  await build({
    entryPoints: ['test/store/lease-child.ts'],
    outfile: child,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
  });
});
afterAll(() => rmSync(child, { force: true }));

/** A process that holds the lease of a new estate and computes without a pause, and a connection to the estate. */
async function busyWriter(busyMs: number, guarded: 'guarded' | 'alone') {
  const url = newEstate(server);
  const store = await openNeo4jStore(url, { ...optionsFor(server), codec: anyBytes });
  await ingest(store, '!A A/p/x=1');
  await store.close();
  const { user, password } = server;
  const env = { ...process.env, NEO4J_USER: user, NEO4J_PASSWORD: password };
  const writer = spawn(process.execPath, [child, url, String(leaseMs), String(busyMs), guarded], { env });
  let said = '';
  writer.stdout.on('data', (data: Buffer) => (said += data.toString()));
  await once(writer.stdout, 'data');
  const closed = once(writer, 'close');
  return { writer, closed, said: () => said, connection: new Connection(parseAddress(url), { user, password }) };
}

test('a writer that computes longer than its lease lasts stays the writer', { timeout: 60_000 }, async () => {
  const { closed, said, connection } = await busyWriter(4 * leaseMs, 'guarded');
  await expect(takeLease(connection, 2 * leaseMs)).rejects.toThrow(/is being written by another process/);
  await closed;
  expect(said()).toBe('taken\nkept\n');
  await (await takeLease(connection, 10_000)).release();
  await connection.close();
});

test('one that nobody renews for is replaced, and is told before it writes', { timeout: 60_000 }, async () => {
  const { closed, said, connection } = await busyWriter(4 * leaseMs, 'alone');
  const lease = await takeLease(connection, 3 * leaseMs);
  await closed;
  expect(said()).toBe('taken\nlost\n');
  await lease.release();
  await connection.close();
});

test('one that is killed on another machine keeps others out until its lease ends', { timeout: 60_000 }, async () => {
  const { writer, closed, connection } = await busyWriter(60_000, 'guarded');
  const { estate } = connection.address;
  // Whether a process of another machine is there cannot be looked up.
  await connection.write('moving the writer', (run) =>
    run('MATCH (s:AmbitStore {estate: $estate}) SET s.writer = $claim', { estate, claim: 'another machine' }),
  );
  writer.kill('SIGKILL');
  await closed;
  const { records } = await connection.read('looking', (run) =>
    run('MATCH (s:AmbitStore {estate: $estate}) RETURN s.lease IS NOT NULL AS isHeld', { estate }),
  );
  expect(records[0]?.get('isHeld')).toBe(true);
  await (await takeLease(connection, 20_000)).release();
  await connection.close();
});
