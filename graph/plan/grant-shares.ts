import { closureSums } from '../../engine/closure.ts';
import { isResource } from '../../model/node-kind.ts';
import type { Ways } from './ways.ts';

/**
 * By grant, no less than the weight that all identities lose without it: for each edge that stands on it, what lies
 * behind the edge times who stands before it. Of several grants together the sum bounds the loss, since whoever loses a
 * node lost an edge on each way to it.
 */
export function grantShares(ways: Ways): Float64Array {
  const { graph } = ways;
  const { csr, nodeWeight } = graph.data;
  const all = Uint32Array.from({ length: graph.nodeCount }, (_, node) => node);
  const resources = graph.nodesWhere((node) => isResource(graph.category(node)));
  const identities = graph.nodesWhere((node) => graph.category(node) === 'identity');
  const behind = closureSums(
    csr,
    all,
    inOneGroup(resources, (node) => Math.round(nodeWeight[node] * 1000)),
    1,
  );
  const before = closureSums(
    graph.reverse,
    all,
    inOneGroup(identities, () => 1),
    1,
  );
  const isCounted = new Uint8Array(graph.nodeCount);
  for (const node of resources) isCounted[node] = 1;
  const isIdentity = new Uint8Array(graph.nodeCount);
  for (const node of identities) isIdentity[node] = 1;

  const shares = new Float64Array(ways.grantCount);
  for (const holder of graph.nodesWhere(() => true)) {
    const standing = before.weights[holder] + isIdentity[holder];
    if (standing === 0) continue;
    ways.eachEdgeOf(holder, (edge) => {
      const head = csr.targets[edge];
      const weight = (behind.weights[head] + isCounted[head] * Math.round(nodeWeight[head] * 1000)) / 1000;
      if (weight > 0) for (const grant of new Set(ways.grantsOf(edge, holder))) shares[grant] += standing * weight;
    });
  }
  return shares;
}

function inOneGroup(node: Uint32Array, weightOf: (node: number) => number) {
  return { node, group: new Uint8Array(node.length), weight: Float64Array.from(node, weightOf) };
}
