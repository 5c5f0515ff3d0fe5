import type { OpenGraph } from '../graph/open-graph.ts';
import { chokeRows, type ChokeRow } from './choke/choke-rows.ts';
import { chokeGroups } from './choke/choke-side.ts';
import { edgesOut } from './cypher/corridor.ts';
import { partAbove } from './cypher/part-around.ts';
import { wholeNodes } from './cypher/part-of-graph.ts';
import { hopsIn } from './cypher/sweep.ts';
import { defineQuery } from './define-query.ts';

/** Who is passed by those who reach a node. */
type GatekeeperRow = Pick<ChokeRow, 'id' | 'kind'> & {
  readonly certain: { readonly share: number; readonly identities: number };
  readonly possible: { readonly share: number; readonly identities: number };
};

/** Where a node is guarded best. */
export const gatekeepers = defineQuery({
  id: 'gatekeepers',
  question: 'Who must be passed to reach this?',
  params: {
    to: { type: 'node', description: 'the node that is reached' },
    top: { type: 'integer', description: 'rows at most', min: 1, max: 1000, default: 20 },
  },
  columns: {
    id: { type: 'text', description: "the provider's own name" },
    kind: { type: 'text', description: 'node kind' },
    certain: {
      type: 'object',
      description: 'how many identities, itself among them, reach the node through it alone, and their share',
    },
    possible: { type: 'object', description: 'the same along all edges' },
  },
  run: (graph, { to, top }) => gatekeepersOf(graph, to, top),
  cypher: {
    statements: { hopsIn, edgesOut, wholeNodes },
    how: 'Begins at the node and expands level by level against the edges with `hopsIn`, as `exposure` does; `edgesOut` then gives the edges between what was found, and `wholeNodes` its nodes. All ways lie in that part of the graph, and the program finds in it whom they all pass. At most 100,000 edges are taken.',
    async run(database, { to, top }) {
      const { graph, placeOf } = await partAbove(database, to);
      return gatekeepersOf(graph, placeOf.get(to) ?? -1, top);
    },
  },
});

function gatekeepersOf(graph: OpenGraph, to: number, top: number): readonly GatekeeperRow[] {
  const node = graph.nodesWhere((candidate) => candidate !== to && graph.category(candidate) === 'identity');
  const group = new Uint8Array(node.length).fill(chokeGroups.identity);
  const weight = new Float64Array(node.length).fill(1);
  const rows = chokeRows(graph, { root: to, isBackwards: true, targets: { node, group, weight } }, top);
  const part = ({ share, identities }: ChokeRow['certain']) => ({ share, identities });
  return rows.map(({ id, kind, certain, possible }) => ({
    id,
    kind,
    certain: part(certain),
    possible: part(possible),
  }));
}
