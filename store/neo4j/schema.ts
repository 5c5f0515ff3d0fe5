import { setTimeout } from 'node:timers/promises';

import { Neo4jError } from 'neo4j-driver';

import { UnavailableError } from '../../model/errors.ts';
import type { Connection, Run } from './connection.ts';

/** One constraint or index, and what it is for. */
export interface SchemaRule {
  /** A statement without parameters or words from outside. */
  readonly statement: string;
  readonly why: string;
}

/** What a version of the schema adds to the one before. */
export interface Migration {
  readonly version: number;
  readonly rules: readonly SchemaRule[];
  /** Changes data of the version before; run in transactions of its own, may be run again. */
  readonly change?: (connection: Connection) => Promise<void>;
}

function unique(label: string, properties: readonly string[], why: string): SchemaRule {
  const name = `${label}_${properties.join('_')}`.toLowerCase();
  const list = properties.map((property) => `n.${property}`).join(', ');
  return { statement: `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR (n:${label}) REQUIRE (${list}) IS UNIQUE`, why };
}

function indexed(label: string, properties: readonly string[], why: string): SchemaRule {
  const name = `${label}_by_${properties.join('_')}`.toLowerCase();
  const list = properties.map((property) => `n.${property}`).join(', ');
  return { statement: `CREATE INDEX ${name} IF NOT EXISTS FOR (n:${label}) ON (${list})`, why };
}

/** Every version's rules, oldest first. */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    rules: [
      unique('AmbitSchema', ['id'], 'there is one'),
      unique('AmbitStore', ['estate'], 'one an estate'),
      unique('AmbitSnapshot', ['estate', 'generation'], 'a retried publication finds its snapshot'),
      unique('AmbitGraph', ['number'], 'one a writing'),
      unique('AmbitPartition', ['graph', 'number'], 'a retried write finds its partition'),
      unique('AmbitPage', ['graph', 'number'], 'a retried write finds its page'),
      unique('AmbitNames', ['graph', 'number'], 'a retried write finds its page of names'),
      unique('AmbitDocument', ['graph', 'number'], 'a retried write finds its document'),
      unique('AmbitNode', ['graph', 'index'], 'ends of relationships are found by it, and ranges of nodes read'),
      indexed('AmbitNode', ['graph', 'id'], 'a node is found by its id'),
      indexed('Identity', ['graph'], 'all identities of a graph'),
      indexed('Resource', ['graph'], 'all resources of a graph'),
      indexed('AmbitDocument', ['id'], 'a document is found by its id'),
      indexed('AmbitPartition', ['estate'], 'what nobody points to is found'),
      indexed('AmbitGraph', ['estate'], 'what nobody points to is found'),
    ],
  },
];

/** The version that this program reads and writes. */
export const schemaVersion = migrations.at(-1)?.version ?? 0;

/** What stands in a database: the version of our schema, `empty`, or `foreign` where others keep something there. */
export type Found = number | 'empty' | 'foreign';

/** Looks without writing. */
export function findSchema(connection: Connection): Promise<Found> {
  return connection.read('reading the schema', async (run) => {
    const { records } = await run('MATCH (s:AmbitSchema {id: $id}) RETURN s.version AS version', { id: 'ambit' });
    const version: unknown = records[0]?.get('version');
    if (typeof version === 'number') return version;
    const anything = await run('MATCH (n) RETURN 1 LIMIT 1');
    return anything.records.length === 0 ? 'empty' : 'foreign';
  });
}

/**
 * @throws {UnavailableError} when the database is somebody else's, or a newer program wrote it
 */
export async function expectOurs(connection: Connection): Promise<Found> {
  const found = await findSchema(connection);
  if (found === 'foreign') {
    throw new UnavailableError(
      'the database holds something, and it is no Ambit store',
      'name an empty database with ?database=, or another server',
    );
  }
  if (typeof found === 'number' && found > schemaVersion) {
    throw new UnavailableError(
      `the database has schema ${found}; this program knows schema ${schemaVersion}`,
      'use the newer ambit that wrote it, or another database',
    );
  }
  return found;
}

/** Brings constraints, indexes and data to this program's version; what is there already stays. */
export async function migrate(connection: Connection, found: Found, steps = migrations): Promise<void> {
  const from = typeof found === 'number' ? found : 0;
  for (const { version, rules, change } of steps) {
    if (version <= from) continue;
    // Each statement is a transaction of its own: constraints and data do not mix.
    for (const rule of rules) await make(connection, rule);
    await connection.write('waiting for indexes', (run) => run('CALL db.awaitIndexes(120)'));
    await change?.(connection);
    await connection.write('writing the schema version', (run) => setVersion(run, version));
  }
}

/** Makes the constraint or index; a constraint whose making was cut off leaves an index of its name behind, which goes. */
async function make(connection: Connection, { statement }: SchemaRule): Promise<void> {
  const name = /^CREATE CONSTRAINT (\w+)/.exec(statement)?.[1];
  for (let attempt = 1; ; attempt++) {
    try {
      await connection.write('making constraints', (run) => run(statement));
      return;
    } catch (error) {
      if (name === undefined || attempt === 20 || !isNameTaken(error)) throw error;
      // While the server still works at the one that was cut off, the index is in use.
      await setTimeout(500);
      await connection.write('making constraints', (run) => run(`DROP INDEX ${name} IF EXISTS`)).catch(() => undefined);
    }
  }
}

function isNameTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Neo4jError && /^Neo\.ClientError\.Schema\.\w*AlreadyExists$/.test(cause.code);
}

async function setVersion(run: Run, version: number): Promise<void> {
  await run(
    `MERGE (s:AmbitSchema {id: $id})
     SET s.version = toInteger(CASE WHEN coalesce(s.version, 0) > $version THEN s.version ELSE $version END),
         s.lastGraph = coalesce(s.lastGraph, 0)`,
    { id: 'ambit', version },
  );
}
