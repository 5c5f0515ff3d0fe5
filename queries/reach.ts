import { hops, UNREACHED } from '../engine/hops.ts';
import { reachedFrom } from '../engine/reached.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { ReachRow } from '../model/answers.ts';
import { isResource } from '../model/node-kind.ts';
import { certainFrom, closureOf } from './cypher/certain-closure.ts';
import { anyCertainty, askOfNodes, numberIn, textIn, type CypherGraph } from './cypher/cypher-graph.ts';
import { hopsOut, sweepHops } from './cypher/sweep.ts';
import { defineQuery } from './define-query.ts';

/** Of the nodes that a blast radius counts. */
const nodesReached = `UNWIND $nodes AS index
MATCH (m:AmbitNode {graph: $graph, index: index}) WHERE m:Identity OR m:Resource
RETURN m.index AS node, coalesce(m.fullId, m.id) AS id, m.name AS name, m.kind AS kind, m.category AS category,
       m.scope AS scope, m.weight AS weight`;

/** The blast radius of one node, a row a node. */
export const reach = defineQuery({
  id: 'reach',
  question: 'What falls if this one is compromised?',
  params: { of: { type: 'node', description: 'the node that is compromised' } },
  columns: {
    id: { type: 'text', description: "the provider's own name" },
    name: { type: 'text', description: 'the name that people use' },
    kind: { type: 'text', description: 'node kind' },
    category: { type: 'text', description: 'identity, system, data or automation' },
    scope: { type: 'text', description: 'account, cluster or organisation' },
    weight: { type: 'number', description: '1 low, 5 normal, 25 high, 100 critical' },
    hops: { type: 'number', description: 'fewest steps' },
    certainty: { type: 'text', description: 'certain where some way holds without conditions' },
  },
  run: (graph, { of }) => reachRows(graph, of),
  cypher: {
    statements: { hopsOut, certainFrom, nodesReached },
    how: 'Begins at the node and expands level by level: `hopsOut` once for all nodes of a level, again for those that cost no hop. `certainFrom` once with `$node` the same node. `nodesReached` tells of what was found.',
    run: (database, { of }) => reachRowsByCypher(database, of),
  },
});

/** Rows nearest first, then by weight and id; the node itself is not among them. */
export function reachRows(graph: OpenGraph, of: number): readonly ReachRow[] {
  const depth = hops(graph.data.csr, [of], graph.data.edgeHop);
  const isSure = reachedFrom(graph.certain, [of]);
  const found = graph.nodesWhere((node) => node !== of && depth[node] !== UNREACHED && isCounted(graph, node));
  const rows = Array.from(found, (node): ReachRow => ({
    ...graph.summary(node),
    hops: depth[node],
    certainty: isSure[node] === 1 ? 'certain' : 'conditional',
  }));
  return rows.sort(nearestFirst);
}

/** The same rows from a database. */
export async function reachRowsByCypher(database: CypherGraph, of: number): Promise<readonly ReachRow[]> {
  const depth = await sweepHops(database, [of], hopsOut, anyCertainty);
  const certain = await closureOf(database, certainFrom, of);
  const nodes = [...depth.keys()].filter((node) => node !== of);
  const found = await askOfNodes(database, nodesReached, nodes);
  const rows = found.map((row): ReachRow => {
    const node = numberIn(row, 'node');
    return {
      id: textIn(row, 'id'),
      name: textIn(row, 'name'),
      kind: textIn(row, 'kind'),
      category: textIn(row, 'category'),
      scope: textIn(row, 'scope'),
      weight: numberIn(row, 'weight'),
      hops: depth.get(node) ?? Infinity,
      certainty: certain.has(node) ? 'certain' : 'conditional',
    };
  });
  return rows.sort(nearestFirst);
}

function nearestFirst(a: ReachRow, b: ReachRow): number {
  return a.hops - b.hops || b.weight - a.weight || (a.id < b.id ? -1 : 1);
}

/** Whether a blast radius counts the node: identities and resources. */
export function isCounted(graph: OpenGraph, node: number): boolean {
  const category = graph.category(node);
  return category === 'identity' || isResource(category);
}
