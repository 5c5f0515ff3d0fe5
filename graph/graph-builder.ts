import { buildCsr } from '../engine/csr.ts';
import type { Evidence } from '../model/answers.ts';
import type { Category } from '../model/node-kind.ts';
import { categories, none, type CompiledGraph } from './compiled-graph.ts';
import { buildListTable, ListInterner } from './list-table.ts';
import { buildStringTable, Interner } from './string-table.ts';

/** A node as the builder takes it. */
export interface NewNode {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly category: Category;
  readonly weight: number;
  readonly human: boolean;
  readonly scope: string;
  readonly owner: string | undefined;
  /** OWASP NHI ids. */
  readonly findings: readonly string[];
  /** Index of the node that is read in its place; absent: itself. {@link none} for inner nodes. */
  readonly shownAs?: number;
}

/** What an edge says beside its ends. */
export interface NewEdge {
  readonly kind: string;
  readonly rule: string;
  readonly conditions: readonly string[];
  readonly evidence: readonly Evidence[];
  /** 0 or 1. */
  readonly hop: number;
  /** At least 0, in tenths exact. */
  readonly cost: number;
}

/** An edge that only gives the graph its shape: no step, no cost, always certain. */
export const innerEdge: NewEdge = { kind: '', rule: '', conditions: [], evidence: [], hop: 0, cost: 0 };

/** Indices of kind, rule, conditions and evidence. */
type Words = readonly [number, number, number, number];

/** Collects nodes and edges by name and closes into typed arrays; equal texts, conditions and evidence are kept once. */
export class GraphBuilder {
  readonly #nodes: NewNode[] = [];
  readonly #indexOf = new Map<string, number>();
  readonly #texts = new Interner();
  readonly #evidence = new Interner();
  readonly #textLists = new ListInterner();
  readonly #evidenceLists = new ListInterner();
  readonly #wordsOf = new WeakMap<NewEdge, Words>();
  /** Six numbers an edge: from, to, kind, rule, conditions, evidence. */
  #edges = new Uint32Array(6 * 1024);
  #hops = new Uint8Array(1024);
  #costs = new Uint16Array(1024);
  #edgeCount = 0;

  /** Adds a node, or finds the one with that id. */
  node(node: NewNode): number {
    const known = this.#indexOf.get(node.id);
    if (known !== undefined) return known;
    this.#indexOf.set(node.id, this.#nodes.length);
    return this.#nodes.push(node) - 1;
  }

  indexOf(id: string): number | undefined {
    return this.#indexOf.get(id);
  }

  nodeAt(index: number): NewNode {
    return this.#nodes[index];
  }

  edge(from: number, to: number, said: NewEdge): void {
    if (this.#edgeCount === this.#hops.length) this.#grow();
    const e = this.#edgeCount++;
    const [kind, rule, conditions, evidence] = this.#words(said);
    const at = e * 6;
    this.#edges[at] = from;
    this.#edges[at + 1] = to;
    this.#edges[at + 2] = kind;
    this.#edges[at + 3] = rule;
    this.#edges[at + 4] = conditions;
    this.#edges[at + 5] = evidence;
    this.#hops[e] = said.hop;
    this.#costs[e] = Math.round(said.cost * 10);
  }

  /** Numbers that are equal for edges that say the same, in one text. */
  saying(said: NewEdge): string {
    return this.#words(said).join(':');
  }

  /** Kind, rule, conditions and evidence, interned; what is said in one object is looked up once. */
  #words(said: NewEdge): Words {
    const known = this.#wordsOf.get(said);
    if (known) return known;
    const evidence = this.#evidenceLists.index(said.evidence.map((item) => this.#evidence.index(JSON.stringify(item))));
    const conditions = this.#textList(said.conditions);
    const words = [this.#texts.index(said.kind), this.#texts.index(said.rule), conditions, evidence] as const;
    this.#wordsOf.set(said, words);
    return words;
  }

  build(): CompiledGraph {
    const column = (index: number): Uint32Array => {
      const values = new Uint32Array(this.#edgeCount);
      for (let e = 0; e < values.length; e++) values[e] = this.#edges[e * 6 + index];
      return values;
    };
    const csr = buildCsr(this.#nodes.length, column(0), column(1));
    const nodes = this.#nodes;
    const text = (value: string | undefined): number => (value === undefined ? none : this.#texts.index(value));
    const nodeKind = Uint32Array.from(nodes, (node) => text(node.kind));
    const nodeScope = Uint32Array.from(nodes, (node) => text(node.scope));
    const nodeOwner = Uint32Array.from(nodes, (node) => text(node.owner));
    const nodeFindings = Uint32Array.from(nodes, (node) => this.#textList(node.findings));
    const ids = nodes.map((node) => node.id);
    return {
      csr: { offsets: csr.offsets, targets: csr.targets },
      nodeIds: buildStringTable(ids),
      nodeNames: buildStringTable(nodes.map((node) => node.name)),
      idOrder: orderOf(ids),
      nodeKind,
      nodeCategory: Uint8Array.from(nodes, (node) => categories.indexOf(node.category)),
      nodeWeight: Float64Array.from(nodes, (node) => node.weight),
      nodeHuman: Uint8Array.from(nodes, (node) => (node.human ? 1 : 0)),
      nodeScope,
      nodeOwner,
      nodeFindings,
      nodeShownAs: Uint32Array.from(nodes, (node, index) => node.shownAs ?? index),
      edgeKind: reorder(column(2), csr.order),
      edgeRule: reorder(column(3), csr.order),
      edgeConditions: reorder(column(4), csr.order),
      edgeEvidence: reorder(column(5), csr.order),
      edgeHop: Uint8Array.from(csr.order, (e) => this.#hops[e]),
      edgeCost: Uint16Array.from(csr.order, (e) => this.#costs[e]),
      texts: buildStringTable(this.#texts.texts),
      textLists: buildListTable(this.#textLists.lists),
      evidenceLists: buildListTable(this.#evidenceLists.lists),
      evidence: buildStringTable(this.#evidence.texts),
    };
  }

  #textList(texts: readonly string[]): number {
    return this.#textLists.index(texts.map((text) => this.#texts.index(text)));
  }

  #grow(): void {
    const edges = new Uint32Array(this.#edges.length * 2);
    edges.set(this.#edges);
    this.#edges = edges;
    const hops = new Uint8Array(this.#hops.length * 2);
    hops.set(this.#hops);
    this.#hops = hops;
    const costs = new Uint16Array(this.#costs.length * 2);
    costs.set(this.#costs);
    this.#costs = costs;
  }
}

function reorder(values: Uint32Array, order: Uint32Array): Uint32Array {
  return Uint32Array.from(order, (e) => values[e]);
}

/** Indices in the order of the ids' UTF-8 bytes, which is the order of their code points. */
function orderOf(ids: readonly string[]): Uint32Array {
  const encoded = ids.map((id) => Buffer.from(id));
  return Uint32Array.from(ids.keys()).sort((a, b) => Buffer.compare(encoded[a], encoded[b]));
}
