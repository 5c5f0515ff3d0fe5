import type { ClosureAnswer, ClosureQuestion } from '../engine/closure-question.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { NodeSummary } from '../model/answers.ts';
import { isResource } from '../model/node-kind.ts';
import { anyCertainty, numberIn, textIn, type CypherGraph } from './cypher/cypher-graph.ts';
import { everyResource, exposureOfEach } from './cypher/exposure.ts';
import { defineQuery } from './define-query.ts';
import { answerBoth } from './radii.ts';

/** Identities that reach a resource. */
interface Exposure {
  readonly identities: number;
  readonly machines: number;
  readonly humans: number;
}

/** A resource and how many reach it. */
interface ExposedRow extends NodeSummary {
  /** Weight times identities; one that reaches it only under conditions counts a quarter. */
  readonly exposed: number;
  readonly certain: Exposure;
  readonly possible: Exposure;
}

/** The most exposed resources. */
export const exposed = defineQuery({
  id: 'exposed',
  question: 'Which resources do most identities reach?',
  params: { top: { type: 'integer', description: 'rows at most', min: 1, max: 10_000, default: 20 } },
  columns: {
    id: { type: 'text', description: "the provider's own name" },
    name: { type: 'text', description: 'the name that people use' },
    kind: { type: 'text', description: 'node kind' },
    category: { type: 'text', description: 'system, data or automation' },
    scope: { type: 'text', description: 'account, cluster or organisation' },
    weight: { type: 'number', description: '1 low, 5 normal, 25 high, 100 critical' },
    exposed: {
      type: 'number',
      description: 'weight times identities; one that reaches it only under conditions counts a quarter',
    },
    certain: { type: 'object', description: 'identities, machines and humans that reach it with certainty' },
    possible: { type: 'object', description: 'those that reach it along any edges' },
  },
  run: (graph, { top }) => exposedRows(graph, top),
  cypher: {
    statements: { everyResource, exposureOfEach },
    how: '`everyResource` once; `exposureOfEach` twice for every 50 resources: with `$certainties` `[certain]` and with both. All are compared, the first `top` told. Each resource is walked for itself, so time grows with resources times what leads to them; the program asks all at once.',
    run: async (database, { top }) => exposedByCypher(database, top),
  },
});

/** Ranks before names are read: there are more resources than rows. */
function exposedRows(graph: OpenGraph, top: number): readonly ExposedRow[] {
  const questions = exposureQuestions(graph);
  const [certain, possible] = answerBoth(questions).map(exposuresIn);
  const { sources } = questions[0];
  const worth = Float64Array.from(sources, (node, s) => worthOf(graph.data.nodeWeight[node], certain[s], possible[s]));
  const order = Uint32Array.from(sources.keys())
    .filter((s) => possible[s].identities > 0)
    .sort((a, b) => worth[b] - worth[a] || compare(graph.id(sources[a]), graph.id(sources[b])));
  return Array.from(order.subarray(0, top), (s) => ({
    ...graph.summary(sources[s]),
    exposed: worth[s],
    certain: certain[s],
    possible: possible[s],
  }));
}

/** The closure of every resource against the edges, over people and machines. */
function exposureQuestions(graph: OpenGraph): [ClosureQuestion, ClosureQuestion] {
  const node = graph.nodesWhere((candidate) => graph.category(candidate) === 'identity');
  const all = {
    sources: graph.nodesWhere((candidate) => isResource(graph.category(candidate))),
    targets: {
      node,
      group: Uint8Array.from(node, (identity) => graph.data.nodeHuman[identity]),
      weight: new Uint32Array(node.length),
    },
    groupCount: 2,
    specials: new Uint32Array(0),
  };
  return [
    { ...all, graph: graph.certainReverse },
    { ...all, graph: graph.reverse },
  ];
}

function exposuresIn({ counts, weights }: ClosureAnswer): readonly Exposure[] {
  return Array.from(weights, (_, s) => exposureOf(counts[2 * s], counts[2 * s + 1]));
}

function exposureOf(machines: number, humans: number): Exposure {
  return { identities: machines + humans, machines, humans };
}

/** Quarters of whole numbers are exact. */
function worthOf(weight: number, certain: Exposure, possible: Exposure): number {
  return Math.round(weight * (3 * certain.identities + possible.identities) * 250) / 1000;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Resources whose exposure one statement walks; each statement has a deadline of its own. */
const resourcesAtOnce = 50;

async function exposedByCypher(database: CypherGraph, top: number): Promise<readonly ExposedRow[]> {
  const resources = await database.ask(everyResource);
  const rows: ExposedRow[] = [];
  for (let from = 0; from < resources.length; from += resourcesAtOnce) {
    const some = resources.slice(from, from + resourcesAtOnce);
    const nodes = some.map((row) => numberIn(row, 'node'));
    const certain = await exposuresByCypher(database, nodes, ['certain']);
    const possible = await exposuresByCypher(database, nodes, anyCertainty);
    for (const [at, row] of some.entries()) {
      const weight = numberIn(row, 'weight');
      const told = { certain: certain.get(nodes[at]) ?? nobody, possible: possible.get(nodes[at]) ?? nobody };
      if (told.possible.identities === 0) continue;
      rows.push({
        id: textIn(row, 'id'),
        name: textIn(row, 'name'),
        kind: textIn(row, 'kind'),
        category: textIn(row, 'category'),
        scope: textIn(row, 'scope'),
        weight,
        exposed: worthOf(weight, told.certain, told.possible),
        ...told,
      });
    }
  }
  return rows.sort((a, b) => b.exposed - a.exposed || compare(a.id, b.id)).slice(0, top);
}

const nobody: Exposure = { identities: 0, machines: 0, humans: 0 };

async function exposuresByCypher(
  database: CypherGraph,
  nodes: readonly number[],
  certainties: readonly string[],
): Promise<ReadonlyMap<number, Exposure>> {
  const rows = await database.ask(exposureOfEach, { nodes, certainties });
  return new Map(
    rows.map((row) => [numberIn(row, 'node'), exposureOf(numberIn(row, 'machines'), numberIn(row, 'humans'))]),
  );
}
