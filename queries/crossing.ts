import { hops, UNREACHED } from '../engine/hops.ts';
import { production } from '../graph/environment.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { Certainty } from '../model/certainty.ts';
import { productionNodes, productionRadii, type ProductionRadius } from './crossing/production-radii.ts';
import { identitiesElsewhere, nodesInProduction, productionByCypher, productionOfEach } from './cypher/crossing.ts';
import { anyCertainty, askOfNodes, numberIn, textIn, type CypherGraph } from './cypher/cypher-graph.ts';
import { hopsIn, sweepHops } from './cypher/sweep.ts';
import { defineQuery } from './define-query.ts';

/** An identity outside production that reaches into it. */
interface CrossingRow {
  /** 0 until it is ranked. */
  rank: number;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly scope: string;
  readonly human: boolean;
  readonly environment: string;
  readonly certain: ProductionRadius;
  readonly possible: ProductionRadius;
  readonly crownJewels: readonly string[];
  readonly certainty: Certainty;
  readonly hops: number;
}

/** Ways out of test, development and their like into production. */
export const crossing = defineQuery({
  id: 'crossing',
  question: 'Which identities outside production reach into it?',
  params: {},
  columns: {
    rank: { type: 'number', description: '1 is whom most of production falls with' },
    id: { type: 'text', description: "the provider's own name" },
    name: { type: 'text', description: 'the name that people use' },
    kind: { type: 'text', description: 'node kind' },
    scope: { type: 'text', description: 'account, cluster or organisation' },
    human: { type: 'boolean', description: 'whether a person is behind it' },
    environment: { type: 'text', description: 'from the tags, else from the name of its account' },
    hops: { type: 'number', description: 'fewest steps to anything in production' },
    certainty: { type: 'text', description: 'certain where some way into production holds without conditions' },
    certain: {
      type: 'object',
      description: 'resources and identities in production along certain edges, and the weight of the resources',
    },
    possible: { type: 'object', description: 'the same along all edges' },
    crownJewels: { type: 'list', description: 'resources of weight 100 among the possible ones' },
  },
  run: crossingRows,
  cypher: {
    statements: { nodesInProduction, hopsIn, identitiesElsewhere, productionOfEach },
    how: 'Begins at all of `nodesInProduction` (`$production` is `production`) and expands level by level against the edges with `hopsIn`, as `exposure` does. `identitiesElsewhere` of what was found; `productionOfEach` twice for every 50 of those: with `$certainties` `[certain]` and with both; `$crown` is the weight of a crown jewel.',
    run: crossingRowsByCypher,
  },
});

function crossingRows(graph: OpenGraph): readonly CrossingRow[] {
  const targets = productionNodes(graph);
  const depth = hops(graph.reverse, targets, graph.reverseHop);
  const sources = graph.nodesWhere(
    (node) => depth[node] !== UNREACHED && graph.category(node) === 'identity' && isElsewhere(graph.environment(node)),
  );
  const { certain, possible, crownJewels } = productionRadii(graph, sources, targets);
  const rows = Array.from(sources, (node, at) => ({
    rank: 0,
    id: graph.id(node),
    name: graph.name(node),
    kind: graph.kind(node),
    scope: graph.scope(node),
    human: graph.data.nodeHuman[node] === 1,
    environment: graph.environment(node) ?? '',
    certain: certain[at],
    possible: possible[at],
    crownJewels: crownJewels[at].map((jewel) => graph.id(jewel)),
    certainty: certaintyOf(certain[at]),
    hops: depth[node],
  }));
  return ranked(rows);
}

async function crossingRowsByCypher(database: CypherGraph): Promise<readonly CrossingRow[]> {
  const targets = await database.ask(nodesInProduction, { production });
  const starts = targets.map((row) => numberIn(row, 'node'));
  const depth = await sweepHops(database, starts, hopsIn, anyCertainty);
  const identities = await askOfNodes(database, identitiesElsewhere, [...depth.keys()], { production });
  const nodes = identities.map((row) => numberIn(row, 'node'));
  const reached = await productionByCypher(database, nodes);
  const rows = identities.flatMap((row) => {
    const node = numberIn(row, 'node');
    const reach = reached.get(node);
    if (reach === undefined) return [];
    return {
      rank: 0,
      id: textIn(row, 'id'),
      name: textIn(row, 'name'),
      kind: textIn(row, 'kind'),
      scope: textIn(row, 'scope'),
      human: row['human'] === true,
      environment: textIn(row, 'environment'),
      ...reach,
      certainty: certaintyOf(reach.certain),
      hops: depth.get(node) ?? Infinity,
    };
  });
  return ranked(rows);
}

function isElsewhere(environment: string | null): boolean {
  return environment !== null && environment !== production;
}

function certaintyOf({ resources, identities }: ProductionRadius): Certainty {
  return resources + identities > 0 ? 'certain' : 'conditional';
}

/** What is only possible counts a quarter, as in every ranked answer. */
function worth({ certain, possible }: CrossingRow): number {
  return certain.weight + 0.25 * (possible.weight - certain.weight);
}

/** Most weight first; rows are numbered in place. */
function ranked(rows: readonly CrossingRow[]): readonly CrossingRow[] {
  const sorted = rows.toSorted(
    (a, b) =>
      worth(b) - worth(a) ||
      b.certain.identities - a.certain.identities ||
      b.possible.identities - a.possible.identities ||
      a.hops - b.hops ||
      (a.id < b.id ? -1 : 1),
  );
  for (const [at, row] of sorted.entries()) row.rank = at + 1;
  return sorted;
}
