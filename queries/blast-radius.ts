import type { OpenGraph } from '../graph/open-graph.ts';
import type { Radius, ReportRow } from '../model/answers.ts';
import { isResource } from '../model/node-kind.ts';
import { defineQuery } from './define-query.ts';
import { computeRadii, type Radii } from './radii.ts';

/** Every identity, largest blast radius first. */
export const blastRadius = defineQuery({
  id: 'blast-radius',
  question: 'Which identities reach most, if they are compromised?',
  params: {},
  columns: {
    rank: { type: 'number', description: '1 is the largest blast radius' },
    id: { type: 'text', description: "the provider's own name" },
    name: { type: 'text', description: 'the name that people use' },
    kind: { type: 'text', description: 'node kind' },
    human: { type: 'boolean', description: 'whether a person is behind it' },
    owner: { type: 'text', description: 'from the tag `owner`; empty where nobody is named' },
    scope: { type: 'text', description: 'account, cluster or organisation' },
    score: {
      type: 'number',
      description: "0 to 100: the share of the estate's weight that falls; what is only possible counts a quarter",
    },
    certain: { type: 'object', description: 'counts and weight along certain edges' },
    possible: { type: 'object', description: 'counts and weight along all edges' },
    crownJewels: { type: 'list', description: 'resources of weight 100 in the possible radius' },
    administers: { type: 'list', description: 'administrations that it reaches with certainty' },
    findings: { type: 'list', description: 'OWASP NHI ids' },
  },
  run: (graph) => rankedRows(graph, computeRadii(graph)),
});

/** How much a resource that is reached only under conditions counts in the score. */
const possibleShare = 0.25;

/** The ranked report from radii that are known already; equal lists of a column are one and the same. */
export function rankedRows(graph: OpenGraph, radii: Radii): readonly ReportRow[] {
  const total = totalWeight(graph);
  const crownJewels = idLists(graph, radii.crownJewels);
  const administers = idLists(graph, radii.administers);
  const rows = Array.from(radii.identities, (node, index) => ({
    id: graph.id(node),
    name: graph.name(node),
    kind: graph.kind(node),
    human: graph.data.nodeHuman[node] === 1,
    owner: graph.owner(node),
    scope: graph.scope(node),
    rank: 0,
    score: score(radii.certain[index], radii.possible[index], total),
    certain: radii.certain[index],
    possible: radii.possible[index],
    crownJewels: crownJewels[index],
    administers: administers[index],
    findings: graph.findings(node),
  }));
  const worths = Float64Array.from(rows, worth);
  const order = Uint32Array.from(rows.keys()).sort((a, b) => worths[b] - worths[a] || byRadius(rows[a], rows[b]));
  return Array.from(order, (at, index) => {
    rows[at].rank = index + 1;
    return rows[at];
  });
}

/** The ids of each list of nodes; one list of ids for one list of nodes. */
function idLists(graph: OpenGraph, lists: readonly (readonly number[])[]): readonly (readonly string[])[] {
  const idOf = new Map<number, string>();
  const known = new Map<readonly number[], readonly string[]>();
  const toId = (node: number): string => {
    const id = idOf.get(node) ?? graph.id(node);
    idOf.set(node, id);
    return id;
  };
  return lists.map((list) => {
    const ids = known.get(list) ?? list.map(toId);
    known.set(list, ids);
    return ids;
  });
}

/** Exact weights decide first, the rounded score is for people; ties go by id, so that the order never wavers. */
function byRadius(a: ReportRow, b: ReportRow): number {
  return (
    b.administers.length - a.administers.length ||
    b.certain.identity - a.certain.identity ||
    b.possible.identity - a.possible.identity ||
    (a.id < b.id ? -1 : 1)
  );
}

function worth({ certain, possible }: ReportRow): number {
  return certain.weight + possibleShare * (possible.weight - certain.weight);
}

function score(certain: Radius, possible: Radius, total: number): number {
  if (total === 0) return 0;
  const share = (certain.weight + possibleShare * (possible.weight - certain.weight)) / total;
  return Math.round(share * 1000) / 10;
}

function totalWeight(graph: OpenGraph): number {
  let total = 0;
  for (let node = 0; node < graph.nodeCount; node++) {
    if (graph.isShown(node) && isResource(graph.category(node))) total += graph.data.nodeWeight[node];
  }
  return total;
}
