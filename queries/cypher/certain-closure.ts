import { numberIn, type CypherGraph } from './cypher-graph.ts';

/** All that a node leads to along certain edges. The plan's VarLengthExpand(Pruning,BFS) enters no node twice. */
export const certainFrom = `MATCH (:AmbitNode {graph: $graph, index: $node})(()-[r WHERE r.certainty = 'certain']->())+(m)
RETURN DISTINCT m.index AS node`;

/** All that leads to a node along certain edges. */
export const certainTo = `MATCH (:AmbitNode {graph: $graph, index: $node})(()<-[r WHERE r.certainty = 'certain']-())+(m)
RETURN DISTINCT m.index AS node`;

/** Node indices that the statement gives for a node. */
export async function closureOf(
  database: CypherGraph,
  statement: typeof certainFrom | typeof certainTo,
  node: number,
): Promise<ReadonlySet<number>> {
  const rows = await database.ask(statement, { node });
  return new Set(rows.map((row) => numberIn(row, 'node')));
}
