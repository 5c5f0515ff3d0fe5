import type { OverlayRows } from './overlay.ts';

/** A set of nodes that grows along edges: those found, of which the first `scannedCount` have been looked from. */
export interface NodeSet {
  /** Length nodeCount; `mark` where the node is in the set. */
  readonly marks: Uint32Array;
  /** Length nodeCount; the first `size` are the set's nodes, in the order of their finding. */
  readonly nodes: Uint32Array;
  /** Told apart from the marks of what the arrays held before. */
  mark: number;
  size: number;
  scannedCount: number;
}

/** An empty set with room for all nodes. */
export function createNodeSet(nodeCount: number): NodeSet {
  return { marks: new Uint32Array(nodeCount), nodes: new Uint32Array(nodeCount), mark: 1, size: 0, scannedCount: 0 };
}

/** Empties the set without touching its arrays, but for each 2^32nd time. */
export function clearNodeSet(set: NodeSet): void {
  if (set.mark === 0xffffffff) set.marks.fill(0);
  set.mark = set.mark === 0xffffffff ? 1 : set.mark + 1;
  set.size = 0;
  set.scannedCount = 0;
}

/** Makes the set anew of these nodes alone. */
export function restart(set: NodeSet, nodes: Iterable<number>): void {
  clearNodeSet(set);
  for (const u of nodes) addToSet(set, u);
}

/** Puts a node in, unless it is there. */
export function addToSet(set: NodeSet, u: number): void {
  if (set.marks[u] === set.mark) return;
  set.marks[u] = set.mark;
  set.nodes[set.size++] = u;
}

export function isInSet({ marks, mark }: NodeSet, u: number): boolean {
  return marks[u] === mark;
}

/** Where a set may grow to. */
export interface Growth {
  /** Nodes that are not entered. */
  readonly avoid?: NodeSet | undefined;
  /** The only nodes that are entered. */
  readonly within?: NodeSet | undefined;
  /** Stop after about so many edges; absent: when nothing is left to look from. */
  readonly edgeCount?: number;
}

/** Grows a set breadth-first along the rows. */
export function growSet(rows: OverlayRows, set: NodeSet, { avoid, within, edgeCount = Infinity }: Growth = {}): void {
  const { offsets, targets: baseTargets } = rows.base;
  const { isPatched, patches } = rows;
  const { marks, nodes, mark } = set;
  let { size, scannedCount } = set;
  let budget = edgeCount;
  while (scannedCount < size && budget > 0) {
    const u = nodes[scannedCount++];
    const patch = isPatched[u] === 1 ? patches.get(u) : undefined;
    const targets = patch === undefined ? baseTargets : patch.targets;
    const start = patch === undefined ? offsets[u] : 0;
    const end = patch === undefined ? offsets[u + 1] : targets.length;
    budget -= 1 + end - start;
    for (let e = start; e < end; e++) {
      const v = targets[e];
      if (marks[v] === mark) continue;
      if (avoid !== undefined && avoid.marks[v] === avoid.mark) continue;
      if (within !== undefined && within.marks[v] !== within.mark) continue;
      marks[v] = mark;
      nodes[size++] = v;
    }
  }
  set.size = size;
  set.scannedCount = scannedCount;
}

/** Whether there is nothing left to look from. */
export function isGrown({ size, scannedCount }: NodeSet): boolean {
  return scannedCount === size;
}
