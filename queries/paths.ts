import { cheapestPaths } from '../engine/paths.ts';
import { edgeDoc } from '../edges/edge-doc.ts';
import { explainPath, type ExplainedStep } from '../graph/explain.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { AttackPath, PathStep } from '../model/answers.ts';
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
  run: (graph, { from, to, k }) => attackPaths(graph, from, to, k),
});

/** Inner routes and levels of access that read alike are one path to a person: so many more are looked at. */
const lookedAtPerPath = 8;

function attackPaths(graph: OpenGraph, from: number, to: number, k: number): readonly AttackPath[] {
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
  return [...byReading.values()];
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
