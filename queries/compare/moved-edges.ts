import type { OpenGraph } from '../../graph/open-graph.ts';
import { ShownSteps, type ShownStep } from '../../graph/shown-steps.ts';

/** Edges as a person sees them that one graph has and another has not, by tail, kind and head. */
export interface MovedEdges {
  readonly removed: readonly ShownStep[];
  readonly added: readonly ShownStep[];
  /** In both, certain in one of them alone; as they are after. */
  readonly changed: readonly ShownStep[];
}

/**
 * Compares what a person sees of two graphs, node by node.
 *
 * @param ids nodes whose own steps are looked at; all of them unless told
 */
export function movedEdges(
  before: OpenGraph,
  after: OpenGraph,
  ids: Iterable<string> = idsOf(before, after),
): MovedEdges {
  const removed: ShownStep[] = [];
  const added: ShownStep[] = [];
  const changed: ShownStep[] = [];
  const [was, is] = [new ShownSteps(before), new ShownSteps(after)];
  for (const id of ids) {
    const [old, now] = [stepsOf(was, before, id), stepsOf(is, after, id)];
    for (const [key, step] of old) if (!now.has(key)) removed.push(step);
    for (const [key, step] of now) {
      const same = old.get(key);
      if (same === undefined) added.push(step);
      else if (same.isCertain !== step.isCertain) changed.push(step);
    }
  }
  return { removed: removed.sort(byEnds), added: added.sort(byEnds), changed: changed.sort(byEnds) };
}

function idsOf(before: OpenGraph, after: OpenGraph): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const graph of [before, after]) for (const node of graph.nodesWhere(() => true)) ids.add(graph.id(node));
  return ids;
}

function stepsOf(steps: ShownSteps, graph: OpenGraph, id: string): ReadonlyMap<string, ShownStep> {
  const node = graph.indexOf(id);
  if (node === undefined) return new Map();
  return new Map(steps.from(node).map((step) => [`${step.kind} ${step.to}`, step]));
}

function byEnds(a: ShownStep, b: ShownStep): number {
  return compare(a.from, b.from) || compare(a.to, b.to) || compare(a.kind, b.kind);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
