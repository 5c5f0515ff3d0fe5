import { closureSums } from '../../engine/closure.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { grantShares } from '../../graph/plan/grant-shares.ts';
import { Ways } from '../../graph/plan/ways.ts';
import { isResource } from '../../model/node-kind.ts';
import type { Certificate } from '../../queries/plan/plan.ts';
import { leastCostFor, mostFor } from './knapsack.ts';
import type { Protecting } from './protecting.ts';

/** What is to be taken away, and what that may cost; one of the two is Infinity or 0. */
export interface Reduction {
  /** Weight that must go at least. */
  readonly weight: number;
  /** What the changes may cost together at most. */
  readonly budget: number;
}

/** Candidates that are tried out at each step, where deriving is quick. */
const triedAtOnce = 8;

/** Deriving again takes longer than this: only the most promising candidate is tried. */
const slowMs = 1000;

type Question = Omit<Protecting, 'sources' | 'targets'>;

/**
 * Takes away, step by step, what takes most weight for its cost, until the weight is gone or the budget is; then leaves
 * out what turned out needless. Each step is tried by deriving again, so the weights are exact; that the plan is the
 * least is not claimed.
 */
export function reduce(question: Question, { weight, budget }: Reduction) {
  const { graph, costs, oracle, table } = question;
  const total = totalWeight(graph);
  const shares = grantShares(new Ways(graph, table));
  const chosen: number[] = [];
  let left = { graph, weight: total };
  let spent = 0;
  let tried = triedAtOnce;
  while (total - left.weight < weight) {
    const now = grantShares(new Ways(left.graph, table, chosen));
    const candidates = [...now.keys()]
      .filter((grant) => now[grant] > 0 && costs[grant] < Infinity && spent + costs[grant] <= budget)
      .sort((a, b) => now[b] / costs[b] - now[a] / costs[a] || a - b)
      .slice(0, tried);
    let best: { readonly grant: number; readonly left: typeof left } | undefined;
    for (const grant of candidates) {
      const start = performance.now();
      const after = oracle.without([...chosen, grant]);
      const found = { graph: after, weight: totalWeight(after) };
      if (performance.now() - start > slowMs) tried = 1;
      const gain = (option: typeof best): number =>
        option === undefined ? -1 : (left.weight - option.left.weight) / costs[option.grant];
      if (gain({ grant, left: found }) > gain(best)) best = { grant, left: found };
    }
    if (best === undefined) break;
    chosen.push(best.grant);
    spent += costs[best.grant];
    left = best.left;
  }
  const goal = Math.min(weight, total - left.weight);
  const grants = withoutNeedless(question, chosen, total - goal);
  const cost = grants.reduce((sum, grant) => sum + costs[grant], 0);
  const certificate =
    weight < Infinity
      ? costCertificate(cost, leastCostFor(goal, shares, costs))
      : weightCertificate(left.weight, Math.max(0, total - mostFor(budget, shares, costs)));
  return { grants: grants.toSorted((a, b) => a - b), certificate, isReached: total - left.weight >= weight };
}

/** The grants without those that need not go, the most expensive first. */
function withoutNeedless({ oracle, costs }: Question, grants: readonly number[], mostLeft: number): readonly number[] {
  let needed = grants;
  for (const grant of grants.toSorted((a, b) => costs[b] - costs[a])) {
    if (needed.length < 2) return needed;
    const others = needed.filter((other) => other !== grant);
    if (totalWeight(oracle.without(others)) <= mostLeft) needed = others;
  }
  return needed;
}

function costCertificate(cost: number, lowerBound: number): Certificate {
  const least = Math.min(cost, lowerBound);
  return { kind: 'bound', lowerBound: least, gap: cost === 0 ? 0 : (cost - least) / cost, optimal: least >= cost };
}

function weightCertificate(left: number, lowerBound: number): Certificate {
  const least = Math.min(left, lowerBound);
  return { kind: 'bound', lowerBound: least, gap: left === 0 ? 0 : (left - least) / left, optimal: least >= left };
}

/** Weight of what all identities reach, summed. */
export function totalWeight(graph: OpenGraph): number {
  const node = graph.nodesWhere((candidate) => isResource(graph.category(candidate)));
  const identities = graph.nodesWhere((candidate) => graph.category(candidate) === 'identity');
  const weight = Float64Array.from(node, (candidate) => Math.round(graph.data.nodeWeight[candidate] * 1000));
  const { weights } = closureSums(graph.data.csr, identities, { node, group: new Uint8Array(node.length), weight }, 1);
  return weights.reduce((sum, each) => sum + each, 0) / 1000;
}
