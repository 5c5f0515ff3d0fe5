import type { Csr, OrderedCsr } from './csr.ts';

/**
 * A graph with edges taken out and put in, seen without copying it: only the rows that changed are written anew.
 *
 * The base's edges keep their positions as ids; each added edge takes the next id. Rows ascend by id, as they would in
 * a graph built from scratch, so what is taken out and put back leaves no trace.
 */
export interface Overlay {
  readonly nodeCount: number;
  /** Out-edges. */
  readonly out: OverlayRows;
  /** In-edges. */
  readonly into: OverlayRows;
  /** Ids of edges that are taken out, added ones among them. */
  readonly removed: Set<number>;
  /** Tail and head of each added edge, whether it is taken out or not. */
  readonly added: (readonly [number, number])[];
}

/** The rows of an overlay in one direction: the base's, but for the patched ones. */
export interface OverlayRows {
  readonly base: Csr;
  /** By position in the base's `targets`, the edge's id; undefined where the position is the id. */
  readonly baseEdges: Uint32Array | undefined;
  /** Length nodeCount; 1 where `patches` holds the row. */
  readonly isPatched: Uint8Array;
  readonly patches: Map<number, PatchedRow>;
}

/** A row that differs from the base's; replaced whole when it changes again. */
export interface PatchedRow {
  readonly targets: Uint32Array;
  /** As long as `targets`; ids, ascending. */
  readonly edges: Uint32Array;
}

/**
 * An overlay that does not change anything yet.
 *
 * @param reverse the base transposed
 * @param spareNodes how many nodes without edges stand after the base's, for whatever is to be added
 * @throws {RangeError} when `reverse` has another size
 * n bytes for each direction; the base must not be changed as long as the overlay is used.
 */
export function createOverlay(base: Csr, reverse: OrderedCsr, spareNodes = 0): Overlay {
  if (reverse.offsets.length !== base.offsets.length || reverse.order.length !== base.targets.length) {
    throw new RangeError(`transposed: ${reverse.offsets.length - 1} nodes, ${reverse.order.length} edges`);
  }
  const nodeCount = base.offsets.length - 1 + spareNodes;
  return {
    nodeCount,
    out: createRows(base, undefined, spareNodes),
    into: createRows(reverse, reverse.order, spareNodes),
    removed: new Set(),
    added: [],
  };
}

/**
 * Takes an edge out.
 *
 * @param edge id of an edge that is there
 * @throws {RangeError} when it is not
 * Time O(log n + degrees of its ends), and so for the others.
 */
export function removeEdge(overlay: Overlay, edge: number): void {
  const [from, to] = edgeEnds(overlay, edge);
  if (overlay.removed.has(edge)) throw new RangeError(`edge ${edge} is taken out already`);
  overlay.removed.add(edge);
  dropFromRow(overlay.out, from, edge);
  dropFromRow(overlay.into, to, edge);
}

/**
 * Puts an edge back that was taken out.
 *
 * @throws {RangeError} when it was not
 */
export function restoreEdge(overlay: Overlay, edge: number): void {
  if (!overlay.removed.delete(edge)) throw new RangeError(`edge ${edge} is not taken out`);
  const [from, to] = edgeEnds(overlay, edge);
  putIntoRow(overlay.out, from, to, edge);
  putIntoRow(overlay.into, to, from, edge);
}

/**
 * Puts a new edge in and returns its id.
 *
 * @throws {RangeError} when an end is not a node
 */
export function addEdge(overlay: Overlay, from: number, to: number): number {
  for (const u of [from, to])
    if (!(u >= 0 && u < overlay.nodeCount)) throw new RangeError(`node ${u} of ${overlay.nodeCount}`);
  const edge = overlay.out.base.targets.length + overlay.added.length;
  overlay.added.push([from, to]);
  putIntoRow(overlay.out, from, to, edge);
  putIntoRow(overlay.into, to, from, edge);
  return edge;
}

/**
 * Tail and head of an edge, whether it is taken out or not.
 *
 * @throws {RangeError} when there never was such an edge
 */
export function edgeEnds({ out: { base }, added }: Overlay, edge: number): readonly [number, number] {
  const baseCount = base.targets.length;
  if (!(edge >= 0 && edge < baseCount + added.length))
    throw new RangeError(`edge ${edge} of ${baseCount + added.length}`);
  if (edge >= baseCount) return added[edge - baseCount];
  let low = 0;
  let high = base.offsets.length - 1; // offsets[low] <= edge < offsets[high]
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (base.offsets[middle] <= edge) low = middle;
    else high = middle;
  }
  return [low, base.targets[edge]];
}

/** Ids of all edges into and out of a node that are there, each once: without them the node is as good as gone. */
export function edgesAt({ out, into }: Overlay, u: number): Uint32Array {
  return Uint32Array.from(new Set([...rowAt(out, u).edges, ...rowAt(into, u).edges]));
}

/** A row as it is now: targets and ids. */
export function rowAt(rows: OverlayRows, u: number): PatchedRow {
  return rows.patches.get(u) ?? baseRow(rows, u);
}

function createRows(base: Csr, baseEdges: Uint32Array | undefined, spareNodes: number): OverlayRows {
  const baseCount = base.offsets.length - 1;
  const rows = { base, baseEdges, isPatched: new Uint8Array(baseCount + spareNodes), patches: new Map() };
  rows.isPatched.fill(1, baseCount);
  for (let u = baseCount; u < rows.isPatched.length; u++) rows.patches.set(u, emptyRow);
  return rows;
}

const emptyRow: PatchedRow = { targets: new Uint32Array(0), edges: new Uint32Array(0) };

function baseRow({ base: { offsets, targets }, baseEdges }: OverlayRows, u: number): PatchedRow {
  if (u + 1 >= offsets.length) return emptyRow;
  const [start, end] = [offsets[u], offsets[u + 1]];
  const edges = baseEdges?.slice(start, end) ?? Uint32Array.from({ length: end - start }, (_, i) => start + i);
  return { targets: targets.slice(start, end), edges };
}

function dropFromRow(rows: OverlayRows, u: number, edge: number): void {
  const { targets, edges } = rowAt(rows, u);
  const keeps = (_: number, i: number): boolean => edges[i] !== edge;
  setRow(rows, u, { targets: targets.filter(keeps), edges: edges.filter(keeps) });
}

function putIntoRow(rows: OverlayRows, u: number, target: number, edge: number): void {
  const { targets, edges } = rowAt(rows, u);
  const after = edges.findIndex((other) => other > edge);
  const place = after === -1 ? edges.length : after;
  setRow(rows, u, { targets: inserted(targets, place, target), edges: inserted(edges, place, edge) });
}

/** Keeps a row that differs from the base's, and forgets one that does not. */
function setRow(rows: OverlayRows, u: number, row: PatchedRow): void {
  const { offsets, targets } = rows.base;
  const isInBase = u + 1 < offsets.length;
  const isBase =
    isInBase &&
    row.edges.length === offsets[u + 1] - offsets[u] &&
    !(row.edges[row.edges.length - 1] >= targets.length);
  rows.isPatched[u] = isBase ? 0 : 1;
  if (isBase) rows.patches.delete(u);
  else rows.patches.set(u, row);
}

function inserted(values: Uint32Array, place: number, value: number): Uint32Array {
  const longer = new Uint32Array(values.length + 1);
  longer.set(values.subarray(0, place));
  longer[place] = value;
  longer.set(values.subarray(place), place + 1);
  return longer;
}
