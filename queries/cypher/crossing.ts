import { production } from '../../graph/environment.ts';
import type { ProductionRadius } from '../crossing/production-radii.ts';
import { crownJewelWeight } from '../radii.ts';
import { anyCertainty, numberIn, textsIn, type CypherGraph, type CypherRow } from './cypher-graph.ts';

/** Resources and identities in production. */
export const nodesInProduction = `MATCH (n:Identity {graph: $graph}) WHERE n.environment = $production RETURN n.index AS node
UNION ALL
MATCH (n:Resource {graph: $graph}) WHERE n.environment = $production RETURN n.index AS node`;

/** Of `$nodes` the identities in another environment that is known. */
export const identitiesElsewhere = `UNWIND $nodes AS index
MATCH (n:AmbitNode:Identity {graph: $graph, index: index}) WHERE n.environment <> $production
RETURN n.index AS node, coalesce(n.fullId, n.id) AS id, n.name AS name, n.kind AS kind, n.human AS human,
       n.scope AS scope, n.environment AS environment`;

/** What of production each of `$nodes` reaches along edges of `$certainties`; weights in thousandths. */
export const productionOfEach = `UNWIND $nodes AS index
MATCH (n:AmbitNode {graph: $graph, index: index})
CALL (n) {
  MATCH (n)(()-[r WHERE r.certainty IN $certainties]->())+(m)
  WITH DISTINCT m WHERE m.environment = $production AND (m:Identity OR m:Resource)
  WITH m ORDER BY m.index
  RETURN count(CASE WHEN m:Resource THEN 1 END) AS resources, count(CASE WHEN m:Identity THEN 1 END) AS identities,
         sum(CASE WHEN m:Resource THEN toInteger(round(m.weight * 1000)) ELSE 0 END) AS thousandths,
         collect(CASE WHEN m:Resource AND m.weight >= $crown THEN coalesce(m.fullId, m.id) END) AS crownJewels
}
RETURN index AS node, resources, identities, thousandths, crownJewels`;

/** Identities whose closures one statement walks; each statement has a deadline of its own. */
const identitiesAtOnce = 50;

/** What an identity reaches of production. */
export interface ProductionReach {
  readonly certain: ProductionRadius;
  readonly possible: ProductionRadius;
  /** Ids, of the possible radius. */
  readonly crownJewels: readonly string[];
}

/** What each identity reaches of production, by its index. */
export async function productionByCypher(
  database: CypherGraph,
  identities: readonly number[],
): Promise<ReadonlyMap<number, ProductionReach>> {
  const found = new Map<number, ProductionReach>();
  for (let from = 0; from < identities.length; from += identitiesAtOnce) {
    const nodes = identities.slice(from, from + identitiesAtOnce);
    const parameters = { nodes, production, crown: crownJewelWeight };
    const certain = await database.ask(productionOfEach, { ...parameters, certainties: ['certain'] });
    const sure = new Map(certain.map((row) => [numberIn(row, 'node'), radiusIn(row)]));
    for (const row of await database.ask(productionOfEach, { ...parameters, certainties: anyCertainty })) {
      const node = numberIn(row, 'node');
      found.set(node, {
        certain: sure.get(node) ?? { resources: 0, identities: 0, weight: 0 },
        possible: radiusIn(row),
        crownJewels: textsIn(row, 'crownJewels'),
      });
    }
  }
  return found;
}

function radiusIn(row: CypherRow): ProductionRadius {
  return {
    resources: numberIn(row, 'resources'),
    identities: numberIn(row, 'identities'),
    weight: numberIn(row, 'thousandths') / 1000,
  };
}
