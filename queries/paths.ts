import { cheapestPaths } from '../engine/paths.ts';
import { edgeDoc } from '../edges/edge-doc.ts';
import { explainPath, type ExplainedStep } from '../graph/explain.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { AttackPath, PathStep } from '../model/answers.ts';
import type { CypherGraph } from './cypher/cypher-graph.ts';
import { beginWayTo, corridor, costsIn, edgesOut } from './cypher/corridor.ts';
import { openPart, wholeNodes } from './cypher/part-of-graph.ts';
import { defineQuery } from './define-query.ts';

/** The cheapest ways from one node to another. */
export const paths = defineQuery({
  id: 'paths',
  question: 'By which ways does this one reach that one?',
  params: {
    from: { type: 'node', description: 'where the attacker stands' },
    to: { type: 'node', description: 'what the attacker wants' },
    k: { type: 'integer', description: 'how many paths at most', min: 1, max: 100, default: 3 },
  },
  columns: {
    certainty: { type: 'text', description: 'certain where every step is' },
    conditions: { type: 'list', description: 'what must hold, all steps together' },
    cost: { type: 'number', description: "the attacker's effort; the cheapest path stands first" },
    steps: { type: 'list', description: 'each hop with rule, evidence, conditions, abuse and remediation' },
  },
  run: (graph, question) => attackPaths(graph, question).paths,
  cypher: {
    statements: { costsIn, edgesOut, wholeNodes },
    how: '`costsIn` expands from the target against the edges, nearest first, until the start is met: the least cost. `edgesOut` then goes forward from the start and keeps the edges through which a way costs no more than that. Those few edges hold every way of that cost, and the `k` cheapest are picked among them; where they are fewer than `k`, the bound grows and both go on. Cost, steps and order are those of the program; which of several ways of equal cost and equal length stands first is no part of the answer.',
    run: pathsByCypher,
  },
});

/** Inner routes and levels of access that read alike are one path to a person: so many more are looked at. */
const lookedAtPerPath = 8;

interface PathsQuestion {
  readonly from: number;
  readonly to: number;
  readonly k: number;
}

interface FoundPaths {
  readonly paths: readonly AttackPath[];
  /** Costs in tenths of all ways that were looked at. */
  readonly costs: readonly number[];
}

function attackPaths(graph: OpenGraph, { from, to, k }: PathsQuestion): FoundPaths {
  const { data } = graph;
  const question = { from, to, k: k * lookedAtPerPath };
  const found = cheapestPaths(data.csr, graph.reverse, data.edgeCost, question);
  const byReading = new Map<string, AttackPath>();
  for (const path of found.paths) {
    const steps = explainPath(graph, path.edges);
    const key = steps.map(({ to: node, certainty }) => `${node} ${certainty}`).join(' ');
    if (!byReading.has(key)) byReading.set(key, attackPath(graph, steps, path.cost / 10));
    if (byReading.size === k) break;
  }
  return { paths: [...byReading.values()], costs: found.paths.map(({ cost }) => cost) };
}

async function pathsByCypher(database: CypherGraph, question: PathsQuestion): Promise<readonly AttackPath[]> {
  const { from, to } = question;
  if (from === to) return [];
  const wayTo = beginWayTo(database, to);
  while (!wayTo.settled.has(from) && wayTo.waitingAt() !== Infinity) await wayTo.until(wayTo.waitingAt());
  const cheapest = wayTo.settled.get(from);
  if (cheapest === undefined) return [];
  for (let bound = cheapest, growth = 1; ; growth *= 2) {
    await wayTo.until(bound);
    const { edges, nextCost } = await corridor(database, from, wayTo, bound);
    const { graph, placeOf } = await openPart(database, edges, [from, to]);
    const ends = { from: placeOf.get(from) ?? -1, to: placeOf.get(to) ?? -1 };
    const found = attackPaths(graph, { ...question, ...ends });
    if (nextCost === Infinity || isSettled(found, question.k, bound)) return found.paths;
    bound = Math.max(nextCost, bound + growth);
  }
}

/** Whether ways that cost more than the bound change nothing any more. */
function isSettled({ paths, costs }: FoundPaths, k: number, bound: number): boolean {
  const last = paths[k - 1];
  const isFull = last !== undefined && Math.round(last.cost * 10) <= bound;
  return isFull || costs.filter((cost) => cost <= bound).length >= k * lookedAtPerPath;
}

function attackPath(graph: OpenGraph, steps: readonly ExplainedStep[], cost: number): AttackPath {
  const conditions = [...new Set(steps.flatMap((step) => step.conditions))];
  const certainty = conditions.length === 0 ? 'certain' : 'conditional';
  return { certainty, conditions, cost, steps: steps.map((step) => pathStep(graph, step)) };
}

function pathStep(graph: OpenGraph, step: ExplainedStep): PathStep {
  const doc = edgeDoc(step.kind);
  return {
    from: graph.id(step.from),
    to: graph.id(step.to),
    kind: step.kind,
    rule: step.rule,
    evidence: step.evidence,
    conditions: step.conditions,
    abuse: doc.abuse,
    remediation: doc.remediation,
  };
}
