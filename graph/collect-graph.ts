import type { GraphCollector, GraphEdgeRow, GraphNodeRow } from '../model/graph-rows.ts';
import { canonicalGraph } from './canonical-graph.ts';
import { categories, none } from './compiled-graph.ts';
import { encodeGraph } from './graph-bytes.ts';
import { orderOf } from './graph-builder.ts';
import { buildListTable, ListInterner } from './list-table.ts';
import { buildStringTable, Interner } from './string-table.ts';

/** Puts a graph together from its rows; a row that comes again is taken again. */
export function collectGraph(nodeCount: number, edgeCount: number): GraphCollector {
  return new Collector(nodeCount, edgeCount);
}

class Collector implements GraphCollector {
  readonly #ids: string[];
  readonly #names: string[];
  readonly #nodes: ReturnType<typeof nodeColumns>;
  readonly #edges: ReturnType<typeof edgeColumns>;
  readonly #texts = new Interner();
  readonly #textLists = new ListInterner();
  readonly #evidence = new Interner();
  readonly #evidenceLists = new ListInterner();

  constructor(nodeCount: number, edgeCount: number) {
    this.#ids = Array.from({ length: nodeCount }, () => '');
    this.#names = Array.from({ length: nodeCount }, () => '');
    this.#nodes = nodeColumns(nodeCount);
    this.#edges = edgeColumns(edgeCount);
  }

  node(row: GraphNodeRow): void {
    const { index } = row;
    const columns = this.#nodes;
    expectBelow(index, columns.isThere.length, 'node');
    columns.isThere[index] = 1;
    this.#ids[index] = row.id;
    this.#names[index] = row.name;
    columns.kind[index] = this.#texts.index(row.kind);
    columns.category[index] = categories.indexOf(row.category);
    columns.weight[index] = row.weight;
    columns.human[index] = row.human ? 1 : 0;
    columns.scope[index] = this.#texts.index(row.scope);
    columns.owner[index] = row.owner === undefined ? none : this.#texts.index(row.owner);
    columns.environment[index] = row.environment === undefined ? none : this.#texts.index(row.environment);
    columns.findings[index] = this.#textList(row.findings);
    columns.shownAs[index] = row.shownAs ?? none;
  }

  edge(row: GraphEdgeRow): void {
    const { index } = row;
    const columns = this.#edges;
    expectBelow(index, columns.isThere.length, 'edge');
    expectBelow(row.from, this.#ids.length, 'tail');
    expectBelow(row.to, this.#ids.length, 'head');
    columns.isThere[index] = 1;
    columns.from[index] = row.from;
    columns.to[index] = row.to;
    columns.kind[index] = this.#texts.index(row.kind);
    columns.rule[index] = this.#texts.index(row.rule);
    columns.conditions[index] = this.#textList(row.conditions);
    columns.evidence[index] = this.#evidenceLists.index(row.evidence.map((item) => this.#evidence.index(item)));
    columns.hop[index] = row.hop;
    columns.cost[index] = row.cost;
  }

  finish(): Uint8Array {
    const nodes = this.#nodes;
    const edges = this.#edges;
    expectAll(nodes.isThere, 'node');
    expectAll(edges.isThere, 'edge');
    return encodeGraph(
      canonicalGraph({
        csr: { offsets: offsetsOf(edges.from, this.#ids.length), targets: edges.to },
        nodeIds: buildStringTable(this.#ids),
        nodeNames: buildStringTable(this.#names),
        idOrder: orderOf(this.#ids),
        nodeKind: nodes.kind,
        nodeCategory: nodes.category,
        nodeWeight: nodes.weight,
        nodeHuman: nodes.human,
        nodeScope: nodes.scope,
        nodeOwner: nodes.owner,
        nodeEnvironment: nodes.environment,
        nodeFindings: nodes.findings,
        nodeShownAs: nodes.shownAs,
        edgeKind: edges.kind,
        edgeRule: edges.rule,
        edgeConditions: edges.conditions,
        edgeEvidence: edges.evidence,
        edgeHop: edges.hop,
        edgeCost: edges.cost,
        texts: buildStringTable(this.#texts.texts),
        textLists: buildListTable(this.#textLists.lists),
        evidenceLists: buildListTable(this.#evidenceLists.lists),
        evidence: buildStringTable(this.#evidence.texts),
      }),
    );
  }

  #textList(texts: readonly string[]): number {
    return this.#textLists.index(texts.map((text) => this.#texts.index(text)));
  }
}

/** Columns of {@link CompiledGraph}, and 1 in `isThere` for each node that came. */
function nodeColumns(count: number) {
  return {
    isThere: new Uint8Array(count),
    kind: new Uint32Array(count),
    category: new Uint8Array(count),
    weight: new Float64Array(count),
    human: new Uint8Array(count),
    scope: new Uint32Array(count),
    owner: new Uint32Array(count),
    environment: new Uint32Array(count),
    findings: new Uint32Array(count),
    shownAs: new Uint32Array(count),
  };
}

function edgeColumns(count: number) {
  return {
    isThere: new Uint8Array(count),
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    kind: new Uint32Array(count),
    rule: new Uint32Array(count),
    conditions: new Uint32Array(count),
    evidence: new Uint32Array(count),
    hop: new Uint8Array(count),
    cost: new Uint16Array(count),
  };
}

/** Row offsets of edges that stand in the order of their tails. */
function offsetsOf(from: Uint32Array, nodeCount: number): Uint32Array {
  const offsets = new Uint32Array(nodeCount + 1);
  for (const [edge, tail] of from.entries()) {
    if (edge > 0 && tail < from[edge - 1]) throw new RangeError(`edge ${edge} stands before its tail's`);
    offsets[tail + 1]++;
  }
  for (let node = 0; node < nodeCount; node++) offsets[node + 1] += offsets[node];
  return offsets;
}

function expectBelow(index: number, count: number, what: string): void {
  if (!Number.isInteger(index) || index < 0 || index >= count) throw new RangeError(`${what} ${index} of ${count}`);
}

function expectAll(isThere: Uint8Array, what: string): void {
  const missing = isThere.indexOf(0);
  if (missing >= 0) throw new RangeError(`${what} ${missing} of ${isThere.length} is missing`);
}
