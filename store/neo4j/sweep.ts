import { whole, type Connection } from './connection.ts';
import type { Lease } from './lease.ts';

/** What one transaction removes at most. */
const maxRelationships = 20_000;
const maxNodes = 10_000;
const maxPages = 100;
const tailsAtOnce = 5000;

interface Leftover {
  readonly number: number;
  readonly nodeCount: number;
  readonly hasSnapshot: boolean;
  readonly hasPartition: boolean;
}

/**
 * Removes what no snapshot of the estate points to: what interrupted drafts left, and what pruned snapshots held.
 * Only for who holds the lease; in batches, each of which may be run again.
 *
 * @param own the writing that is going on, which stays
 */
export async function sweep(connection: Connection, own?: number): Promise<void> {
  const without = (await writings(connection)).filter(({ number, hasSnapshot }) => number !== own && !hasSnapshot);
  const dead = without.filter(({ hasPartition }) => !hasPartition);
  for (const { number } of dead) await giveUp(connection, number);
  await removePartitions(connection, await deadPartitions(connection, own));
  for (const leftover of without) await removeGraph(connection, leftover);
  for (const { number } of dead) await removeWriting(connection, number);
}

/** Removes all but the newest snapshots of the estate, not what they held; how many there were. */
export function removeSnapshots(connection: Connection, lease: Lease, keep: number): Promise<number> {
  return connection.write('removing snapshots', async (run) => {
    await lease.check(run);
    const { records } = await run(
      `MATCH (n:AmbitSnapshot {estate: $estate})
       WITH n ORDER BY n.generation DESC SKIP $keep
       WHERE NOT EXISTS { (:AmbitStore)-[:CURRENT]->(n) }
       OPTIONAL MATCH (n)-[:LACKS]->(gap:AmbitGap)
       WITH n, collect(gap) AS gaps
       FOREACH (gap IN gaps | DETACH DELETE gap)
       DETACH DELETE n
       RETURN count(*) AS count`,
      { estate: connection.address.estate, keep: whole(keep) },
    );
    return Number(records[0]?.get('count') ?? 0);
  });
}

/** Gives a writing up: whoever still writes it is refused from now on. */
async function giveUp(connection: Connection, graph: number): Promise<void> {
  await connection.write('removing what was left', (run) =>
    run("MATCH (g:AmbitGraph {number: $graph}) SET g.state = 'removed'", { graph: whole(graph) }),
  );
}

function writings(connection: Connection): Promise<readonly Leftover[]> {
  return connection.read('looking for leftovers', async (run) => {
    const { records } = await run(
      `MATCH (g:AmbitGraph {estate: $estate})
       RETURN g.number AS number, coalesce(g.nodeCount, 0) AS nodeCount,
              EXISTS { (:AmbitSnapshot {estate: $estate})-[:SHOWS]->(g) } AS hasSnapshot,
              EXISTS { MATCH (p:AmbitPartition {graph: g.number})<-[:HOLDS]-(:AmbitSnapshot) } AS hasPartition`,
      { estate: connection.address.estate },
    );
    return records.map((record) => ({
      number: Number(record.get('number')),
      nodeCount: Number(record.get('nodeCount')),
      hasSnapshot: record.get('hasSnapshot') === true,
      hasPartition: record.get('hasPartition') === true,
    }));
  });
}

/** Relationships first: a hub with all of its own would be too much for one transaction. */
async function removeGraph(connection: Connection, { number, nodeCount }: Leftover): Promise<void> {
  if (nodeCount === 0) return;
  const graph = whole(number);
  for (let from = 0; from < nodeCount; from += tailsAtOnce) {
    const range = { graph, from: whole(from), to: whole(from + tailsAtOnce), limit: whole(maxRelationships) };
    await repeat(connection, removeRelationships, range, maxRelationships);
  }
  for (let from = 0; from < nodeCount; from += maxNodes) {
    const range = { graph, from: whole(from), to: whole(from + maxNodes), limit: whole(maxNodes) };
    await repeat(connection, removeNodes, range, maxNodes);
  }
  await connection.write('removing what was left', (run) =>
    run('MATCH (g:AmbitGraph {number: $graph}) SET g.nodeCount = 0, g.edgeCount = 0', { graph }),
  );
}

const inRange = 'MATCH (n:AmbitNode) WHERE n.graph = $graph AND n.index >= $from AND n.index < $to';
const removeRelationships = `${inRange} MATCH (n)-[r]->() WITH r LIMIT $limit DELETE r RETURN count(*) AS count`;
const removeNodes = `${inRange} WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS count`;

interface DeadPartition {
  readonly graph: number;
  readonly number: number;
}

function deadPartitions(connection: Connection, own = -1): Promise<readonly DeadPartition[]> {
  return connection.read('looking for leftovers', async (run) => {
    const { records } = await run(
      `MATCH (p:AmbitPartition {estate: $estate})
       WHERE p.graph <> $own AND NOT EXISTS { (:AmbitSnapshot)-[:HOLDS]->(p) }
       RETURN p.graph AS graph, p.number AS number`,
      { estate: connection.address.estate, own: whole(own) },
    );
    return records.map((record) => ({ graph: Number(record.get('graph')), number: Number(record.get('number')) }));
  });
}

async function removePartitions(connection: Connection, dead: readonly DeadPartition[]): Promise<void> {
  for (let at = 0; at < dead.length; at += maxPages) {
    const partitions = dead.slice(at, at + maxPages).map(({ graph, number }) => ({
      graph: whole(graph),
      number: whole(number),
    }));
    const found = 'UNWIND $partitions AS dead MATCH (p:AmbitPartition {graph: dead.graph, number: dead.number})';
    await repeat(
      connection,
      `${found} MATCH (p)-[:PAGE|SAYS]->(n) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS count`,
      { partitions, limit: whole(maxPages) },
      maxPages,
    );
    await connection.write('removing what was left', (run) => run(`${found} DETACH DELETE p`, { partitions }));
  }
}

async function removeWriting(connection: Connection, number: number): Promise<void> {
  const graph = whole(number);
  const removeNames =
    'MATCH (n:AmbitNames {graph: $graph}) WITH n LIMIT $limit DETACH DELETE n RETURN count(*) AS count';
  await repeat(connection, removeNames, { graph, limit: whole(maxPages) }, maxPages);
  await connection.write('removing what was left', (run) =>
    run('MATCH (g:AmbitGraph {number: $graph}) DETACH DELETE g', { graph }),
  );
}

/** Runs the statement until it has removed all there is. */
async function repeat(connection: Connection, statement: string, parameters: object, limit: number): Promise<void> {
  for (;;) {
    const count = await connection.write('removing what was left', async (run) => {
      const { records } = await run(statement, { ...parameters });
      return Number(records[0]?.get('count') ?? 0);
    });
    if (count < limit) return;
  }
}
