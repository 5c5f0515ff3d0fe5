import type { GraphEdgeRow, GraphNodeRow, GraphRows } from '../../model/graph-rows.ts';
import { boundedId } from './bounded-id.ts';
import { whole, type Connection, type Run } from './connection.ts';
import { replaced } from './errors.ts';
import { GraphNames } from './names.ts';
import type { Writing } from './writing.ts';

/** Rows and characters of text that one transaction writes at most. */
const maxBatchRows = 5000;
const maxBatchLength = 4_000_000;

/** Told how much of a graph is written. */
export type WriteProgress = (done: number, total: number) => void;

/**
 * Writes the graph as nodes and relationships that belong to nothing published yet.
 *
 * The writing counts its batches, so a batch that is run again although it was done does nothing: `CREATE` is four
 * times faster than `MERGE`, and as safe this way.
 */
export async function writeGraph(
  connection: Connection,
  writing: Writing,
  rows: GraphRows,
  progress: WriteProgress,
): Promise<void> {
  const total = rows.nodeCount + rows.edgeCount;
  const names = new GraphNames();
  const batches = new Batches(connection, writing);
  await batches.begin(rows);
  let done = 0;
  for (const batch of inBatches(rows.nodeCount, (index) => nodeParameters(rows.node(index), names, writing.number))) {
    await batches.write(createNodes, batch);
    progress((done += batch.length), total);
  }
  for (const batch of inBatches(rows.edgeCount, (index) => edgeParameters(rows.edge(index), names))) {
    await batches.write(createEdges, batch);
    progress((done += batch.length), total);
  }
}

// Labels and types come as values: no word of a source is ever part of a statement.
const createNodes = 'UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.properties';

const createEdges = `UNWIND $rows AS row
  MATCH (a:AmbitNode {graph: $graph, index: row.from})
  MATCH (b:AmbitNode {graph: $graph, index: row.to})
  CREATE (a)-[r:$(row.type)]->(b) SET r = row.properties`;

class Batches {
  readonly #connection: Connection;
  readonly #writing: Writing;
  #next = 0;

  constructor(connection: Connection, writing: Writing) {
    this.#connection = connection;
    this.#writing = writing;
  }

  async begin({ nodeCount, edgeCount }: GraphRows): Promise<void> {
    await this.#connection.write('writing the graph', async (run) => {
      await this.#writing.check(run);
      await run('MATCH (g:AmbitGraph {number: $graph}) SET g.nodeCount = $nodeCount, g.edgeCount = $edgeCount', {
        graph: whole(this.#writing.number),
        nodeCount: whole(nodeCount),
        edgeCount: whole(edgeCount),
      });
    });
  }

  async write(statement: string, rows: readonly object[]): Promise<void> {
    const batch = this.#next++;
    const graph = whole(this.#writing.number);
    await this.#connection.write('writing the graph', async (run) => {
      if (await isDone(run, this.#writing.number, batch)) return;
      await run(statement, { graph, rows });
    });
  }
}

/** Counts the batch unless it is counted already; the write lock comes first, so that two tries never both count. */
async function isDone(run: Run, number: number, batch: number): Promise<boolean> {
  const { records } = await run(
    `MATCH (g:AmbitGraph {number: $graph}) SET g.asked = timestamp()
     WITH g, g.written > $batch AS isDone WHERE g.state = 'writing'
     SET g.written = CASE WHEN isDone THEN g.written ELSE $batch + 1 END
     RETURN isDone`,
    { graph: whole(number), batch: whole(batch) },
  );
  const [answer] = records;
  if (answer === undefined) throw replaced();
  return answer.get('isDone') === true;
}

interface Measured {
  readonly row: object;
  readonly length: number;
}

function* inBatches(count: number, at: (index: number) => Measured): Generator<readonly object[]> {
  let batch: object[] = [];
  let length = 0;
  for (let index = 0; index < count; index++) {
    const measured = at(index);
    batch.push(measured.row);
    length += measured.length;
    if (batch.length < maxBatchRows && length < maxBatchLength) continue;
    yield batch;
    batch = [];
    length = 0;
  }
  if (batch.length > 0) yield batch;
}

function nodeParameters(node: GraphNodeRow, names: GraphNames, graph: number): Measured {
  const { index, name, kind, category, weight, human, scope, owner, environment, findings, shownAs } = node;
  const id = boundedId(node.id);
  const properties = {
    graph: whole(graph),
    index: whole(index),
    id,
    name,
    kind,
    category,
    weight,
    ...(id === node.id ? {} : { fullId: node.id }),
    ...(human || category === 'identity' ? { human } : {}),
    ...(scope === '' ? {} : { scope }),
    ...(owner === undefined ? {} : { owner }),
    ...(environment === undefined ? {} : { environment }),
    ...(findings.length === 0 ? {} : { findings }),
    ...(shownAs === index ? {} : { shownAs: whole(shownAs ?? -1) }),
  };
  return { row: { labels: names.labels(node), properties }, length: 200 + node.id.length + name.length };
}

function edgeParameters(edge: GraphEdgeRow, names: GraphNames): Measured {
  const { index, from, to, kind, rule, conditions, evidence, hop, cost } = edge;
  const properties = {
    index: whole(index),
    certainty: conditions.length === 0 ? 'certain' : 'conditional',
    hop: whole(hop),
    cost: cost / 10,
    ...(kind === '' ? {} : { kind }),
    ...(rule === '' ? {} : { rule }),
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(evidence.length === 0 ? {} : { evidence }),
  };
  const length = [...conditions, ...evidence].reduce((sum, text) => sum + text.length, 200);
  return { row: { from: whole(from), to: whole(to), type: names.type(kind), properties }, length };
}
