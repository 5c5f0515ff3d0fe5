import { hops, UNREACHED } from '../engine/hops.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import { askOfNodes, numberIn, textIn, type CypherGraph } from './cypher/cypher-graph.ts';
import { identitiesAmong } from './cypher/identities.ts';
import { hopsIn, sweepHops } from './cypher/sweep.ts';
import { defineQuery } from './define-query.ts';

/** An identity that gets full control of a scope with certainty. */
interface AdministratorRow {
  readonly administration: string;
  readonly hops: number;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly scope: string;
  readonly human: boolean;
}

/** Every administration. */
const administrations = `MATCH (n:AmbitNode {graph: $graph, kind: 'administration'}) WHERE NOT n:Inner
RETURN n.index AS node, coalesce(n.fullId, n.id) AS id`;

/** Who has, or can give itself, full control. */
export const administrators = defineQuery({
  id: 'administrators',
  question: 'Who administers what, or can make himself an administrator?',
  params: {},
  columns: {
    administration: { type: 'text', description: 'id of the administration' },
    hops: { type: 'number', description: 'fewest certain steps; 1 is whoever has it already' },
    id: { type: 'text', description: "the identity's own name at its provider" },
    name: { type: 'text', description: 'the name that people use' },
    kind: { type: 'text', description: 'node kind' },
    scope: { type: 'text', description: 'account, cluster or organisation of the identity' },
    human: { type: 'boolean', description: 'whether a person is behind it' },
  },
  run: administratorRows,
  cypher: {
    statements: { administrations, hopsIn, identitiesAmong },
    how: 'For each of `administrations`: level by level against certain edges alone with `hopsIn`, as `exposure` does; `identitiesAmong` tells of what was found.',
    run: administratorRowsByCypher,
  },
});

function administratorRows(graph: OpenGraph): readonly AdministratorRow[] {
  const identities = graph.nodesWhere((node) => graph.category(node) === 'identity');
  const rows: AdministratorRow[] = [];
  for (const node of graph.nodesWhere((candidate) => graph.kind(candidate) === 'administration')) {
    const depth = hops(graph.certainReverse, [node], graph.certainReverseHop);
    for (const identity of identities) {
      if (depth[identity] === UNREACHED || identity === node) continue;
      rows.push({
        administration: graph.id(node),
        hops: depth[identity],
        id: graph.id(identity),
        name: graph.name(identity),
        kind: graph.kind(identity),
        scope: graph.scope(identity),
        human: graph.data.nodeHuman[identity] === 1,
      });
    }
  }
  return rows.sort(nearestFirst);
}

async function administratorRowsByCypher(database: CypherGraph): Promise<readonly AdministratorRow[]> {
  const rows: AdministratorRow[] = [];
  for (const administration of await database.ask(administrations)) {
    const node = numberIn(administration, 'node');
    const depth = await sweepHops(database, [node], hopsIn, ['certain']);
    const nodes = [...depth.keys()].filter((found) => found !== node);
    for (const row of await askOfNodes(database, identitiesAmong, nodes)) {
      rows.push({
        administration: textIn(administration, 'id'),
        hops: depth.get(numberIn(row, 'node')) ?? Infinity,
        id: textIn(row, 'id'),
        name: textIn(row, 'name'),
        kind: textIn(row, 'kind'),
        scope: textIn(row, 'scope'),
        human: row['human'] === true,
      });
    }
  }
  return rows.sort(nearestFirst);
}

function nearestFirst(a: AdministratorRow, b: AdministratorRow): number {
  return compare(a.administration, b.administration) || a.hops - b.hops || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
