import type { OpenGraph } from '../graph/open-graph.ts';
import type { NodeSummary } from '../model/answers.ts';

/** Nodes whose name or id holds the text, without regard to case: exact names first, then beginnings, then weight. */
export function searchNodes(graph: OpenGraph, text: string, limit: number): readonly NodeSummary[] {
  const wanted = text.toLowerCase();
  const found: { readonly node: number; readonly fit: number }[] = [];
  for (const node of graph.nodesWhere(() => true)) {
    const name = graph.name(node).toLowerCase();
    if (name === wanted) found.push({ node, fit: 0 });
    else if (name.startsWith(wanted)) found.push({ node, fit: 1 });
    else if (name.includes(wanted)) found.push({ node, fit: 2 });
    else if (graph.id(node).toLowerCase().includes(wanted)) found.push({ node, fit: 3 });
  }
  const weight = graph.data.nodeWeight;
  found.sort((a, b) => a.fit - b.fit || weight[b.node] - weight[a.node] || a.node - b.node);
  return found.slice(0, limit).map(({ node }) => graph.summary(node));
}
