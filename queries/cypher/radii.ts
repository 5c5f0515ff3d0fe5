import type { Radius } from '../../model/answers.ts';
import { crownJewelWeight } from '../radii.ts';
import { score, type UnrankedRow } from '../rank.ts';
import { anyCertainty, listIn, numberIn, textIn, textsIn, type CypherGraph, type CypherRow } from './cypher-graph.ts';

/** All identities. */
export const everyIdentity = `MATCH (n:AmbitNode:Identity {graph: $graph})
RETURN n.index AS node, coalesce(n.fullId, n.id) AS id, n.name AS name, n.kind AS kind, n.human AS human,
       n.owner AS owner, n.scope AS scope, n.findings AS findings
ORDER BY node`;

/** Machine identities for which nobody is named. */
export const identitiesWithoutOwner = `MATCH (n:AmbitNode:Identity {graph: $graph}) WHERE n.owner IS NULL AND NOT n.human
RETURN n.index AS node, coalesce(n.fullId, n.id) AS id, n.name AS name, n.kind AS kind, n.human AS human,
       n.owner AS owner, n.scope AS scope, n.findings AS findings
ORDER BY node`;

/** Identities of some kinds. */
export const identitiesOfKinds = `MATCH (n:AmbitNode:Identity {graph: $graph}) WHERE n.kind IN $kinds
RETURN n.index AS node, coalesce(n.fullId, n.id) AS id, n.name AS name, n.kind AS kind, n.human AS human,
       n.owner AS owner, n.scope AS scope, n.findings AS findings
ORDER BY node`;

/** What each of `$nodes` reaches along edges of `$certainties`; weights in thousandths, so that sums are exact. */
export const radiusOfEach = `UNWIND $nodes AS index
MATCH (n:AmbitNode {graph: $graph, index: index})
CALL (n) {
  MATCH (n)(()-[r WHERE r.certainty IN $certainties]->())+(m)
  WITH DISTINCT n, m WHERE m <> n
  RETURN count(CASE WHEN m:System THEN 1 END) AS system, count(CASE WHEN m:Data THEN 1 END) AS data,
         count(CASE WHEN m:Automation THEN 1 END) AS automation, count(CASE WHEN m:Identity THEN 1 END) AS identity,
         sum(CASE WHEN m:Resource THEN toInteger(round(m.weight * 1000)) ELSE 0 END) AS thousandths,
         collect(CASE WHEN m:Resource AND m.weight >= $crown THEN [m.index, coalesce(m.fullId, m.id)] END) AS crownJewels,
         collect(CASE WHEN m.kind = 'administration' AND NOT m:Inner THEN [m.index, coalesce(m.fullId, m.id)] END)
           AS administrations
}
RETURN index AS node, system, data, automation, identity, thousandths, crownJewels, administrations`;

/** Weight of the whole estate, in thousandths. */
export const totalWeight = `MATCH (m:AmbitNode:Resource {graph: $graph})
RETURN sum(toInteger(round(m.weight * 1000))) AS thousandths`;

/** Identities whose closures one statement walks; each statement has a deadline of its own. */
const identitiesAtOnce = 50;

/** What each of the identities reaches, in both certainties; not ranked. */
export async function radiiByCypher(
  database: CypherGraph,
  identities: readonly CypherRow[],
): Promise<readonly UnrankedRow[]> {
  const crown = crownJewelWeight;
  const total = await totalByCypher(database);
  const rows: UnrankedRow[] = [];
  for (let from = 0; from < identities.length; from += identitiesAtOnce) {
    const some = identities.slice(from, from + identitiesAtOnce);
    const nodes = some.map((identity) => numberIn(identity, 'node'));
    const certain = await reachOf(database, nodes, { certainties: ['certain'], crown });
    const possible = await reachOf(database, nodes, { certainties: anyCertainty, crown });
    for (const [at, node] of nodes.entries()) {
      rows.push(unranked(some[at], { certain: reachIn(certain, node), possible: reachIn(possible, node), total }));
    }
  }
  return rows;
}

async function totalByCypher(database: CypherGraph): Promise<number> {
  const [row] = await database.ask(totalWeight);
  return numberIn(row, 'thousandths') / 1000;
}

interface Reach {
  readonly radius: Radius;
  readonly crownJewels: readonly string[];
  readonly administrations: readonly string[];
}

async function reachOf(
  database: CypherGraph,
  nodes: readonly number[],
  parameters: Readonly<Record<string, unknown>>,
): Promise<ReadonlyMap<number, Reach>> {
  const rows = await database.ask(radiusOfEach, { ...parameters, nodes });
  return new Map(rows.map((row) => [numberIn(row, 'node'), reachFrom(row)]));
}

function reachFrom(row: CypherRow): Reach {
  const system = numberIn(row, 'system');
  const data = numberIn(row, 'data');
  const automation = numberIn(row, 'automation');
  const resources = system + data + automation;
  const identity = numberIn(row, 'identity');
  return {
    radius: { system, data, automation, identity, resources, weight: numberIn(row, 'thousandths') / 1000 },
    crownJewels: inOrder(listIn(row, 'crownJewels')),
    administrations: inOrder(listIn(row, 'administrations')),
  };
}

/** Ids in the order of their nodes' indices. */
function inOrder(pairs: readonly unknown[]): readonly string[] {
  const listed = pairs.flatMap((pair) => (Array.isArray(pair) ? [{ node: Number(pair[0]), id: String(pair[1]) }] : []));
  return listed.sort((a, b) => a.node - b.node).map(({ id }) => id);
}

function reachIn(reach: ReadonlyMap<number, Reach>, node: number): Reach {
  const found = reach.get(node);
  if (found === undefined) throw new TypeError(`no radius of node ${node}`);
  return found;
}

interface Reaches {
  readonly certain: Reach;
  readonly possible: Reach;
  /** Weight of the estate. */
  readonly total: number;
}

function unranked(identity: CypherRow, { certain, possible, total }: Reaches): UnrankedRow {
  const owner = identity['owner'];
  return {
    id: textIn(identity, 'id'),
    name: textIn(identity, 'name'),
    kind: textIn(identity, 'kind'),
    human: identity['human'] === true,
    owner: typeof owner === 'string' ? owner : null,
    scope: textIn(identity, 'scope'),
    rank: 0,
    score: score(certain.radius, possible.radius, total),
    certain: certain.radius,
    possible: possible.radius,
    crownJewels: possible.crownJewels,
    administers: certain.administrations,
    findings: textsIn(identity, 'findings'),
  };
}
