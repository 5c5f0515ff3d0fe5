/** Tells of the identities among `$nodes`. */
export const identitiesAmong = `UNWIND $nodes AS index
MATCH (m:AmbitNode:Identity {graph: $graph, index: index})
RETURN m.index AS node, coalesce(m.fullId, m.id) AS id, m.name AS name, m.kind AS kind, m.scope AS scope,
       m.human AS human`;
