import { none } from './compiled-graph.ts';
import type { OpenGraph } from './open-graph.ts';

/** One step between nodes that a person sees, whatever inner nodes lie between. */
export interface ShownStep {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  /** Some way through the inner nodes holds without conditions. */
  readonly isCertain: boolean;
}

/** Where a walk through inner nodes stands: at a node, having passed an edge of a kind or not yet. */
interface Place {
  readonly node: number;
  /** Empty until an edge that has one was passed. */
  readonly kind: string;
  readonly isCertain: boolean;
}

/** Reads the steps that a person sees off a graph. */
export class ShownSteps {
  readonly #graph: OpenGraph;
  /** Facets by the resource that they are shown as. */
  readonly #facets = new Map<number, number[]>();

  constructor(graph: OpenGraph) {
    this.#graph = graph;
    for (const [facet, shown] of graph.data.nodeShownAs.entries()) {
      if (shown === none || shown === facet) continue;
      const same = this.#facets.get(shown);
      if (same) same.push(facet);
      else this.#facets.set(shown, [facet]);
    }
  }

  /** The steps from a shown node: each kind and head once, certain where some way is; in no order. */
  from(node: number): readonly ShownStep[] {
    const from = this.#graph.id(node);
    const found = new Map<string, ShownStep>();
    this.#walk(node, ({ node: head, kind, isCertain }) => {
      const to = this.#graph.id(head);
      const key = `${kind} ${to}`;
      if (isCertain || !found.has(key)) found.set(key, { from, to, kind, isCertain });
    });
    return [...found.values()];
  }

  #walk(start: number, arrive: (place: Place) => void): void {
    const { csr, nodeShownAs } = this.#graph.data;
    const seen = new Set<string>();
    const waiting = [start, ...(this.#facets.get(start) ?? [])].map((node): Place => ({
      node,
      kind: '',
      isCertain: true,
    }));
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (let e = csr.offsets[at.node]; e < csr.offsets[at.node + 1]; e++) {
        const next = this.#pass(at, e);
        const shown = nodeShownAs[next.node];
        if (shown === start) continue;
        if (shown !== none) arrive({ ...next, node: shown });
        else if (!seen.has(keyOf(next))) {
          seen.add(keyOf(next));
          waiting.push(next);
        }
      }
    }
  }

  #pass({ kind, isCertain }: Place, edge: number): Place {
    const { csr, edgeKind, edgeConditions } = this.#graph.data;
    return {
      node: csr.targets[edge],
      kind: kind === '' ? this.#graph.text(edgeKind[edge]) : kind,
      isCertain: isCertain && edgeConditions[edge] === 0,
    };
  }
}

function keyOf({ node, kind, isCertain }: Place): string {
  return `${node} ${isCertain ? 1 : 0} ${kind}`;
}
