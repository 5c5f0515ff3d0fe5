import { filterEdges } from '../engine/filter.ts';
import { tailsOf, type OrderedCsr } from '../engine/csr.ts';
import { gatherBytes } from '../engine/gather.ts';
import { transpose } from '../engine/transpose.ts';
import type { NodeSummary } from '../model/answers.ts';
import type { Category } from '../model/node-kind.ts';
import { categories, none, type CompiledGraph } from './compiled-graph.ts';
import { listAt } from './list-table.ts';
import { textAt, textCount } from './string-table.ts';

/** A compiled graph with the look-ups that questions need; views that cost something are made once, when first asked for. */
export class OpenGraph {
  readonly data: CompiledGraph;
  readonly nodeCount: number;
  #certain: OrderedCsr | undefined;
  #certainHop: Uint8Array | undefined;
  #reverse: OrderedCsr | undefined;
  #reverseHop: Uint8Array | undefined;
  #certainReverse: OrderedCsr | undefined;
  #certainReverseHop: Uint8Array | undefined;
  #tails: Uint32Array | undefined;
  #byName: Map<string, number[]> | undefined;
  readonly #texts = new Map<number, string>();

  constructor(data: CompiledGraph) {
    this.data = data;
    this.nodeCount = textCount(data.nodeIds);
  }

  /** Length edgeCount; 1 for the edges that hold without conditions. */
  get isCertain(): Uint8Array {
    const { edgeConditions } = this.data;
    const isCertain = new Uint8Array(edgeConditions.length);
    for (let e = 0; e < isCertain.length; e++) isCertain[e] = edgeConditions[e] === 0 ? 1 : 0;
    return isCertain;
  }

  /** The edges that hold without conditions; `order` names each one's position among all. */
  get certain(): OrderedCsr {
    this.#certain ??= filterEdges(this.data.csr, this.isCertain);
    return this.#certain;
  }

  /** Hop of each edge of {@link certain}. */
  get certainHop(): Uint8Array {
    this.#certainHop ??= gatherBytes(this.data.edgeHop, this.certain.order);
    return this.#certainHop;
  }

  /** Every edge turned round; `order` names each one's position among all. */
  get reverse(): OrderedCsr {
    this.#reverse ??= transpose(this.data.csr);
    return this.#reverse;
  }

  /** Hop of each edge of {@link reverse}. */
  get reverseHop(): Uint8Array {
    this.#reverseHop ??= gatherBytes(this.data.edgeHop, this.reverse.order);
    return this.#reverseHop;
  }

  /** The edges that hold without conditions, turned round; `order` names each one's position among all. */
  get certainReverse(): OrderedCsr {
    this.#certainReverse ??= this.#turnCertain();
    return this.#certainReverse;
  }

  /** Hop of each edge of {@link certainReverse}. */
  get certainReverseHop(): Uint8Array {
    this.#certainReverseHop ??= gatherBytes(this.data.edgeHop, this.certainReverse.order);
    return this.#certainReverseHop;
  }

  /** Tail of every edge. */
  get tails(): Uint32Array {
    this.#tails ??= tailsOf(this.data.csr);
    return this.#tails;
  }

  /** The node of that very id. */
  indexOf(id: string): number | undefined {
    const wanted = Buffer.from(id);
    const { idOrder, nodeIds } = this.data;
    let low = 0;
    let high = idOrder.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const index = idOrder[middle];
      const order = Buffer.compare(nodeIds.bytes.subarray(nodeIds.offsets[index], nodeIds.offsets[index + 1]), wanted);
      if (order === 0) return this.isShown(index) ? index : undefined;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }

  /** Nodes of that very name, in index order. */
  named(name: string): readonly number[] {
    this.#byName ??= this.#indexNames();
    return this.#byName.get(name) ?? [];
  }

  /** Whether a person sees the node; profiles, sets and facets only carry the graph's shape. */
  isShown(node: number): boolean {
    return this.data.nodeShownAs[node] === node;
  }

  id(node: number): string {
    return textAt(this.data.nodeIds, node);
  }

  name(node: number): string {
    return textAt(this.data.nodeNames, node);
  }

  category(node: number): Category {
    return categories[this.data.nodeCategory[node]];
  }

  kind(node: number): string {
    return this.text(this.data.nodeKind[node]);
  }

  scope(node: number): string {
    return this.text(this.data.nodeScope[node]);
  }

  owner(node: number): string | null {
    const owner = this.data.nodeOwner[node];
    return owner === none ? null : this.text(owner);
  }

  /** `production`, another one, or null where it is not known. */
  environment(node: number): string | null {
    const environment = this.data.nodeEnvironment[node];
    return environment === none ? null : this.text(environment);
  }

  findings(node: number): readonly string[] {
    return this.textList(this.data.nodeFindings[node]);
  }

  /** Conditions of an edge; none where it is certain. */
  conditions(edge: number): readonly string[] {
    return this.textList(this.data.edgeConditions[edge]);
  }

  /** A text by its index; few are distinct, so each is decoded once. */
  text(index: number): string {
    const known = this.#texts.get(index);
    if (known !== undefined) return known;
    const text = textAt(this.data.texts, index);
    this.#texts.set(index, text);
    return text;
  }

  textList(index: number): readonly string[] {
    return Array.from(listAt(this.data.textLists, index), (text) => this.text(text));
  }

  summary(node: number): NodeSummary {
    return {
      id: this.id(node),
      name: this.name(node),
      kind: this.kind(node),
      category: this.category(node),
      scope: this.scope(node),
      weight: this.data.nodeWeight[node],
    };
  }

  /** Indices of all nodes that the test accepts and a person sees. */
  nodesWhere(accepts: (node: number) => boolean): Uint32Array {
    const found: number[] = [];
    for (let node = 0; node < this.nodeCount; node++) if (this.isShown(node) && accepts(node)) found.push(node);
    return Uint32Array.from(found);
  }

  #turnCertain(): OrderedCsr {
    const { reverse } = this;
    const { offsets, targets, order } = filterEdges(reverse, gatherBytes(this.isCertain, reverse.order));
    for (let e = 0; e < order.length; e++) order[e] = reverse.order[order[e]];
    return { offsets, targets, order };
  }

  #indexNames(): Map<string, number[]> {
    const byName = new Map<string, number[]>();
    for (const node of this.nodesWhere(() => true)) {
      const name = this.name(node);
      const same = byName.get(name);
      if (same) same.push(node);
      else byName.set(name, [node]);
    }
    return byName;
  }
}
