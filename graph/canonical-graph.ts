import type { CompiledGraph } from './compiled-graph.ts';
import { none } from './compiled-graph.ts';
import type { ListTable } from './list-table.ts';
import type { StringTable } from './string-table.ts';

/**
 * The same graph with its texts, lists and evidence numbered in the order in which edges, then nodes, first use them.
 *
 * Two graphs of the same nodes and edges have the same bytes then, however they came about.
 * Time O(n + m); copies the columns that hold such numbers.
 */
export function canonicalGraph(graph: CompiledGraph): CompiledGraph {
  const evidenceLists = new Renumbering(graph.evidenceLists.offsets.length - 1);
  const textLists = new Renumbering(graph.textLists.offsets.length - 1);
  // List 0 is the empty one everywhere.
  evidenceLists.take(0);
  textLists.take(0);
  const edgeEvidence = evidenceLists.takeAll(graph.edgeEvidence);
  const edgeConditions = textLists.takeAll(graph.edgeConditions);
  const nodeFindings = textLists.takeAll(graph.nodeFindings);
  const evidence = new Renumbering(graph.evidence.offsets.length - 1);
  const texts = new Renumbering(graph.texts.offsets.length - 1);
  return {
    ...graph,
    evidenceLists: evidenceLists.lists(graph.evidenceLists, evidence),
    textLists: textLists.lists(graph.textLists, texts),
    edgeEvidence,
    edgeConditions,
    nodeFindings,
    edgeKind: texts.takeAll(graph.edgeKind),
    edgeRule: texts.takeAll(graph.edgeRule),
    nodeKind: texts.takeAll(graph.nodeKind),
    nodeScope: texts.takeAll(graph.nodeScope),
    nodeOwner: texts.takeAll(graph.nodeOwner),
    nodeEnvironment: texts.takeAll(graph.nodeEnvironment),
    evidence: evidence.texts(graph.evidence),
    texts: texts.texts(graph.texts),
  };
}

/** New numbers, from 0, in the order in which old ones are taken. */
class Renumbering {
  /** Length count; the new number of each old one, or {@link none}. */
  readonly #next: Uint32Array;
  /** Old numbers in their new order; the first `#taken` of them are set. */
  readonly #order: Uint32Array;
  #taken = 0;

  constructor(count: number) {
    this.#next = new Uint32Array(count).fill(none);
    this.#order = new Uint32Array(count);
  }

  take(old: number): number {
    if (old === none) return none;
    if (this.#next[old] === none) {
      this.#order[this.#taken] = old;
      this.#next[old] = this.#taken++;
    }
    return this.#next[old];
  }

  takeAll(column: Uint32Array): Uint32Array {
    return column.map((old) => this.take(old));
  }

  /** The lists in their new order; their items are taken from `items`. */
  lists(old: ListTable, items: Renumbering): ListTable {
    const offsets = this.#offsets(old.offsets);
    const list = new Uint32Array(offsets[this.#taken]);
    for (let at = 0; at < this.#taken; at++) {
      const from = old.offsets[this.#order[at]];
      const length = offsets[at + 1] - offsets[at];
      for (let item = 0; item < length; item++) list[offsets[at] + item] = items.take(old.items[from + item]);
    }
    return { offsets, items: list };
  }

  /** The texts in their new order, without those that nobody took. */
  texts(old: StringTable): StringTable {
    const offsets = this.#offsets(old.offsets);
    const bytes = new Uint8Array(offsets[this.#taken]);
    for (let at = 0; at < this.#taken; at++) {
      const text = this.#order[at];
      bytes.set(old.bytes.subarray(old.offsets[text], old.offsets[text + 1]), offsets[at]);
    }
    return { offsets, bytes };
  }

  #offsets(old: Uint32Array): Uint32Array {
    const offsets = new Uint32Array(this.#taken + 1);
    for (let at = 0; at < this.#taken; at++) {
      offsets[at + 1] = offsets[at] + old[this.#order[at] + 1] - old[this.#order[at]];
    }
    return offsets;
  }
}
