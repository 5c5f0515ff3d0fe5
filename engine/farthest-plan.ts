import { buildCsr } from './csr.ts';
import type { Csr, OrderedCsr } from './csr.ts';
import { gatherBytes } from './gather.ts';
import { NONE } from './none.ts';
import { transpose } from './transpose.ts';

/**
 * A graph boiled down to what the most hops of all nodes need.
 *
 * A *row* is a node that something follows from, or several to which nothing leads and from which the same follows. A
 * *column* is a counted node, or several from which nothing follows and to which the same leads. A *way* is twice a row,
 * and one more where it costs a hop.
 */
export interface FarthestPlan {
  /** Length nodeCount; each node's row, or {@link NONE} where nothing follows from it. */
  readonly rowOf: Uint32Array;
  readonly rowCount: number;
  /** By row, the ways from the rows that lead to it. */
  readonly arcs: Csr;
  /** By column, the ways from the rows that lead to it, or its own row without a hop. */
  readonly seeds: Csr;
}

/**
 * Merges what cannot be told apart, and leaves out counted nodes that others are never nearer than.
 *
 * @param hopOf length edgeCount; 0 or 1
 * @param targets distinct nodes that are counted
 * Time O(m + columns · log columns).
 */
export function planFarthest(graph: Csr, hopOf: Uint8Array, targets: Uint32Array): FarthestPlan {
  const reverse = transpose(graph);
  const into: HopGraph = { graph: reverse, hopOf: gatherBytes(hopOf, reverse.order) };
  const rows = numberRows(graph, into);
  const columns = columnsOf({ graph, hopOf }, reverse, rows, targets);
  return {
    rowOf: rows.rowOf,
    rowCount: rows.rowCount,
    arcs: arcsBetween({ graph, hopOf }, rows),
    seeds: seedsOf(columns, into, rows),
  };
}

interface HopGraph {
  readonly graph: Csr;
  readonly hopOf: Uint8Array;
}

interface Rows {
  readonly rowOf: Uint32Array;
  /** Length nodeCount; 1 for the node that its row goes by. */
  readonly isFirst: Uint8Array;
  readonly rowCount: number;
}

function numberRows({ offsets, targets }: Csr, into: HopGraph): Rows {
  const nodeCount = offsets.length - 1;
  const entered = into.graph.offsets;
  const classOf = sameWays(into);
  const rowOfClass = new Uint32Array(targets.length + 1).fill(NONE);
  const rowOf = new Uint32Array(nodeCount).fill(NONE);
  const isFirst = new Uint8Array(nodeCount);
  let rowCount = 0;
  for (let u = 0; u < nodeCount; u++) {
    if (offsets[u] === offsets[u + 1]) continue;
    const isEntered = entered[u] < entered[u + 1];
    if (isEntered || rowOfClass[classOf[u]] === NONE) {
      if (!isEntered) rowOfClass[classOf[u]] = rowCount;
      isFirst[u] = 1;
      rowOf[u] = rowCount++;
    } else {
      rowOf[u] = rowOfClass[classOf[u]];
    }
  }
  return { rowOf, isFirst, rowCount };
}

/**
 * Groups heads by their edges' tails and hops: those of one class have the same.
 *
 * Partition refinement; parallel edges may part what could stay together.
 */
function sameWays({ graph: { offsets, targets }, hopOf }: HopGraph): Uint32Array {
  const classOf = new Uint32Array(offsets.length - 1);
  const splitBy = new Uint32Array(targets.length + 1);
  const splitInto = new Uint32Array(targets.length + 1);
  let created = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let hop = 0; hop < 2; hop++) {
      const mark = 2 * u + hop + 1;
      for (let e = offsets[u]; e < offsets[u + 1]; e++) {
        if (hopOf[e] !== hop) continue;
        const old = classOf[targets[e]];
        if (splitBy[old] !== mark) {
          splitBy[old] = mark;
          splitInto[old] = ++created;
        }
        classOf[targets[e]] = splitInto[old];
      }
    }
  }
  return classOf;
}

function arcsBetween({ graph, hopOf }: HopGraph, { rowOf, isFirst, rowCount }: Rows): Csr {
  const { offsets, targets } = graph;
  const below = new Uint32Array(targets.length);
  const above = new Uint32Array(targets.length);
  const hop = new Uint8Array(targets.length);
  let count = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    if (isFirst[u] === 0) continue;
    for (let e = offsets[u]; e < offsets[u + 1]; e++) {
      const row = rowOf[targets[e]];
      if (row === NONE || row === rowOf[u]) continue;
      below[count] = row;
      above[count] = rowOf[u];
      hop[count++] = hopOf[e];
    }
  }
  const arcs = buildCsr(rowCount, below.subarray(0, count), above.subarray(0, count));
  for (let a = 0; a < count; a++) arcs.targets[a] = arcs.targets[a] * 2 + hop[arcs.order[a]];
  return arcs;
}

/** A node of each column, columns that the same rows lead to near one another. */
function columnsOf(given: HopGraph, into: OrderedCsr, { rowOf }: Rows, targets: Uint32Array): Uint32Array {
  const { offsets, targets: tails } = into;
  const classOf = sameWays(given);
  const hasColumn = new Uint8Array(tails.length + 1); // by class
  const isPassed = nodesBefore(into, rowOf, targets);
  const keys = new Float64Array(targets.length);
  let count = 0;
  for (let i = 0; i < targets.length; i++) {
    const v = targets[i];
    if (offsets[v] === offsets[v + 1] || isPassed[v] === 1) continue;
    if (rowOf[v] === NONE) {
      if (hasColumn[classOf[v]] === 1) continue;
      hasColumn[classOf[v]] = 1;
    }
    keys[count++] = rowOf[tails[offsets[v]]] * 2 ** 26 + i;
  }
  return Uint32Array.from(keys.subarray(0, count).sort(), (key) => targets[key % 2 ** 26]);
}

/**
 * 1 for nodes that are alone before a counted node from which nothing follows: who reaches them reaches it, and not
 * sooner.
 */
function nodesBefore({ offsets, targets: tails }: Csr, rowOf: Uint32Array, targets: Uint32Array): Uint8Array {
  const isBefore = new Uint8Array(offsets.length - 1);
  for (let i = 0; i < targets.length; i++) {
    const v = targets[i];
    if (rowOf[v] !== NONE || offsets[v] === offsets[v + 1]) continue;
    const above = tails[offsets[v]];
    let isAlone = true;
    for (let e = offsets[v] + 1; e < offsets[v + 1] && isAlone; e++) isAlone = tails[e] === above;
    if (isAlone) isBefore[above] = 1;
  }
  return isBefore;
}

function seedsOf(columns: Uint32Array, { graph, hopOf }: HopGraph, { rowOf, isFirst }: Rows): Csr {
  const { offsets, targets: tails } = graph;
  let most = 0;
  for (let c = 0; c < columns.length; c++) most += Math.max(1, offsets[columns[c] + 1] - offsets[columns[c]]);
  const seeds = new Uint32Array(most);
  const seedOffsets = new Uint32Array(columns.length + 1);
  let end = 0;
  for (let c = 0; c < columns.length; c++) {
    const v = columns[c];
    if (rowOf[v] !== NONE) {
      seeds[end++] = rowOf[v] * 2;
    } else {
      for (let e = offsets[v]; e < offsets[v + 1]; e++) {
        if (isFirst[tails[e]] === 1) seeds[end++] = rowOf[tails[e]] * 2 + hopOf[e];
      }
    }
    seedOffsets[c + 1] = end;
  }
  return { offsets: seedOffsets, targets: seeds.subarray(0, end) };
}
