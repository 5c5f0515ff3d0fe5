import { UnavailableError } from '../../model/errors.ts';
import type { GraphEdgeRow } from '../../model/graph-rows.ts';
import { askOfNodes, numberIn, textIn, textsIn, type CypherGraph } from './cypher-graph.ts';
import { beginSweep, type Sweep } from './sweep.ts';

/** Costs in tenths against the edges. */
export const costsIn = `UNWIND $nodes AS index
MATCH (n:AmbitNode {graph: $graph, index: index})<-[r]-(m:AmbitNode)
USING INDEX SEEK n:AmbitNode(graph, index)
WHERE r.index IS NOT NULL
RETURN m.index AS node, min(toInteger(round(r.cost * 10))) AS step`;

/** Edges out of nodes. */
export const edgesOut = `UNWIND $nodes AS index
MATCH (n:AmbitNode {graph: $graph, index: index})-[r]->(m:AmbitNode)
USING INDEX SEEK n:AmbitNode(graph, index)
WHERE r.index IS NOT NULL
RETURN r.index AS index, n.index AS from, m.index AS to, toInteger(round(r.cost * 10)) AS cost, r.hop AS hop,
       r.kind AS kind, r.rule AS rule, r.conditions AS conditions, r.evidence AS evidence`;

/** Every edge that lies on some way between two nodes which costs no more than a bound. */
export interface Corridor {
  readonly edges: readonly GraphEdgeRow[];
  /** Least that a way costs which the bound left out, in tenths; Infinity where the corridor holds every way. */
  readonly nextCost: number;
}

/** More than a client should hold; a way among so many is none that anybody looks for. */
const mostEdges = 100_000;

function tooWide(): UnavailableError {
  return new UnavailableError(
    `more than ${mostEdges} edges lie on ways of that cost`,
    'ask for fewer paths, or without --engine cypher',
  );
}

/** The way to a node, as a sweep against the edges finds it. */
export function beginWayTo(database: CypherGraph, to: number): Sweep {
  return beginSweep(database, [to], { statement: costsIn, parameters: {} });
}

/**
 * Goes forward from a node, along edges of which the cheapest way through them is within the bound.
 *
 * @param wayTo the sweep to the other end, settled up to the bound
 * @param bound tenths
 */
export async function corridor(database: CypherGraph, from: number, wayTo: Sweep, bound: number): Promise<Corridor> {
  const edges = new Map<number, GraphEdgeRow>();
  const best = new Map<number, number>([[from, 0]]);
  /** Least cost of a way through each edge that is beyond the bound so far. */
  const beyond = new Map<number, number>();
  for (let frontier = [from]; frontier.length > 0;) {
    const next = new Set<number>();
    for (const row of await askOfNodes(database, edgesOut, frontier)) {
      const edge = edgeIn(row);
      const left = wayTo.settled.get(edge.to);
      if (left === undefined) continue;
      const cost = (best.get(edge.from) ?? Infinity) + edge.cost;
      if (cost + left > bound) {
        beyond.set(edge.index, cost + left);
        continue;
      }
      beyond.delete(edge.index);
      edges.set(edge.index, edge);
      if (cost >= (best.get(edge.to) ?? Infinity)) continue;
      best.set(edge.to, cost);
      next.add(edge.to);
    }
    frontier = [...next];
    if (edges.size > mostEdges) throw tooWide();
  }
  const nextCost = [...beyond.values()].reduce((least, cost) => Math.min(least, cost), wayTo.waitingAt());
  return { edges: [...edges.values()].sort((a, b) => a.index - b.index), nextCost };
}

/** All edges out of nodes, by their index. */
export async function edgesAmong(database: CypherGraph, nodes: readonly number[]): Promise<readonly GraphEdgeRow[]> {
  const edges = (await askOfNodes(database, edgesOut, nodes)).map(edgeIn);
  if (edges.length > mostEdges)
    throw new UnavailableError(`more than ${mostEdges} edges lie there`, 'ask without --engine cypher');
  return edges.sort((a, b) => a.index - b.index);
}

function edgeIn(row: Parameters<typeof numberIn>[0]): GraphEdgeRow {
  return {
    index: numberIn(row, 'index'),
    from: numberIn(row, 'from'),
    to: numberIn(row, 'to'),
    kind: textIn(row, 'kind'),
    rule: textIn(row, 'rule'),
    conditions: textsIn(row, 'conditions'),
    evidence: textsIn(row, 'evidence'),
    hop: numberIn(row, 'hop'),
    cost: numberIn(row, 'cost'),
  };
}
