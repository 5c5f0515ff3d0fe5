import type { OpenGraph } from '../../graph/open-graph.ts';
import { Ways, type Way } from '../../graph/plan/ways.ts';
import type { Certificate } from '../../queries/plan/plan.ts';
import { CheapestHits, type Hits } from './cheapest-hits.ts';
import { Conflicts } from './conflicts.ts';
import type { Protecting } from './protecting.ts';

/** The cheapest grants to take away, and what proves it. */
export interface Protection {
  /** Ascending. */
  readonly grants: readonly number[];
  /** What is left without them. */
  readonly after: OpenGraph;
  readonly certificate: Certificate;
}

/** Ways that one round looks for. */
const waysInRound = 200;

/**
 * Finds the cheapest grants whose going keeps every source from every target.
 *
 * Each open way is a conflict: one of its grants must go. Cheapest grants to hit all conflicts known are laid over the
 * facts, everything is derived again, and what is open then makes new conflicts, until nothing is. A conflict counts
 * for the lower bound once it is proven: with its grants alone left the source still reaches a target, so that, as
 * taking away never opens anything, every plan takes one of them.
 */
export async function protect(question: Protecting): Promise<Protection> {
  const conflicts = new Conflicts(question);
  const hits = new CheapestHits(question.costs, 20);
  const model = new Ways(question.graph, question.table);
  let isModelTrue = true;
  for (;;) {
    const best = await hits.solve(conflicts.sets);
    if (isModelTrue) {
      const found = openWays(question, model, best.chosen);
      const standing = found.filter(({ grants }) => conflicts.changeable(grants).length > 0);
      // Evidence that names nothing to take away is not the whole of what a way stands on: deriving again tells more.
      if (standing.length < found.length) isModelTrue = false;
      if (conflicts.addAll(model, standing, []) > 0) continue;
    }
    const after = question.oracle.without(best.chosen);
    const ways = new Ways(after, question.table, best.chosen);
    const left = openWays(question, ways, []);
    if (left.length > 0) {
      conflicts.addAll(ways, left, best.chosen);
      continue;
    }
    const isMended = conflicts.prove(performance.now() + question.proofMs);
    if (isMended) {
      isModelTrue = false; // it would bring the same conflict again
      continue;
    }
    return { grants: best.chosen, after, certificate: await certify(best, conflicts, hits) };
  }
}

async function certify(best: Hits, conflicts: Conflicts, hits: CheapestHits): Promise<Certificate> {
  const proven = conflicts.isProven ? best : await hits.solve(conflicts.provenSets);
  const lowerBound = Math.min(best.value, proven.lowerBound);
  const optimal = lowerBound >= best.value - 1e-9;
  const kind = !optimal ? 'bound' : best.flow >= best.value - 1e-9 ? 'min-cut' : 'integer-program';
  return { kind, lowerBound, gap: best.value === 0 ? 0 : (best.value - lowerBound) / best.value, optimal };
}

/** Open ways that share no grant, as many as there are found one after the other. */
function openWays({ sources, targets, costs }: Protecting, ways: Ways, gone: readonly number[]): readonly Way[] {
  const { graph } = ways;
  const isTarget = nodesOf(graph, targets);
  const from = sources.flatMap((id) => graph.indexOf(id) ?? []).filter((node) => isTarget[node] === 0);
  const taken = new Set(gone);
  const found: Way[] = [];
  while (found.length < waysInRound) {
    const way = ways.find(from, isTarget, taken);
    if (way === undefined) return found;
    found.push(way);
    const going = way.grants.filter((grant) => costs[grant] < Infinity);
    if (going.length === 0) return found;
    for (const grant of going) taken.add(grant);
  }
  return found;
}

function nodesOf(graph: OpenGraph, ids: readonly string[]): Uint8Array {
  const marks = new Uint8Array(graph.nodeCount);
  for (const id of ids) {
    const node = graph.indexOf(id);
    if (node !== undefined) marks[node] = 1;
  }
  return marks;
}
