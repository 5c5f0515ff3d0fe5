import { collectGraph } from '../../graph/collect-graph.ts';
import { categories } from '../../graph/compiled-graph.ts';
import { decodeGraph } from '../../graph/graph-bytes.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import type { GraphEdgeRow, GraphNodeRow } from '../../model/graph-rows.ts';
import { askOfNodes, numberIn, textIn, textsIn, type CypherGraph, type CypherRow } from './cypher-graph.ts';

/** Everything of some nodes. */
export const wholeNodes = `UNWIND $nodes AS index
MATCH (n:AmbitNode {graph: $graph, index: index})
RETURN n.index AS node, coalesce(n.fullId, n.id) AS id, n.name AS name, n.kind AS kind, n.category AS category,
       n.weight AS weight, n.human AS human, n.scope AS scope, n.owner AS owner,
       n.environment AS environment, n.findings AS findings, coalesce(n.shownAs, n.index) AS shownAs`;

/** A part of a graph, as a graph of its own. */
export interface PartOfGraph {
  readonly graph: OpenGraph;
  /** Node index in the part by node index in the whole; both are in the same order. */
  readonly placeOf: ReadonlyMap<number, number>;
}

/** The graph of some edges, of their ends, of some other nodes, and of what is read in the place of any of them. */
export async function openPart(
  database: CypherGraph,
  edges: readonly GraphEdgeRow[],
  others: readonly number[],
): Promise<PartOfGraph> {
  const wanted = new Set([...others, ...edges.flatMap(({ from, to }) => [from, to])]);
  const rows = [...(await askOfNodes(database, wholeNodes, [...wanted]))];
  const shown = rows.map((row) => numberIn(row, 'shownAs')).filter((node) => node >= 0 && !wanted.has(node));
  rows.push(...(await askOfNodes(database, wholeNodes, [...new Set(shown)])));
  rows.sort((a, b) => numberIn(a, 'node') - numberIn(b, 'node'));

  const placeOf = new Map(rows.map((row, place) => [numberIn(row, 'node'), place]));
  const place = (node: number): number => placeOf.get(node) ?? -1;
  const collector = collectGraph(rows.length, edges.length);
  for (const row of rows) collector.node(nodeIn(row, place));
  for (const [index, edge] of edges.entries())
    collector.edge({ ...edge, index, from: place(edge.from), to: place(edge.to) });
  return { graph: new OpenGraph(decodeGraph(collector.finish())), placeOf };
}

function nodeIn(row: CypherRow, place: (node: number) => number): GraphNodeRow {
  const shownAs = numberIn(row, 'shownAs');
  const { owner, environment } = row;
  return {
    index: place(numberIn(row, 'node')),
    id: textIn(row, 'id'),
    name: textIn(row, 'name'),
    kind: textIn(row, 'kind'),
    category: categories.find((category) => category === row['category']) ?? 'inner',
    weight: numberIn(row, 'weight'),
    human: row['human'] === true,
    scope: textIn(row, 'scope'),
    owner: typeof owner === 'string' ? owner : undefined,
    environment: typeof environment === 'string' ? environment : undefined,
    findings: textsIn(row, 'findings'),
    shownAs: shownAs < 0 ? undefined : place(shownAs),
  };
}
