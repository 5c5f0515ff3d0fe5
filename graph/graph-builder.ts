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
  /** `production` or another one; absent where it is not known. */
  readonly environment?: string | undefined;
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

/** Collects nodes and edges by name and closes into typed arrays; equal texts, conditions and evidence are kept once. */
export class GraphBuilder {
  readonly #nodes: NewNode[] = [];
  readonly #indexOf = new Map<string, number>();
  readonly #texts = new Interner();
  readonly #evidence = new Interner();
  /** Proofs are shared by what they prove: each is written out once. */
  readonly #evidenceOf = new Map<Evidence, number>();
  readonly #textLists = new ListInterner();
  readonly #evidenceLists = new ListInterner();
  /** Kind, rule, conditions, evidence, hop and tenths of cost of each saying. */
  readonly #sayings = new ListInterner();
  /** Three numbers an edge: from, to, saying. */
  #edges = new Uint32Array(3 * 1024);
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

  /** A number for what edges say, equal where they say the same. */
  saying({ kind, rule, conditions, evidence, hop, cost }: NewEdge): number {
    const proofs = this.#evidenceLists.index(evidence.map((item) => this.#proof(item)));
    const conditionTexts = this.#textList(conditions);
    const words = [this.#texts.index(kind), this.#texts.index(rule), conditionTexts, proofs];
    return this.#sayings.index([...words, hop, Math.round(cost * 10)]);
  }

  /**
   * @param saying of {@link saying}
   */
  edge(from: number, to: number, saying: number): void {
    const at = this.#edgeCount * 3;
    if (at === this.#edges.length) this.#grow();
    this.#edgeCount++;
    this.#edges[at] = from;
    this.#edges[at + 1] = to;
    this.#edges[at + 2] = saying;
  }

  build(): CompiledGraph {
    const column = (index: number): Uint32Array => {
      const values = new Uint32Array(this.#edgeCount);
      for (let e = 0; e < values.length; e++) values[e] = this.#edges[e * 3 + index];
      return values;
    };
    const csr = buildCsr(this.#nodes.length, column(0), column(1));
    const saying = reorder(column(2), csr.order);
    const said = (part: number): Uint32Array => {
      const ofSaying = Uint32Array.from(this.#sayings.lists, (words) => words[part] ?? 0);
      return reorder(ofSaying, saying);
    };
    const nodes = this.#nodes;
    const text = (value: string | undefined): number => (value === undefined ? none : this.#texts.index(value));
    const nodeKind = Uint32Array.from(nodes, (node) => text(node.kind));
    const nodeScope = Uint32Array.from(nodes, (node) => text(node.scope));
    const nodeOwner = Uint32Array.from(nodes, (node) => text(node.owner));
    const nodeEnvironment = Uint32Array.from(nodes, (node) => text(node.environment));
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
      nodeEnvironment,
      nodeFindings,
      nodeShownAs: Uint32Array.from(nodes, (node, index) => node.shownAs ?? index),
      edgeKind: said(0),
      edgeRule: said(1),
      edgeConditions: said(2),
      edgeEvidence: said(3),
      edgeHop: Uint8Array.from(said(4)),
      edgeCost: Uint16Array.from(said(5)),
      texts: buildStringTable(this.#texts.texts),
      textLists: buildListTable(this.#textLists.lists),
      evidenceLists: buildListTable(this.#evidenceLists.lists),
      evidence: buildStringTable(this.#evidence.texts),
    };
  }

  #textList(texts: readonly string[]): number {
    return this.#textLists.index(texts.map((text) => this.#texts.index(text)));
  }

  #proof(item: Evidence): number {
    const known = this.#evidenceOf.get(item);
    if (known !== undefined) return known;
    const index = this.#evidence.index(JSON.stringify(item));
    this.#evidenceOf.set(item, index);
    return index;
  }

  #grow(): void {
    const edges = new Uint32Array(this.#edges.length * 2);
    edges.set(this.#edges);
    this.#edges = edges;
  }
}

/** The value at each index. */
function reorder(values: Uint32Array, order: Uint32Array): Uint32Array {
  const ordered = new Uint32Array(order.length);
  for (let e = 0; e < ordered.length; e++) ordered[e] = values[order[e]];
  return ordered;
}

/** Indices in the order of the ids' UTF-8 bytes, which is the order of their code points. */
export function orderOf(ids: readonly string[]): Uint32Array {
  const encoded = ids.map((id) => Buffer.from(id));
  return Uint32Array.from(ids.keys()).sort((a, b) => Buffer.compare(encoded[a], encoded[b]));
}
