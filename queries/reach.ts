import { hops, UNREACHED } from '../engine/hops.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { ReachRow } from '../model/answers.ts';
import { isResource } from '../model/node-kind.ts';
import { defineQuery } from './define-query.ts';

/** The blast radius of one node, a row a node. */
export const reach = defineQuery({
  id: 'reach',
  question: 'What falls if this one is compromised?',
  params: { of: { type: 'node', description: 'the node that is compromised' } },
  columns: {
    id: { type: 'text', description: "the provider's own name" },
    name: { type: 'text', description: 'the name that people use' },
    kind: { type: 'text', description: 'node kind' },
    category: { type: 'text', description: 'identity, system, data or automation' },
    scope: { type: 'text', description: 'account, cluster or organisation' },
    weight: { type: 'number', description: '1 low, 5 normal, 25 high, 100 critical' },
    hops: { type: 'number', description: 'fewest steps' },
    certainty: { type: 'text', description: 'certain where some way holds without conditions' },
  },
  run: (graph, { of }) => reachRows(graph, of),
});

/** Rows nearest first, then by weight and id; the node itself is not among them. */
export function reachRows(graph: OpenGraph, of: number): readonly ReachRow[] {
  const depth = hops(graph.data.csr, [of], graph.data.edgeHop);
  const certainHop = Uint8Array.from(graph.certain.order, (e) => graph.data.edgeHop[e]);
  const certainDepth = hops(graph.certain, [of], certainHop);
  const found = graph.nodesWhere((node) => node !== of && depth[node] !== UNREACHED && isCounted(graph, node));
  const rows = Array.from(found, (node): ReachRow => ({
    ...graph.summary(node),
    hops: depth[node],
    certainty: certainDepth[node] === UNREACHED ? 'conditional' : 'certain',
  }));
  return rows.sort((a, b) => a.hops - b.hops || b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

/** Whether a blast radius counts the node: identities and resources. */
export function isCounted(graph: OpenGraph, node: number): boolean {
  const category = graph.category(node);
  return category === 'identity' || isResource(category);
}
