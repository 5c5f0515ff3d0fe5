import type { OrderedCsr } from './csr.ts';
import type { DominatorTree } from './dominators.ts';
import { NONE } from './none.ts';

/**
 * Finds the edges that every path from the tree's root to some node takes.
 *
 * An edge into `v` is one of them when every other edge into `v` comes from a node that `v` dominates. What the root
 * loses without it is `v` and all that `v` dominates; without any other edge it loses nothing.
 * @param reverse the transposed graph; its `order` names the edges
 * @returns length nodeCount; by node, the edge without which the root does not reach it, or {@link NONE}
 * @throws {RangeError} when graph and tree differ in size
 * Time O(n + m); 12n bytes beside the result.
 */
export function bridgesInto(reverse: OrderedCsr, tree: DominatorTree): Uint32Array {
  const { offsets, targets, order: edges } = reverse;
  const nodeCount = offsets.length - 1;
  if (tree.dominatorOf.length !== nodeCount) {
    throw new RangeError(`a tree of ${tree.dominatorOf.length} nodes for a graph of ${nodeCount}`);
  }

  const { starts, ends } = subtreeRanges(tree);
  const bridges = new Uint32Array(nodeCount).fill(NONE);
  for (let i = 1; i < tree.order.length; i++) {
    const v = tree.order[i];
    let entrances = 0;
    let entrance = NONE;
    for (let e = offsets[v]; e < offsets[v + 1] && entrances < 2; e++) {
      const start = starts[targets[e]];
      if (start === NONE || (start >= starts[v] && start < ends[v])) continue;
      entrances++;
      entrance = edges[e];
    }
    if (entrances === 1) bridges[v] = entrance;
  }
  return bridges;
}

/** By node, its subtree as a range of numbers: `u` is in `v`'s when `starts[u]` is in [starts[v], ends[v]). */
function subtreeRanges({ dominatorOf, order }: DominatorTree): { starts: Uint32Array; ends: Uint32Array } {
  const sizes = new Uint32Array(dominatorOf.length).fill(1);
  for (let i = order.length - 1; i > 0; i--) sizes[dominatorOf[order[i]]] += sizes[order[i]];

  const starts = new Uint32Array(dominatorOf.length).fill(NONE);
  const next = new Uint32Array(dominatorOf.length); // where the next child's range begins
  starts[order[0]] = 0;
  next[order[0]] = 1;
  for (let i = 1; i < order.length; i++) {
    const above = dominatorOf[order[i]];
    starts[order[i]] = next[above];
    next[order[i]] = next[above] + 1;
    next[above] += sizes[order[i]];
  }
  return { starts, ends: starts.map((start, u) => (start === NONE ? 0 : start + sizes[u])) };
}
