import { contentText, snapshotHash } from '../embedded/document.ts';
import { whole, type Connection, type Run } from './connection.ts';
import type { SnapshotDocument, StoredGraph } from './document.ts';
import type { Lease } from './lease.ts';
import type { Sealed } from './seal.ts';

/** A sealed draft on its way to becoming the current snapshot. */
export interface Candidate {
  readonly generation: number;
  readonly createdAt: string;
  readonly current: SnapshotDocument | undefined;
  readonly sealed: Sealed;
}

/** The current document with later times, where records, gaps and graph are the current ones; otherwise undefined. */
export function readAgain({ generation, current, sealed }: Candidate, graphHash: string): SnapshotDocument | undefined {
  if (current === undefined) return undefined;
  const before = contentText({ ...current, graphHash: current.graph.sha256 });
  if (before !== contentText({ generation, ...sealed, graphHash })) return undefined;
  const isSame = sealed.partitions.every(({ observedAt }, at) => observedAt === current.partitions[at]?.observedAt);
  return isSame ? current : { ...current, partitions: [...sealed.partitions] };
}

/** The document of the next snapshot. */
export function nextDocument({ generation, createdAt, sealed }: Candidate, graph: StoredGraph): SnapshotDocument {
  const { partitions, gaps } = sealed;
  const hash = snapshotHash({ generation, partitions, gaps, graphHash: graph.sha256 });
  return { generation, createdAt, hash, partitions: [...partitions], gaps: [...gaps], graph };
}

/**
 * Makes the document's snapshot the current one, in one transaction: readers see the old one or the new one.
 *
 * @throws {UnavailableError} when another writer took over; nothing is changed then
 */
export async function flip(connection: Connection, lease: Lease, next: SnapshotDocument): Promise<void> {
  const { estate } = connection.address;
  await connection.write('publishing the snapshot', async (run) => {
    await lease.check(run);
    await writeSnapshot(run, estate, next);
    await run(pointToCurrent, {
      estate,
      generation: whole(next.generation),
      graph: whole(next.graph.number),
      id: next.hash.slice(0, 16),
    });
  });
}

async function writeSnapshot(run: Run, estate: string, next: SnapshotDocument): Promise<void> {
  const { generation, createdAt, hash, graph, partitions, gaps } = next;
  const place = { estate, generation: whole(generation) };
  const properties = { id: hash.slice(0, 16), createdAt, hash, graph: whole(graph.number), graphHash: graph.sha256 };
  await run(
    `MERGE (n:AmbitSnapshot {estate: $estate, generation: $generation})
     SET n += $properties, n.document = $document
     WITH n MATCH (g:AmbitGraph {number: $graph}) SET g.state = 'published' MERGE (n)-[:SHOWS]->(g)`,
    { ...place, properties, document: JSON.stringify(next), graph: whole(graph.number) },
  );
  const held = partitions.map((partition) => ({
    graph: whole(partition.graph),
    number: whole(partition.number),
    observedAt: partition.observedAt,
    recordCount: whole(partition.recordCount),
  }));
  await run(holdPartitions, { ...place, held });
  const lacks = gaps.map((gap, number) => ({ number: whole(number), properties: gap }));
  await run(lackParts, { ...place, graph: whole(next.graph.number), lacks });
}

const holdPartitions = `UNWIND $held AS held
  MATCH (n:AmbitSnapshot {estate: $estate, generation: $generation})
  MATCH (p:AmbitPartition {graph: held.graph, number: held.number})
  MERGE (n)-[r:HOLDS]->(p) SET r.observedAt = held.observedAt, p.recordCount = held.recordCount
  WITH p, held MATCH (g:AmbitGraph {number: held.graph}) SET g.state = 'published'`;

const lackParts = `UNWIND $lacks AS gap
  MATCH (n:AmbitSnapshot {estate: $estate, generation: $generation})
  MERGE (n)-[:LACKS]->(g:AmbitGap {number: gap.number})
  SET g:Gap, g += gap.properties`;

const pointToCurrent = `MATCH (s:AmbitStore {estate: $estate})
  MATCH (n:AmbitSnapshot {estate: $estate, generation: $generation})
  SET s.generation = $generation, s.graph = $graph, s.snapshot = $id
  WITH s, n OPTIONAL MATCH (s)-[old:CURRENT]->(:AmbitSnapshot) DELETE old
  WITH DISTINCT s, n MERGE (s)-[:CURRENT]->(n)`;
