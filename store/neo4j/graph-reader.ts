import type { RecordShape } from 'neo4j-driver';

import type { GraphCodec, GraphCollector, GraphEdgeRow, GraphNodeRow } from '../../model/graph-rows.ts';
import type { Category } from '../../model/node-kind.ts';
import { sha256 } from '../embedded/files.ts';
import { whole, type Connection } from './connection.ts';
import type { StoredGraph } from './document.ts';
import { damaged } from './errors.ts';
import { categoryLabels } from './names.ts';

/** Nodes, or tails of relationships, that one transaction reads. */
const rangeSize = 20_000;

/**
 * The compiled graph's bytes, put together from the nodes and relationships and compared with its hash.
 *
 * A range that is read again, because the connection was lost in it, puts the same rows into the same places.
 *
 * @throws {UnavailableError} when it is not the graph that was written
 */
export async function readGraph(connection: Connection, codec: GraphCodec, stored: StoredGraph): Promise<Uint8Array> {
  try {
    const collector = codec.collect(stored.nodeCount, stored.edgeCount);
    for (let from = 0; from < stored.nodeCount; from += rangeSize) {
      await readRange(connection, { graph: stored.number, from, to: from + rangeSize }, collector);
    }
    const bytes = collector.finish();
    if (sha256(bytes) !== stored.sha256) throw damaged('the graph');
    return bytes;
  } catch (error) {
    // What stands where no node or edge may stand was not written by this program.
    throw error instanceof RangeError ? damaged('the graph', error) : error;
  }
}

interface Range {
  readonly graph: number;
  readonly from: number;
  readonly to: number;
}

async function readRange(connection: Connection, { graph, from, to }: Range, collector: GraphCollector): Promise<void> {
  const range = { graph: whole(graph), from: whole(from), to: whole(to) };
  await connection.read('reading the graph', async (run) => {
    for await (const record of run(matchNodes, range)) collector.node(nodeRow(record.toObject()));
  });
  await connection.read('reading the graph', async (run) => {
    for await (const record of run(matchEdges, range)) collector.edge(edgeRow(record.toObject()));
  });
}

const inRange = 'MATCH (n:AmbitNode) WHERE n.graph = $graph AND n.index >= $from AND n.index < $to';

const matchNodes = `${inRange}
  RETURN n.index AS index, coalesce(n.fullId, n.id) AS id, n.name AS name, n.kind AS kind, n.category AS category,
         n.weight AS weight, n.human AS human, n.scope AS scope, n.owner AS owner,
         n.environment AS environment, n.findings AS findings, n.shownAs AS shownAs`;

// What people draw between the nodes has no index.
const matchEdges = `${inRange}
  MATCH (n)-[r]->(m) WHERE r.index IS NOT NULL
  RETURN r.index AS index, n.index AS from, m.index AS to, r.kind AS kind, r.rule AS rule,
         r.conditions AS conditions, r.evidence AS evidence, r.hop AS hop, r.cost AS cost`;

function nodeRow(row: RecordShape): GraphNodeRow {
  const index = Number(row['index']);
  const shownAs = Number(row['shownAs'] ?? index);
  return {
    index,
    id: text(row['id']),
    name: text(row['name']),
    kind: text(row['kind']),
    category: categoryOf(text(row['category'])),
    weight: Number(row['weight']),
    human: row['human'] === true,
    scope: text(row['scope']),
    owner: typeof row['owner'] === 'string' ? row['owner'] : undefined,
    environment: typeof row['environment'] === 'string' ? row['environment'] : undefined,
    findings: texts(row['findings']),
    shownAs: shownAs < 0 ? undefined : shownAs,
  };
}

function edgeRow(row: RecordShape): GraphEdgeRow {
  return {
    index: Number(row['index']),
    from: Number(row['from']),
    to: Number(row['to']),
    kind: text(row['kind']),
    rule: text(row['rule']),
    conditions: texts(row['conditions']),
    evidence: texts(row['evidence']),
    hop: Number(row['hop']),
    cost: Math.round(Number(row['cost']) * 10),
  };
}

function categoryOf(value: string): Category {
  const known = Object.keys(categoryLabels).find((category): category is Category => category === value);
  if (known === undefined) throw damaged('the graph');
  return known;
}

/** Empty where the property is not there, which is how an empty text is written. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [];
}
