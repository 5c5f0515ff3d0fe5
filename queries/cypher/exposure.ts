/** All resources. */
export const everyResource = `MATCH (n:AmbitNode:Resource {graph: $graph})
RETURN n.index AS node, coalesce(n.fullId, n.id) AS id, n.name AS name, n.kind AS kind, n.category AS category,
       n.scope AS scope, n.weight AS weight
ORDER BY node`;

/** How many identities lead to each of `$nodes` along edges of `$certainties`. */
export const exposureOfEach = `UNWIND $nodes AS index
MATCH (n:AmbitNode {graph: $graph, index: index})
CALL (n) {
  MATCH (n)(()<-[r WHERE r.certainty IN $certainties]-())+(m)
  WITH DISTINCT n, m WHERE m <> n AND m:Identity
  RETURN count(CASE WHEN m.human THEN NULL ELSE 1 END) AS machines, count(CASE WHEN m.human THEN 1 END) AS humans
}
RETURN index AS node, machines, humans`;
