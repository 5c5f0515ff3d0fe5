import type { Certainty } from '../model/certainty.ts';
import type { Evidence } from '../model/answers.ts';
import { none } from './compiled-graph.ts';
import { listAt } from './list-table.ts';
import type { OpenGraph } from './open-graph.ts';
import { textAt } from './string-table.ts';

/** One step between two nodes that a person sees; the inner nodes between them are gone, their evidence is not. */
export interface ExplainedStep {
  readonly from: number;
  readonly to: number;
  readonly kind: string;
  readonly rule: string;
  readonly certainty: Certainty;
  readonly conditions: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** The steps that a person reads along a path of edge indices. */
export function explainPath(graph: OpenGraph, edges: ArrayLike<number>): readonly ExplainedStep[] {
  const steps: ExplainedStep[] = [];
  let from = edges.length === 0 ? none : graph.data.nodeShownAs[graph.tails[edges[0]]];
  let between: number[] = [];
  for (const e of Array.from(edges)) {
    between.push(e);
    const to = graph.data.nodeShownAs[graph.data.csr.targets[e]];
    if (to === none) continue;
    if (to !== from) steps.push(explainStep(graph, from, to, between));
    from = to;
    between = [];
  }
  return steps;
}

/** What the edges between two shown nodes say together: the kind of the first that has one, all evidence and conditions. */
function explainStep(graph: OpenGraph, from: number, to: number, edges: readonly number[]): ExplainedStep {
  const conditions = [...new Set(edges.flatMap((e) => graph.conditions(e)))];
  const telling = edges.find((e) => graph.text(graph.data.edgeKind[e]) !== '') ?? edges[0];
  return {
    from,
    to,
    kind: graph.text(graph.data.edgeKind[telling]),
    rule: graph.text(graph.data.edgeRule[telling]),
    certainty: conditions.length === 0 ? 'certain' : 'conditional',
    conditions,
    evidence: edges.flatMap((e) => evidenceOf(graph, e)),
  };
}

/** The evidence of one edge, as it was written. */
export function evidenceOf(graph: OpenGraph, edge: number): readonly Evidence[] {
  const items = listAt(graph.data.evidenceLists, graph.data.edgeEvidence[edge]);
  return Array.from(items, (item) => JSON.parse(textAt(graph.data.evidence, item)) as Evidence);
}
