import { randomInt } from 'node:crypto';

import { whole, type Connection, type Run } from './connection.ts';
import { replaced } from './errors.ts';
import type { Lease } from './lease.ts';

/** One writer's work beside what is published: its records' pages, its graph. All that it writes carries its number. */
export interface Writing {
  /** Never used before in the database, whatever the estate. */
  readonly number: number;
  /** Of the hashes of names; whoever chose the names does not know it. */
  readonly seed: number;
  /**
   * Makes the transaction wait for others of the same writing, and fail where the writing was given up.
   *
   * @throws {UnavailableError} when somebody else took over
   */
  check(run: Run): Promise<void>;
}

/** Takes the next number; only for who holds the lease. */
export async function beginWriting(connection: Connection, lease: Lease): Promise<Writing> {
  const { estate } = connection.address;
  const seed = randomInt(2 ** 32);
  const number = await connection.write('beginning to write', async (run) => {
    await lease.check(run);
    // A transaction that is run again although it was done finds the number that it took.
    const { records } = await run(
      `OPTIONAL MATCH (g:AmbitGraph {estate: $estate, lease: $lease}) RETURN g.number AS number`,
      { estate, lease: lease.id },
    );
    const taken: unknown = records[0]?.get('number');
    if (typeof taken === 'number') return taken;
    const answer = await run(
      `MATCH (s:AmbitSchema {id: $id}) SET s.lastGraph = s.lastGraph + 1
       CREATE (g:AmbitGraph {number: s.lastGraph, estate: $estate, lease: $lease, seed: $seed, state: 'writing', written: 0})
       RETURN g.number AS number`,
      { id: 'ambit', estate, lease: lease.id, seed: whole(seed) },
    );
    return Number(answer.records[0]?.get('number'));
  });
  return { number, seed, check: (run) => checkWriting(run, number) };
}

async function checkWriting(run: Run, number: number): Promise<void> {
  const { records } = await run(
    `MATCH (g:AmbitGraph {number: $graph}) SET g.asked = timestamp()
     WITH g WHERE g.state = 'writing' RETURN 1`,
    { graph: whole(number) },
  );
  if (records.length === 0) throw replaced();
}
