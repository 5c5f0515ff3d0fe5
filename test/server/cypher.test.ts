import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { auth, driver, type Driver } from 'neo4j-driver';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDemo } from '../../app/collect.ts';
import { ingest } from '../../app/ingest.ts';
import { Workspace } from '../../app/workspace.ts';
import { createAccess, type Access } from '../../server/access.ts';
import { createApp } from '../../server/app.ts';
import { openNeo4jStore } from '../../store/neo4j.ts';
import type { Store } from '../../store/store.ts';
import { neo4jServer, newEstate, optionsFor, ownServer, type Neo4jServer } from '../helpers/neo4j.ts';
import { demoStore } from '../app/demo-store.ts';
import { openStore } from '../../store/open-store.ts';
import { askWithToken, built, type Answer } from './client.ts';

let neo4j: Store;
const servers: Server[] = [];
let port: number;
let token: string;

async function serve(store: Store, change: Partial<Access> = {}): Promise<{ port: number; token: string }> {
  const access = { ...createAccess(), ...change };
  const parts = { access, pageFolder: built, apiPageFolder: built, maximumBodyBytes: 1000, log: () => undefined };
  const server = createServer(createApp({ ...parts, workspace: new Workspace(store) }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { port: (server.address() as AddressInfo).port, token: access.token };
}

beforeAll(async () => {
  const server = neo4jServer();
  neo4j = await openNeo4jStore(newEstate(server), optionsFor(server));
  await ingest(neo4j, 'aws', readDemo());
  ({ port, token } = await serve(neo4j));
}, 120_000);

afterAll(async () => {
  for (const server of servers) server.close();
  await neo4j.close();
});

function running(at: { port: number; token: string }) {
  return { ...at, address: '', close: () => Promise.resolve() };
}

function asked(statement: string, parameters = {}, at = { port, token }): Promise<Answer> {
  const body = JSON.stringify({ statement, parameters });
  return askWithToken(running(at), '/api/cypher', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

async function rowsOf(statement: string, parameters = {}): Promise<unknown> {
  const answer = await asked(statement, parameters);
  expect(answer.text.slice(0, 300)).not.toContain('"status"');
  return (answer.json() as { rows: unknown }).rows;
}

test('the console is on where the server closes LOAD CSV', async () => {
  const answer = await askWithToken(running({ port, token }), '/api/cypher');
  expect(answer.json()).toEqual({ isNeo4j: true, isOn: true, reason: '', maxRows: 1000, seconds: 15 });
});

test('the graph of the current snapshot is a parameter, and nodes are named for the map', async () => {
  const answer = await asked('MATCH (n:AwsS3Bucket {graph: $graph}) RETURN n ORDER BY n.id LIMIT $few', { few: 3 });
  const { columns, rows, nodes, isCut } = answer.json() as Record<string, readonly unknown[]>;
  expect(columns).toEqual(['n']);
  expect(rows).toHaveLength(3);
  expect(nodes).toHaveLength(3);
  expect(isCut).toBe(false);
  expect(nodes[0]).toMatchObject({ kind: 'aws-s3-bucket', category: 'data', id: expect.stringMatching(/^arn:/) });
});

const limits = { timeoutMs: 15_000, maxRows: 10 };
const fileSetting = 'dbms.security.allow_csv_import_from_file_urls';

function driverOf({ uri, user, password }: Neo4jServer): Driver {
  return driver(uri, auth.basic(user, password));
}

const writes = [
  'CREATE (n:Written)',
  'MATCH (n:AmbitNode) SET n.weight = 0',
  'MATCH (n:AmbitNode) DETACH DELETE n',
  'MATCH (n:AmbitNode) CALL (n) { DETACH DELETE n } IN TRANSACTIONS',
  'CREATE INDEX written IF NOT EXISTS FOR (n:Written) ON (n.id)',
  "CREATE USER written SET PASSWORD 'abcdefgh' CHANGE NOT REQUIRED",
  "CALL db.createLabel('Written')",
  'MERGE (n:/* RETURN */Written)',
];

test.each(writes)('what would write is not run: %s', async (statement) => {
  const { status, text } = await asked(statement);
  expect(status).toBe(400);
  expect(text).toMatch(/the database says that this (writes|is a command of the server's, or changes a schema)/);
});

test.each(writes)('the database refuses to write by itself: %s', async (statement) => {
  await expect(neo4j.cypher?.ask(statement, {}, limits)).rejects.toThrow('Writing in read access mode not allowed');
});

const addresses = ['file:///etc/passwd', 'http://127.0.0.1:1/', 'http://169.254.169.254/', 'http://203.0.113.9/'];

test.each(addresses)('LOAD CSV is not run: %s', async (url) => {
  const { status, text } = await asked('LOAD CSV FROM $url AS line RETURN line', { url });
  expect(status).toBe(400);
  expect(text).toContain('the database says that this loads a file or an address');
});

test.each(addresses)('LOAD CSV reads nothing by itself: %s', async (url) => {
  const loading = neo4j.cypher?.ask('LOAD CSV FROM $url AS line RETURN line', { url }, limits);
  await expect(loading).rejects.toThrow(/Cannot load from URL/);
});

const commands = [
  { statement: "TERMINATE TRANSACTIONS 'neo4j-transaction-1'", says: 'ends transactions' },
  {
    statement: 'SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN message',
    says: 'is about the server',
  },
  { statement: "/* MATCH */ TERMINATE TRANSACTION 'neo4j-transaction-1'", says: 'ends transactions' },
  { statement: "CYPHER 5 TERMINATE TRANSACTION 'neo4j-transaction-1'", says: 'ends transactions' },
  { statement: "PROFILE TERMINATE TRANSACTION 'neo4j-transaction-1'", says: 'conflicting' },
  { statement: "CALL dbms.killConnection('bolt-1')", says: 'is a command' },
  {
    statement: "CALL { CALL dbms.killConnection('bolt-1') YIELD message RETURN message } RETURN message",
    says: 'is a command',
  },
  { statement: 'CALL dbms.listConnections()', says: 'is a command' },
  { statement: 'CALL db.clearQueryCaches()', says: 'is a command' },
  { statement: 'SHOW TRANSACTIONS', says: 'is about the server' },
  { statement: 'SHOW SETTINGS', says: 'is about the server' },
  { statement: 'SHOW USERS', says: 'is a command' },
  { statement: 'SHOW DATABASES', says: 'is a command' },
  { statement: "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'abcdefgh'", says: 'is a command' },
];

test.each(commands)('what is done to the server is not run: $statement', async ({ statement, says }) => {
  const { status, text } = await asked(statement);
  expect(status).toBe(400);
  expect(text).toContain(says);
});

test.each(['SHOW INDEXES', 'SHOW CONSTRAINTS', 'CALL db.labels()', 'EXPLAIN MATCH (n) RETURN n', 'CYPHER 5 RETURN 1'])(
  'what only tells of the graph is answered: %s',
  async (statement) => {
    expect((await asked(statement)).status).toBe(200);
  },
);

test("somebody's transaction goes on while the console is asked to end it", async () => {
  const server = neo4jServer();
  const other = driverOf(server);
  const session = other.session();
  const transaction = await session.beginTransaction();
  const found = await transaction.run(
    "SHOW TRANSACTIONS YIELD transactionId, currentQuery WHERE currentQuery CONTAINS 'asks for itself' RETURN transactionId AS id",
  );
  const id = String(found.records[0]?.get('id'));
  expect(id).toMatch(/-transaction-/);
  expect((await asked('TERMINATE TRANSACTIONS $id', { id })).status).toBe(400);
  expect((await transaction.run('RETURN 1 AS one')).records).toHaveLength(1);
  await transaction.rollback();
  await session.close();
  await other.close();
});

test('the console is off, with the reason, where the server leaves LOAD CSV open', async () => {
  const open = ownServer('open-console', ['dbms.security.allow_csv_import_from_file_urls=true']);
  const store = await openNeo4jStore(newEstate(open), optionsFor(open));
  try {
    await ingest(store, 'aws', readDemo());
    const at = await serve(store);
    const answer = await askWithToken(running(at), '/api/cypher');
    expect(answer.json()).toMatchObject({ isNeo4j: true, isOn: false, reason: expect.stringContaining(fileSetting) });
    const { status, text } = await asked('RETURN 1', {}, at);
    expect([status, text]).toEqual([400, expect.stringContaining(fileSetting)]);
  } finally {
    await store.close();
  }
}, 240_000);

test('the console is off, with the reason, where the server loads from addresses', async () => {
  const open = ownServer('open-addresses', ['internal.dbms.cypher_ip_blocklist=10.0.0.0/8']);
  const store = await openNeo4jStore(newEstate(open), optionsFor(open));
  try {
    const answer = await askWithToken(running(await serve(store)), '/api/cypher');
    const reason = expect.stringContaining('internal.dbms.cypher_ip_blocklist');
    expect(answer.json()).toMatchObject({ isOn: false, reason });
  } finally {
    await store.close();
  }
}, 240_000);

test('more rows than the limit are cut, and it is said', async () => {
  const answer = await asked('UNWIND range(1, 100000) AS n RETURN n');
  const { rows, isCut } = answer.json() as { rows: unknown[]; isCut: boolean };
  expect([rows.length, isCut]).toEqual([1000, true]);
});

const values = [
  {
    when: 'texts, numbers, lists, maps',
    returns: "1, 2.5, 'a', [1, null], {a: {b: true}}",
    are: [1, 2.5, 'a', [1, null], { a: { b: true } }],
  },
  {
    when: 'what JSON has not',
    returns: "1.0 / 0, date('2026-01-02'), duration('P1D')",
    are: ['Infinity', '2026-01-02', 'P1DT'],
  },
  {
    when: 'a map that looks like a node',
    returns: "{labels: ['x'], properties: 1}",
    are: [{ labels: ['x'], properties: 1 }],
  },
  {
    when: 'a map that names its prototype',
    returns: '{`__proto__`: {labels: 1, properties: {a: 1}}}',
    are: [expect.anything()],
  },
  { when: 'markup', returns: "'<img src=x onerror=alert(1)>'", are: ['<img src=x onerror=alert(1)>'] },
];

test.each(values)('values come as JSON: $when', async ({ returns, are }) => {
  const named = returns.startsWith('{') || returns.startsWith("'") ? `${returns} AS a` : returns;
  expect(await rowsOf(`RETURN ${named}`)).toEqual([are]);
});

test('relationships and paths come with type, labels and properties', async () => {
  const rows = await rowsOf('MATCH p = (n:Identity {graph: $graph})-[r]->() RETURN r, p LIMIT 1');
  expect(rows).toEqual([
    [
      expect.objectContaining({ type: expect.any(String), certainty: expect.any(String) }),
      [
        expect.objectContaining({ labels: expect.arrayContaining(['Identity']) }),
        expect.objectContaining({ type: expect.any(String) }),
        expect.objectContaining({ labels: expect.any(Array) }),
      ],
    ],
  ]);
});

const refused = [
  { when: 'nonsense', statement: 'this is no Cypher', says: 'Invalid input' },
  { when: 'two statements', statement: 'RETURN 1; RETURN 2', says: 'xpected' },
  { when: 'a missing parameter', statement: 'RETURN $absent', says: 'absent' },
];

test.each(refused)('what the database says of a statement is passed on: $when', async ({ statement, says }) => {
  const { status, text } = await asked(statement);
  expect(status).toBe(400);
  expect(text).toContain(says);
});

test('a body of another type is refused, as other sites may send it unasked', async () => {
  const body = JSON.stringify({ statement: 'RETURN 1' });
  const headers = { 'content-type': 'text/plain' };
  const answer = await askWithToken(running({ port, token }), '/api/cypher', { method: 'POST', headers, body });
  expect(answer.status).toBe(400);
});

test('whoever is no administrator is refused', async () => {
  const others = await serve(neo4j, { isAdministrator: () => false });
  expect((await asked('RETURN 1', {}, others)).status).toBe(403);
  expect((await askWithToken(running(others), '/api/status')).status).toBe(200);
});

test('a store in a folder has no console', async () => {
  const scratch = await demoStore();
  const store = await openStore(scratch.store, { readOnly: true });
  const at = await serve(store);
  const answer = await askWithToken(running(at), '/api/cypher');
  expect(answer.json()).toMatchObject({ isNeo4j: false, isOn: false, reason: 'the store is no Neo4j' });
  expect((await asked('RETURN 1', {}, at)).status).toBe(400);
  await store.close();
  await scratch.remove();
});

test('nodes are placed on a map', async () => {
  const { rows } = (await asked('MATCH (n:Resource {graph: $graph}) RETURN n.id ORDER BY n.id')).json() as {
    rows: string[][];
  };
  const [[of]] = (await rowsOf(
    'MATCH (n:Identity {graph: $graph})-[r]->{1,2}(:Administration) RETURN DISTINCT n.id ORDER BY n.id LIMIT 1',
  )) as string[][];
  const map = (await askWithToken(running({ port, token }), `/api/map?of=${encodeURIComponent(of)}`)).json() as {
    sectors: { id: string }[];
  };
  const answer = await askWithToken(running({ port, token }), `/api/map/places?of=${encodeURIComponent(of)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ids: [...rows.slice(0, 20).map(([id]) => id), 'absent'] }),
  });
  const { places } = answer.json() as { places: { id: string; sector: string }[] };
  expect(places.length).toBeGreaterThan(0);
  expect(map.sectors.map(({ id }) => id)).toEqual(expect.arrayContaining(places.map(({ sector }) => sector)));
});
