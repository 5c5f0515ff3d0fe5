import neo4j, { Neo4jError } from 'neo4j-driver';

import { UsageError } from '../../model/errors.ts';
import type { CypherAnswer, CypherDoor, CypherLimits } from '../cypher.ts';
import type { Connection, Parameters } from './connection.ts';
import { expectReading } from './expect-reading.ts';

/** Questions of others, in sessions that may only read: the mode refuses every write, whatever the statement says. */
export function cypherDoor(connection: Connection): CypherDoor {
  return { ask: (statement, parameters, limits) => ask(connection, { statement, parameters }, limits) };
}

interface Question {
  readonly statement: string;
  readonly parameters: Parameters;
}

async function ask(
  connection: Connection,
  { statement, parameters }: Question,
  { timeoutMs, maxRows, isForeign = false }: CypherLimits,
): Promise<CypherAnswer> {
  try {
    return await connection.read(
      'asking the database',
      async (run) => {
        const values = wholeNumbers(parameters);
        // A statement that says PROFILE, which would run, is refused behind EXPLAIN.
        if (isForeign) expectReading((await run(`EXPLAIN ${statement}`, values)).summary);
        const result = run(statement, values);
        const columns = await result.keys();
        const rows: unknown[][] = [];
        for await (const record of result) {
          if (rows.length === maxRows) return { columns: columns.map(String), rows, isCut: true };
          rows.push([...record.values()]);
        }
        return { columns: columns.map(String), rows, isCut: false };
      },
      { timeoutMs, fetchSize: Math.min(maxRows + 1, 1000) },
    );
  } catch (error) {
    throw asRefusal(error);
  }
}

/** What the database says of the question itself is for whoever asked. */
function asRefusal(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (
    !(cause instanceof Neo4jError) ||
    !/^Neo\.ClientError\.(Statement|Procedure|Transaction\.Forbidden)/.test(cause.code)
  )
    return error;
  return new UsageError(cause.message, undefined, { cause });
}

/** Plain numbers become fractions in the database; those that are whole are meant as such. */
function wholeNumbers(parameters: Parameters): Parameters {
  const converted = Object.entries(parameters).map(([name, value]) => [name, wholeNumber(value)] as const);
  return Object.fromEntries(converted);
}

function wholeNumber(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wholeNumber);
  return Number.isSafeInteger(value) ? neo4j.int(Number(value)) : value;
}
