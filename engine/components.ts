import type { Csr } from './csr.ts';

/** Strongly connected components; ids are in reverse topological order: a component's successors have smaller ids. */
export interface Components {
  readonly count: number;
  /** Length nodeCount; id of each node's component. */
  readonly componentOf: Uint32Array;
  /** Length count; how many nodes each component holds. */
  readonly sizes: Uint32Array;
}

const UNASSIGNED = 0xffffffff;

/**
 * Tarjan's algorithm without recursion, so that a chain of any length is as good as a star.
 *
 * Time O(n + m); 24n bytes beside the result.
 */
export function components(graph: Csr): Components {
  const { offsets, targets } = graph;
  const nodeCount = offsets.length - 1;
  const componentOf = new Uint32Array(nodeCount).fill(UNASSIGNED);
  const sizes = new Uint32Array(nodeCount);
  const seenAt = new Uint32Array(nodeCount); // order of discovery from 1; 0 is unseen
  const low = new Uint32Array(nodeCount); // earliest discovery reached from the subtree
  const nextEdge = offsets.slice(0, nodeCount);
  const open = new Uint32Array(nodeCount); // seen, in no component yet
  const trail = new Uint32Array(nodeCount); // the path of the depth-first search
  let openCount = 0;
  let seenCount = 0;
  let count = 0;

  for (let root = 0; root < nodeCount; root++) {
    if (seenAt[root] !== 0) continue;
    let depth = 0;
    trail[0] = root;
    while (depth >= 0) {
      const u = trail[depth];
      if (seenAt[u] === 0) {
        seenAt[u] = low[u] = ++seenCount;
        open[openCount++] = u;
      }
      if (nextEdge[u] < offsets[u + 1]) {
        const v = targets[nextEdge[u]++];
        if (seenAt[v] === 0) trail[++depth] = v;
        else if (componentOf[v] === UNASSIGNED && seenAt[v] < low[u]) low[u] = seenAt[v];
        continue;
      }
      if (low[u] === seenAt[u]) {
        let v = UNASSIGNED;
        while (v !== u) {
          v = open[--openCount];
          componentOf[v] = count;
          sizes[count]++;
        }
        count++;
      }
      depth--;
      if (depth >= 0 && low[u] < low[trail[depth]]) low[trail[depth]] = low[u];
    }
  }
  return { count, componentOf, sizes: sizes.slice(0, count) };
}

/**
 * The graph of the components, without self loops and duplicates; a successor always has the smaller id.
 *
 * Time O(n + m); 8n + 4m bytes beside the result.
 */
export function condense({ offsets, targets }: Csr, { count, componentOf, sizes }: Components): Csr {
  const members = nodesByComponent(componentOf, sizes);
  const lastFrom = new Uint32Array(count).fill(UNASSIGNED); // the component that an edge into this one was last written for
  const heads = new Uint32Array(targets.length);
  const condensedOffsets = new Uint32Array(count + 1);
  let end = 0;
  let member = 0;
  for (let c = 0; c < count; c++) {
    lastFrom[c] = c;
    for (const rowEnd = member + sizes[c]; member < rowEnd; member++) {
      const u = members[member];
      for (let e = offsets[u]; e < offsets[u + 1]; e++) {
        const d = componentOf[targets[e]];
        if (lastFrom[d] === c) continue;
        lastFrom[d] = c;
        heads[end++] = d;
      }
    }
    condensedOffsets[c + 1] = end;
  }
  return { offsets: condensedOffsets, targets: heads.slice(0, end) };
}

/** Length nodeCount; the nodes of component 0, then of component 1 and so on, each ascending. */
function nodesByComponent(componentOf: Uint32Array, sizes: Uint32Array): Uint32Array {
  const next = new Uint32Array(sizes.length);
  for (let c = 1; c < sizes.length; c++) next[c] = next[c - 1] + sizes[c - 1];
  const members = new Uint32Array(componentOf.length);
  for (let u = 0; u < componentOf.length; u++) members[next[componentOf[u]]++] = u;
  return members;
}
