import { hops, UNREACHED } from '../engine/hops.ts';
import { reachedFrom } from '../engine/reached.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { ExposureRow } from '../model/answers.ts';
import { certainTo, closureOf } from './cypher/certain-closure.ts';
import { anyCertainty, askOfNodes, numberIn, textIn, type CypherGraph } from './cypher/cypher-graph.ts';
import { identitiesAmong } from './cypher/identities.ts';
import { hopsIn, sweepHops } from './cypher/sweep.ts';
import { defineQuery } from './define-query.ts';

/** The identities whose blast radius holds a node. */
export const exposure = defineQuery({
  id: 'exposure',
  question: 'Who reaches this?',
  params: { to: { type: 'node', description: 'the node that is reached' } },
  columns: {
    id: { type: 'text', description: "the provider's own name" },
    name: { type: 'text', description: 'the name that people use' },
    kind: { type: 'text', description: 'node kind' },
    scope: { type: 'text', description: 'account, cluster or organisation' },
    human: { type: 'boolean', description: 'whether a person is behind it' },
    hops: { type: 'number', description: 'fewest steps' },
    certainty: { type: 'text', description: 'certain where some way holds without conditions' },
  },
  run: (graph, { to }) => exposureRows(graph, to),
  cypher: {
    statements: { hopsIn, certainTo, identitiesAmong },
    how: 'Begins at the node and expands level by level against the edges: `hopsIn` once for all nodes of a level, again for those that cost no hop. `certainTo` once with `$node` the same node. `identitiesAmong` tells of what was found.',
    run: (database, { to }) => exposureRowsByCypher(database, to),
  },
});

function exposureRows(graph: OpenGraph, to: number): readonly ExposureRow[] {
  const depth = hops(graph.reverse, [to], graph.reverseHop);
  const isSure = reachedFrom(graph.certainReverse, [to]);
  const found = graph.nodesWhere(
    (node) => node !== to && depth[node] !== UNREACHED && graph.category(node) === 'identity',
  );
  const rows = Array.from(found, (node): ExposureRow => ({
    id: graph.id(node),
    name: graph.name(node),
    kind: graph.kind(node),
    scope: graph.scope(node),
    human: graph.data.nodeHuman[node] === 1,
    hops: depth[node],
    certainty: isSure[node] === 1 ? 'certain' : 'conditional',
  }));
  return rows.sort(nearestFirst);
}

async function exposureRowsByCypher(database: CypherGraph, to: number): Promise<readonly ExposureRow[]> {
  const depth = await sweepHops(database, [to], hopsIn, anyCertainty);
  const certain = await closureOf(database, certainTo, to);
  const nodes = [...depth.keys()].filter((node) => node !== to);
  const found = await askOfNodes(database, identitiesAmong, nodes);
  const rows = found.map((row): ExposureRow => {
    const node = numberIn(row, 'node');
    return {
      id: textIn(row, 'id'),
      name: textIn(row, 'name'),
      kind: textIn(row, 'kind'),
      scope: textIn(row, 'scope'),
      human: row['human'] === true,
      hops: depth.get(node) ?? Infinity,
      certainty: certain.has(node) ? 'certain' : 'conditional',
    };
  });
  return rows.sort(nearestFirst);
}

function nearestFirst(a: ExposureRow, b: ExposureRow): number {
  return a.hops - b.hops || (a.id < b.id ? -1 : 1);
}
