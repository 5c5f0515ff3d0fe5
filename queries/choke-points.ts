import type { OpenGraph } from '../graph/open-graph.ts';
import { chokeRows, type ChokeRow } from './choke/choke-rows.ts';
import { chokeGroups } from './choke/choke-side.ts';
import { edgesOut } from './cypher/corridor.ts';
import { partBelow } from './cypher/part-around.ts';
import { wholeNodes } from './cypher/part-of-graph.ts';
import { hopsOut } from './cypher/sweep.ts';
import { defineQuery } from './define-query.ts';
import { isCrownJewel } from './radii.ts';
import { isCounted } from './reach.ts';

/** Where a blast radius is cut best. */
export const chokePoints = defineQuery({
  id: 'choke-points',
  question: 'Through which nodes and steps does most of a blast radius go?',
  params: {
    of: { type: 'node', description: 'the node that is compromised' },
    top: { type: 'integer', description: 'rows at most', min: 1, max: 1000, default: 20 },
  },
  columns: {
    what: { type: 'text', description: 'node, or step: one way from a node to others' },
    kind: { type: 'text', description: 'kind of the node or the step' },
    id: { type: 'text', description: 'the node, or where the step begins' },
    to: { type: 'list', description: 'where the step leads, at most 12; empty for a node' },
    toCount: { type: 'number', description: 'to how many nodes it leads' },
    evidence: { type: 'list', description: 'which statement or record proves the step' },
    certain: { type: 'object', description: 'share, weight, resources, identities and crown jewels lost without it' },
    possible: { type: 'object', description: 'the same along all edges' },
  },
  run: (graph, { of, top }) => chokePointsOf(graph, of, top),
  cypher: {
    statements: { hopsOut, edgesOut, wholeNodes },
    how: 'Begins at the node and expands level by level with `hopsOut` as `reach` does; `edgesOut` then gives the edges between what was found, and `wholeNodes` its nodes. All ways lie in that part of the graph, and the program finds in it what they all go through. At most 100,000 edges are taken.',
    async run(database, { of, top }) {
      const { graph, placeOf } = await partBelow(database, of);
      return chokePointsOf(graph, placeOf.get(of) ?? -1, top);
    },
  },
});

function chokePointsOf(graph: OpenGraph, of: number, top: number): readonly ChokeRow[] {
  const node = graph.nodesWhere((candidate) => candidate !== of && isCounted(graph, candidate));
  const group = Uint8Array.from(node, (target) => {
    if (graph.category(target) === 'identity') return chokeGroups.identity;
    return isCrownJewel(graph, target) ? chokeGroups.crownJewel : chokeGroups.resource;
  });
  const weight = Float64Array.from(node, (target, i) =>
    group[i] === chokeGroups.identity ? 0 : Math.round(graph.data.nodeWeight[target] * 1000),
  );
  return chokeRows(graph, { root: of, isBackwards: false, targets: { node, group, weight } }, top);
}
