import type { OpenGraph } from '../graph/open-graph.ts';
import type { ReportRow } from '../model/answers.ts';
import type { CypherGraph, CypherRow } from './cypher/cypher-graph.ts';
import { everyIdentity, radiiByCypher, radiusOfEach, totalWeight } from './cypher/radii.ts';
import { defineQuery } from './define-query.ts';
import { computeRadii, type Radii } from './radii.ts';
import { estateWeight, rank, rankedColumns, score } from './rank.ts';

/** What the Cypher form of a ranked question says of itself. */
export const howRanked =
  '`radiusOfEach` twice for every 50 identities: with `$certainties` `[certain]` and with both; `$crown` is the weight of a crown jewel. `totalWeight` once. Scores and ranks are made of these. Each identity is walked for itself, so time grows with identities times what they reach: 10 ms each on a small estate, minutes for a thousand that reach a million edges. The program asks all at once, in a second.';

/** Every identity, largest blast radius first. */
export const blastRadius = defineQuery({
  id: 'blast-radius',
  question: 'Which identities reach most, if they are compromised?',
  params: {},
  columns: rankedColumns,
  run: (graph) => rankedRows(graph, computeRadii(graph)),
  cypher: {
    statements: { everyIdentity, radiusOfEach, totalWeight },
    how: `\`everyIdentity\` once. ${howRanked}`,
    run: async (database) => rankedByCypher(database, await database.ask(everyIdentity)),
  },
});

/** The ranked report from radii that are known already; equal lists of a column are one and the same. */
export function rankedRows(graph: OpenGraph, radii: Radii): readonly ReportRow[] {
  const total = estateWeight(graph);
  const crownJewels = idLists(graph, radii.crownJewels);
  const administers = idLists(graph, radii.administers);
  const rows = Array.from(radii.identities, (node, index) => ({
    id: graph.id(node),
    name: graph.name(node),
    kind: graph.kind(node),
    human: graph.data.nodeHuman[node] === 1,
    owner: graph.owner(node),
    scope: graph.scope(node),
    rank: 0,
    score: score(radii.certain[index], radii.possible[index], total),
    certain: radii.certain[index],
    possible: radii.possible[index],
    crownJewels: crownJewels[index],
    administers: administers[index],
    findings: graph.findings(node),
  }));
  return rank(rows);
}

/** The same of some identities, in a database. */
export async function rankedByCypher(
  database: CypherGraph,
  identities: readonly CypherRow[],
): Promise<readonly ReportRow[]> {
  return rank(await radiiByCypher(database, identities));
}

/** The ids of each list of nodes; one list of ids for one list of nodes. */
function idLists(graph: OpenGraph, lists: readonly (readonly number[])[]): readonly (readonly string[])[] {
  const idOf = new Map<number, string>();
  const known = new Map<readonly number[], readonly string[]>();
  const toId = (node: number): string => {
    const id = idOf.get(node) ?? graph.id(node);
    idOf.set(node, id);
    return id;
  };
  return lists.map((list) => {
    const ids = known.get(list) ?? list.map(toId);
    known.set(list, ids);
    return ids;
  });
}
