import type { OpenGraph } from '../graph/open-graph.ts';
import { isResource } from '../model/node-kind.ts';
import { isCrownJewel } from '../queries/radii.ts';

/** How much a graph holds, as its head shows it. */
export interface GraphCounts {
  readonly identities: number;
  readonly machines: number;
  readonly humans: number;
  readonly resources: number;
  readonly credentials: number;
  readonly edges: number;
  readonly crownJewels: number;
}

export function graphCounts(graph: OpenGraph): GraphCounts {
  const identities = graph.nodesWhere((node) => graph.category(node) === 'identity');
  const humans = identities.filter((node) => graph.data.nodeHuman[node] === 1).length;
  return {
    identities: identities.length,
    machines: identities.length - humans,
    humans,
    resources: graph.nodesWhere((node) => isResource(graph.category(node))).length,
    credentials: graph.nodesWhere((node) => graph.category(node) === 'credential').length,
    edges: graph.data.edgeKind.reduce((count, kind) => count + (graph.text(kind) === '' ? 0 : 1), 0),
    crownJewels: graph.nodesWhere((node) => isCrownJewel(graph, node)).length,
  };
}
