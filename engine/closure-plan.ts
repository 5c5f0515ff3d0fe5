import { components, condense } from './components.ts';
import type { Components } from './components.ts';
import type { Csr } from './csr.ts';
import { NONE } from './none.ts';
import { sameInNeighbours } from './refine.ts';
import { transpose } from './transpose.ts';

/**
 * A graph boiled down to what the closures of some sources over some targets need.
 *
 * A *row* stands for components with the same successors, as far as they lead to a target: what such components reach
 * outside themselves is equal. A *class* stands for components that hold targets and have the same predecessors: who
 * reaches one from outside reaches all. Components that no source reaches, or that lead nowhere, are in neither.
 */
export interface ClosurePlan {
  readonly components: Components;
  /** Length componentCount; each component's row, or {@link NONE} where it leads to no target outside itself. */
  readonly rowOf: Uint32Array;
  /** Successor rows of each row, always smaller, without duplicates. */
  readonly rows: Csr;
  /** Length componentCount; each component's class, or {@link NONE} where it holds no target or nobody enters it. */
  readonly classOf: Uint32Array;
  /** By class, the rows with an edge into it (`targets` are rows here), without duplicates. */
  readonly seeds: Csr;
}

/**
 * Condenses the graph, drops what does not matter and merges what cannot be told apart.
 *
 * @param sources node indices to answer for
 * @param targets node indices that are counted
 * Time O(n + m).
 */
export function planClosure(graph: Csr, sources: Uint32Array, targets: Uint32Array): ClosurePlan {
  const found = components(graph);
  const down = condense(graph, found);
  const up = transpose(down);

  const holdsTarget = new Uint8Array(found.count);
  for (const u of targets) holdsTarget[found.componentOf[u]] = 1;
  const leads = leadingToTarget(down, holdsTarget);
  const needed = neededBySources(down, found.componentOf, sources);
  const matters = leads.map((mark, c) => mark | holdsTarget[c]);

  const hasRow = needed.map((mark, c) => mark & leads[c]);
  const row = numberClasses(sameInNeighbours(up, matters), hasRow, up.targets.length);
  const entered = sameInNeighbours(down, needed);
  const hasClass = holdsTarget.map((mark, c) => (entered[c] === 0 ? 0 : mark));
  const column = numberClasses(entered, hasClass, down.targets.length);
  return {
    components: found,
    rowOf: row.idOf,
    rows: distinctLists(down, row.representatives, row.idOf),
    classOf: column.idOf,
    seeds: distinctLists(up, column.representatives, row.idOf),
  };
}

/** 1 for components with a target among their proper descendants. */
function leadingToTarget({ offsets, targets }: Csr, holdsTarget: Uint8Array): Uint8Array {
  const leads = new Uint8Array(holdsTarget.length);
  for (let c = 0; c < leads.length; c++) {
    for (let e = offsets[c]; e < offsets[c + 1] && leads[c] === 0; e++) {
      leads[c] = leads[targets[e]] | holdsTarget[targets[e]];
    }
  }
  return leads;
}

/** 1 for components that some source reaches or is in. */
function neededBySources({ offsets, targets }: Csr, componentOf: Uint32Array, sources: Uint32Array): Uint8Array {
  const needed = new Uint8Array(offsets.length - 1);
  for (const u of sources) needed[componentOf[u]] = 1;
  for (let c = needed.length - 1; c >= 0; c--) {
    if (needed[c] === 0) continue;
    for (let e = offsets[c]; e < offsets[c + 1]; e++) needed[targets[e]] = 1;
  }
  return needed;
}

/** Numbers the classes of the marked components by their smallest component, which represents them. */
function numberClasses(
  classOf: Uint32Array,
  marks: Uint8Array,
  maxClass: number,
): { idOf: Uint32Array; representatives: Uint32Array } {
  const idOf = new Uint32Array(classOf.length).fill(NONE);
  const idOfClass = new Uint32Array(maxClass + 1).fill(NONE);
  const representatives = new Uint32Array(classOf.length);
  let count = 0;
  for (let c = 0; c < classOf.length; c++) {
    if (marks[c] === 0) continue;
    if (idOfClass[classOf[c]] === NONE) {
      idOfClass[classOf[c]] = count;
      representatives[count++] = c;
    }
    idOf[c] = idOfClass[classOf[c]];
  }
  return { idOf, representatives: representatives.slice(0, count) };
}

/** For each of the given nodes the distinct values of its out-neighbours, {@link NONE} left out. */
function distinctLists({ offsets, targets }: Csr, nodes: Uint32Array, valueOf: Uint32Array): Csr {
  const lastIn = new Uint32Array(offsets.length).fill(NONE); // by value (less than the node count): the list it was last put in
  const values = new Uint32Array(targets.length);
  const listOffsets = new Uint32Array(nodes.length + 1);
  let end = 0;
  for (let i = 0; i < nodes.length; i++) {
    for (let e = offsets[nodes[i]]; e < offsets[nodes[i] + 1]; e++) {
      const value = valueOf[targets[e]];
      if (value === NONE || lastIn[value] === i) continue;
      lastIn[value] = i;
      values[end++] = value;
    }
    listOffsets[i + 1] = end;
  }
  return { offsets: listOffsets, targets: values.slice(0, end) };
}
