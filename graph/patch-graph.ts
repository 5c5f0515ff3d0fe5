import { none, categories, type CompiledGraph } from './compiled-graph.ts';
import type { NewEdge } from './graph-builder.ts';
import type { ListTable } from './list-table.ts';
import { buildListTable } from './list-table.ts';
import { buildStringTable, Interner, textCount, type StringTable } from './string-table.ts';

/** An edge to be put in; nodes from the node count on are the patch's own. */
export interface PatchEdge {
  readonly from: number;
  readonly to: number;
  readonly said: NewEdge;
}

/** Edges that go and come, and inner nodes for the shape of what comes. */
export interface Patch {
  /** Positions of edges. */
  readonly gone: ReadonlySet<number>;
  readonly innerNodes: number;
  readonly edges: readonly PatchEdge[];
}

/**
 * The graph with a patch; node indices stay, positions of edges do not.
 *
 * Nothing of the old graph is changed or decoded: rows between those that change are copied as blocks.
 * Time O(n + m) at the speed of memory.
 */
export function patchGraph(graph: CompiledGraph, patch: Patch): CompiledGraph {
  const nodeCount = textCount(graph.nodeIds);
  const rows = patchedRows(graph, patch);
  const words = new PatchWords(graph);
  const fresh = patch.edges.map(({ said }) => words.of(said));
  const column = <A extends Column>(base: A, of: (words: EdgeWords) => number): A =>
    splice(base, rows.pieces, (at) => of(fresh[at]));
  const ids = Array.from({ length: patch.innerNodes }, (_, at) => `\0\0${String(at).padStart(9, '0')}`);
  const own = Uint32Array.from(ids, (_, at) => nodeCount + at);
  const kind = words.text('profile');
  const extended = <A extends Column>(base: A, value: number): A => append(base, patch.innerNodes, value);
  return {
    ...graph,
    ...nodeColumns(graph, patch.innerNodes),
    csr: { offsets: rows.offsets, targets: splice(graph.csr.targets, rows.pieces, (at) => patch.edges[at].to) },
    nodeIds: appendTexts(graph.nodeIds, ids),
    nodeNames: appendTexts(
      graph.nodeNames,
      ids.map(() => ''),
    ),
    // The patch's ids begin with two NUL bytes and come before all others.
    idOrder: joined(own, graph.idOrder),
    nodeKind: extended(graph.nodeKind, kind),
    nodeCategory: extended(graph.nodeCategory, categories.indexOf('inner')),
    nodeWeight: extended(graph.nodeWeight, 0),
    nodeHuman: extended(graph.nodeHuman, 0),
    nodeScope: extended(graph.nodeScope, kind),
    nodeFindings: extended(graph.nodeFindings, 0),
    edgeKind: column(graph.edgeKind, (edge) => edge.kind),
    edgeRule: column(graph.edgeRule, (edge) => edge.rule),
    edgeConditions: column(graph.edgeConditions, (edge) => edge.conditions),
    edgeEvidence: column(graph.edgeEvidence, (edge) => edge.evidence),
    edgeHop: column(graph.edgeHop, (edge) => edge.hop),
    edgeCost: column(graph.edgeCost, (edge) => edge.cost),
    ...words.tables(),
  };
}

/** Every column of nodes, with nothing to say of the new ones. */
function nodeColumns(graph: CompiledGraph, innerNodes: number): Partial<CompiledGraph> {
  const columns = Object.entries(graph).filter(
    ([name, column]) => name.startsWith('node') && ArrayBuffer.isView(column),
  );
  return Object.fromEntries(columns.map(([name, column]) => [name, append(column as Uint32Array, innerNodes, none)]));
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A run of the base's edges, or one edge of the patch. */
type Piece = { readonly start: number; readonly end: number } | { readonly at: number };

/** Where each edge of the patched rows comes from; new edges stand behind the old ones of their row. */
function patchedRows({ csr, nodeIds }: CompiledGraph, { gone, innerNodes, edges }: Patch) {
  const nodeCount = textCount(nodeIds);
  const byTail = new Map<number, number[]>();
  for (const [at, { from }] of edges.entries()) {
    const list = byTail.get(from);
    if (list) list.push(at);
    else byTail.set(from, [at]);
  }
  const degrees = new Int32Array(nodeCount + innerNodes);
  for (const [tail, list] of byTail) degrees[tail] += list.length;
  const pieces: Piece[] = [];
  const cuts = [...gone].sort((a, b) => a - b);
  const tails = [...byTail.keys()].sort((a, b) => a - b);
  let start = 0;
  let cut = 0;
  const copyTo = (end: number): void => {
    for (; cut < cuts.length && cuts[cut] < end; cut++) {
      if (cuts[cut] > start) pieces.push({ start, end: cuts[cut] });
      start = cuts[cut] + 1;
      degrees[tailOf(csr.offsets, cuts[cut])]--;
    }
    if (end > start) pieces.push({ start, end });
    start = Math.max(start, end);
  };
  for (const tail of tails) {
    copyTo(csr.offsets[Math.min(tail + 1, nodeCount)]);
    for (const at of byTail.get(tail) ?? []) pieces.push({ at });
  }
  copyTo(csr.targets.length);
  return { pieces, offsets: offsetsOf(csr.offsets, degrees) };
}

/** Offsets of rows that are so much longer than the base's; rows behind the base's were empty. */
function offsetsOf(base: Uint32Array, more: Int32Array): Uint32Array {
  const offsets = new Uint32Array(more.length + 1);
  for (let u = 0; u < more.length; u++) {
    const degree = u + 1 < base.length ? base[u + 1] - base[u] : 0;
    offsets[u + 1] = offsets[u] + degree + more[u];
  }
  return offsets;
}

function tailOf(offsets: Uint32Array, edge: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (offsets[middle] <= edge) low = middle;
    else high = middle;
  }
  return low;
}

function splice<A extends Column>(base: A, pieces: readonly Piece[], fresh: (at: number) => number): A {
  const length = pieces.reduce((sum, piece) => sum + ('at' in piece ? 1 : piece.end - piece.start), 0);
  const values = new (base.constructor as new (length: number) => A)(length);
  let end = 0;
  for (const piece of pieces) {
    if ('at' in piece) values[end++] = fresh(piece.at);
    else {
      values.set(base.subarray(piece.start, piece.end), end);
      end += piece.end - piece.start;
    }
  }
  return values;
}

function append<A extends Column>(base: A, count: number, value: number): A {
  const values = new (base.constructor as new (length: number) => A)(base.length + count);
  values.set(base);
  values.fill(value, base.length);
  return values;
}

function joined(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function appendTexts(base: StringTable, texts: readonly string[]): StringTable {
  const more = buildStringTable(texts);
  const bytes = new Uint8Array(base.bytes.length + more.bytes.length);
  bytes.set(base.bytes);
  bytes.set(more.bytes, base.bytes.length);
  return {
    offsets: joined(
      base.offsets,
      more.offsets.subarray(1).map((end) => end + base.bytes.length),
    ),
    bytes,
  };
}

function appendLists(base: ListTable, lists: readonly (readonly number[])[]): ListTable {
  const more = buildListTable(lists);
  return {
    offsets: joined(
      base.offsets,
      more.offsets.subarray(1).map((end) => end + base.items.length),
    ),
    items: joined(base.items, more.items),
  };
}

interface EdgeWords {
  readonly kind: number;
  readonly rule: number;
  readonly conditions: number;
  readonly evidence: number;
  readonly hop: number;
  readonly cost: number;
}

/** Texts, lists and proofs of the patch behind those of the graph; what edges share is written once. */
class PatchWords {
  readonly #graph: CompiledGraph;
  readonly #texts = new Interner();
  readonly #evidence = new Interner();
  readonly #textLists: number[][] = [];
  readonly #evidenceLists: number[][] = [];
  readonly #known = new Map<NewEdge, EdgeWords>();

  constructor(graph: CompiledGraph) {
    this.#graph = graph;
  }

  text(text: string): number {
    return textCount(this.#graph.texts) + this.#texts.index(text);
  }

  of(said: NewEdge): EdgeWords {
    const known = this.#known.get(said);
    if (known !== undefined) return known;
    const { kind, rule, conditions, evidence, hop, cost } = said;
    const first = textCount(this.#graph.evidence);
    const words = {
      kind: this.text(kind),
      rule: this.text(rule),
      conditions: listIndex(
        this.#graph.textLists,
        this.#textLists,
        conditions.map((text) => this.text(text)),
      ),
      evidence: listIndex(
        this.#graph.evidenceLists,
        this.#evidenceLists,
        evidence.map((item) => first + this.#evidence.index(JSON.stringify(item))),
      ),
      hop,
      cost: Math.round(cost * 10),
    };
    this.#known.set(said, words);
    return words;
  }

  tables(): Pick<CompiledGraph, 'texts' | 'textLists' | 'evidenceLists' | 'evidence'> {
    const { texts, textLists, evidenceLists, evidence } = this.#graph;
    return {
      texts: appendTexts(texts, this.#texts.texts),
      textLists: appendLists(textLists, this.#textLists),
      evidenceLists: appendLists(evidenceLists, this.#evidenceLists),
      evidence: appendTexts(evidence, this.#evidence.texts),
    };
  }
}

/** The empty list is 0 everywhere, so that a certain edge stays one. */
function listIndex(base: ListTable, lists: number[][], list: number[]): number {
  return list.length === 0 ? 0 : base.offsets.length - 2 + lists.push(list);
}
