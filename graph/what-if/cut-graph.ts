import { none } from '../compiled-graph.ts';
import { editGraph, type CopiedEdge } from '../edit-graph.ts';
import { OpenGraph } from '../open-graph.ts';
import type { CutEdge } from './altered-facts.ts';

/** What is taken out of a graph itself, whatever facts say. */
export interface Cuts {
  readonly cutEdges: readonly CutEdge[];
  readonly cutNodes: ReadonlySet<string>;
}

/** The graph without these nodes and shown edges; whoever shares an inner node with an edge's tail keeps theirs. */
export function cutGraph(graph: OpenGraph, { cutEdges, cutNodes }: Cuts): OpenGraph {
  let left = cutNodes.size > 0 ? withoutNodes(graph, cutNodes) : graph;
  for (const edge of cutEdges) left = withoutEdge(left, edge);
  return left;
}

function withoutNodes(graph: OpenGraph, ids: ReadonlySet<string>): OpenGraph {
  const { csr, nodeShownAs } = graph.data;
  const hidden = new Set<number>();
  for (const id of ids) {
    const node = graph.indexOf(id);
    if (node !== undefined) hidden.add(node);
  }
  if (hidden.size === 0) return graph;
  const gone = new Set<number>();
  for (const [e, to] of csr.targets.entries())
    if (hidden.has(nodeShownAs[to]) || hidden.has(nodeShownAs[graph.tails[e]])) gone.add(e);
  return new OpenGraph(editGraph(graph.data, { gone, copies: [], added: [], hidden }));
}

/** Gives the tail inner nodes of its own on the way to the head, and leaves the last step out. */
function withoutEdge(graph: OpenGraph, { from, to, kind }: CutEdge): OpenGraph {
  const tail = graph.indexOf(from);
  const head = graph.indexOf(to);
  if (tail === undefined || head === undefined) return graph;
  const cutting = new Cutting(graph, head, kind);
  for (const [node, shown] of graph.data.nodeShownAs.entries()) if (shown === tail) cutting.leave(node, node, '');
  const { gone, copies, added } = cutting;
  return new OpenGraph(editGraph(graph.data, { gone, copies, added, hidden: new Set() }));
}

/** Copies the inner nodes that lead from a tail to a head by edges of one kind, each once for each kind walked with. */
class Cutting {
  readonly gone = new Set<number>();
  readonly copies: number[] = [];
  readonly added: CopiedEdge[] = [];
  readonly #graph: OpenGraph;
  readonly #head: number;
  readonly #kind: string;
  readonly #copyOf = new Map<string, number>();
  readonly #leads = new Map<string, boolean>();

  constructor(graph: OpenGraph, head: number, kind: string) {
    this.#graph = graph;
    this.#head = head;
    this.#kind = kind;
  }

  /** Puts the out-edges of `node` right; `as` is the node itself, or its copy, whose edges are all new. */
  leave(node: number, as: number, kind: string): void {
    const { csr } = this.#graph.data;
    for (let e = csr.offsets[node]; e < csr.offsets[node + 1]; e++) {
      const to = csr.targets[e];
      const passed = this.#kindAfter(e, kind);
      const isCut = this.#isCut(to, passed);
      const leads = !isCut && this.#leadsToCut(to, passed);
      if (isCut || leads) {
        if (as === node) this.gone.add(e);
        if (leads) this.added.push({ from: as, to: this.#copy(to, passed), like: e });
      } else if (as !== node) this.added.push({ from: as, to, like: e });
    }
  }

  #copy(node: number, kind: string): number {
    const key = `${node} ${kind}`;
    const known = this.#copyOf.get(key);
    if (known !== undefined) return known;
    const copy = this.#graph.nodeCount + this.copies.push(node) - 1;
    this.#copyOf.set(key, copy);
    this.leave(node, copy, kind);
    return copy;
  }

  #isCut(to: number, kind: string): boolean {
    return this.#graph.data.nodeShownAs[to] === this.#head && kind === this.#kind;
  }

  /** Whether inner nodes from here lead to the head by an edge of the kind. */
  #leadsToCut(node: number, kind: string): boolean {
    const { csr, nodeShownAs } = this.#graph.data;
    if (nodeShownAs[node] !== none || (kind !== '' && kind !== this.#kind)) return false;
    const key = `${node} ${kind}`;
    const known = this.#leads.get(key);
    if (known !== undefined) return known;
    this.#leads.set(key, false); // inner nodes never lead back to themselves
    let leads = false;
    for (let e = csr.offsets[node]; e < csr.offsets[node + 1] && !leads; e++) {
      const passed = this.#kindAfter(e, kind);
      leads = this.#isCut(csr.targets[e], passed) || this.#leadsToCut(csr.targets[e], passed);
    }
    this.#leads.set(key, leads);
    return leads;
  }

  #kindAfter(edge: number, kind: string): string {
    return kind === '' ? this.#graph.text(this.#graph.data.edgeKind[edge]) : kind;
  }
}
