import type { ClosureTargets } from './closure-columns.ts';
import type { DominatorTree } from './dominators.ts';

/** What a tree's root loses without each node: the node itself and all it dominates. */
export interface Shares {
  /** Length nodeCount × groupCount; `counts[u * groupCount + g]` targets of group g are lost without `u`. */
  readonly counts: Uint32Array;
  /** Length nodeCount; their summed weight. */
  readonly weights: Float64Array;
}

/**
 * The part of the root's blast radius that each node carries, all nodes at once.
 *
 * The root is not counted, so its own share is its whole blast radius; a node that it does not reach has none. An
 * edge's share is that of its head where `bridgesInto` names it, else nothing.
 * @throws {RangeError} on a target or group that is not there, or arrays of unequal length
 * Time O(n · groupCount).
 */
export function sharesOf(tree: DominatorTree, targets: ClosureTargets, groupCount: number): Shares {
  const { dominatorOf, order } = tree;
  checkTargets(dominatorOf.length, targets, groupCount);
  const counts = new Uint32Array(dominatorOf.length * groupCount);
  const weights = new Float64Array(dominatorOf.length);
  const inTree = new Uint8Array(dominatorOf.length); // but for the root
  for (let i = 1; i < order.length; i++) inTree[order[i]] = 1;
  const { node, group, weight } = targets;
  for (let i = 0; i < node.length; i++) {
    if (inTree[node[i]] === 0) continue;
    counts[node[i] * groupCount + group[i]]++;
    weights[node[i]] += weight[i];
  }
  for (let i = order.length - 1; i > 0; i--) {
    const u = order[i];
    const above = dominatorOf[u];
    weights[above] += weights[u];
    for (let g = 0; g < groupCount; g++) counts[above * groupCount + g] += counts[u * groupCount + g];
  }
  return { counts, weights };
}

function checkTargets(nodeCount: number, { node, group, weight }: ClosureTargets, groupCount: number): void {
  if (node.length !== group.length || node.length !== weight.length) {
    throw new RangeError(`${node.length} targets, ${group.length} groups, ${weight.length} weights`);
  }
  for (let i = 0; i < node.length; i++) {
    if (node[i] >= nodeCount) throw new RangeError(`target ${node[i]} among ${nodeCount} nodes`);
    if (group[i] >= groupCount) throw new RangeError(`group ${group[i]} of ${groupCount}`);
  }
}
