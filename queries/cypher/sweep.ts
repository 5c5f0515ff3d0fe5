import { askOfNodes, numberIn, type CypherGraph } from './cypher-graph.ts';

/** Distances from where a sweep began, as far as it went. */
export interface Sweep {
  /** Distance by node index. */
  readonly settled: ReadonlyMap<number, number>;
  /** The smallest distance at which nodes wait; Infinity when all that is reached is settled. */
  waitingAt(): number;
  /** Settles every node up to the distance, itself included. */
  until(bound: number): Promise<void>;
}

/** What a sweep walks along. */
export interface SweepWay {
  /** Gives `node` and `step`, the least whole-numbered length of an edge there from one of `$nodes`. */
  readonly statement: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Expands the nearest nodes that wait, all of one distance in one statement, so that none is expanded twice.
 *
 * Edges of length 0 lead to nodes of the same distance, which are expanded before any further ones. Rows that come
 * back are at most the distinct heads of each expansion, so the edges of the graph bound them.
 */
export function beginSweep(database: CypherGraph, starts: Iterable<number>, way: SweepWay): Sweep {
  const settled = new Map<number, number>();
  const waiting = new Map<number, Set<number>>([[0, new Set(starts)]]);
  const waitingAt = (): number => [...waiting.keys()].reduce((least, at) => Math.min(least, at), Infinity);

  const settle = (at: number): readonly number[] => {
    const nodes = [...(waiting.get(at) ?? [])].filter((node) => !settled.has(node));
    waiting.delete(at);
    for (const node of nodes) settled.set(node, at);
    return nodes;
  };
  const wait = (node: number, at: number): void => {
    if (settled.has(node)) return;
    const same = waiting.get(at);
    if (same) same.add(node);
    else waiting.set(at, new Set([node]));
  };

  return {
    settled,
    waitingAt,
    async until(bound) {
      for (let at = waitingAt(); at !== Infinity && at <= bound; at = waitingAt()) {
        const rows = await askOfNodes(database, way.statement, settle(at), way.parameters);
        for (const row of rows) wait(numberIn(row, 'node'), at + numberIn(row, 'step'));
      }
    },
  };
}

/** Hops along edges of `$certainties`. What people drew between the nodes has no index. */
export const hopsOut = `UNWIND $nodes AS index
MATCH (n:AmbitNode {graph: $graph, index: index})-[r]->(m:AmbitNode)
USING INDEX SEEK n:AmbitNode(graph, index)
WHERE r.index IS NOT NULL AND r.certainty IN $certainties
RETURN m.index AS node, min(r.hop) AS step`;

/** The same against the edges. */
export const hopsIn = `UNWIND $nodes AS index
MATCH (n:AmbitNode {graph: $graph, index: index})<-[r]-(m:AmbitNode)
USING INDEX SEEK n:AmbitNode(graph, index)
WHERE r.index IS NOT NULL AND r.certainty IN $certainties
RETURN m.index AS node, min(r.hop) AS step`;

/** Fewest hops from, or to, the nearest of the starts, by node index. */
export async function sweepHops(
  database: CypherGraph,
  starts: Iterable<number>,
  statement: typeof hopsOut | typeof hopsIn,
  certainties: readonly string[],
): Promise<ReadonlyMap<number, number>> {
  const sweep = beginSweep(database, starts, { statement, parameters: { certainties } });
  await sweep.until(Infinity);
  return sweep.settled;
}
