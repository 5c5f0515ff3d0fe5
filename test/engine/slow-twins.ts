import { MultiDirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';

import type { PlainGraph } from './random-graph.ts';

/** By node, every node that it reaches in zero or more steps, with its depth: graphology, one BFS a node. */
export function reachByBfs({ nodeCount, edges }: PlainGraph): Map<number, number>[] {
  const graph = new MultiDirectedGraph();
  for (let u = 0; u < nodeCount; u++) graph.addNode(u);
  for (const [from, to] of edges) graph.addEdge(from, to);
  return Array.from({ length: nodeCount }, (_, u) => {
    const depths = new Map<number, number>();
    bfsFromNode(graph, u, (node, _attributes, depth) => void depths.set(Number(node), depth), { mode: 'outbound' });
    return depths;
  });
}

/** The same without depths, for graphs that graphology takes too long for. */
export function reachByList({ nodeCount, edges }: PlainGraph): Set<number>[] {
  const heads: number[][] = Array.from({ length: nodeCount }, () => []);
  for (const [from, to] of edges) heads[from].push(to);
  return Array.from({ length: nodeCount }, (_, u) => {
    const found = new Set([u]); // iterated while it grows
    for (const v of found) for (const w of heads[v]) found.add(w);
    return found;
  });
}

/** Fewest hops by relaxing every edge until nothing changes (Bellman and Ford). */
export function hopsByRelaxing(
  { nodeCount, edges }: PlainGraph,
  starts: readonly number[],
  hopOf: readonly number[],
): number[] {
  const found = Array.from({ length: nodeCount }, (_, u) => (starts.includes(u) ? 0 : Infinity));
  for (let round = 0; round < nodeCount; round++) {
    for (const [e, [from, to]] of edges.entries()) found[to] = Math.min(found[to], found[from] + hopOf[e]);
  }
  return found;
}

/** Every path from one node to another that enters no node twice, as lists of edge indices. */
export function simplePaths({ edges }: PlainGraph, from: number, to: number): number[][] {
  const found: number[][] = [];
  const walk = (at: number, path: number[], seen: ReadonlySet<number>): void => {
    for (const [e, [tail, head]] of edges.entries()) {
      if (tail !== at || seen.has(head)) continue;
      if (head === to) found.push([...path, e]);
      else walk(head, [...path, e], new Set(seen).add(head));
    }
  };
  if (from !== to) walk(from, [], new Set([from]));
  return found;
}
