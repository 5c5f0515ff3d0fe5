import type { OpenGraph } from '../graph/open-graph.ts';
import type { Radius, ReportRow } from '../model/answers.ts';
import { isResource } from '../model/node-kind.ts';
import type { Column } from './define-query.ts';

/** An identity with its score, before its place among others is known. */
export interface UnrankedRow extends Omit<ReportRow, 'rank'> {
  /** 0 until it is ranked. */
  rank: number;
}

/** The columns of every ranked answer. */
export const rankedColumns = {
  rank: { type: 'number', description: '1 is the largest blast radius of the answer' },
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
} as const satisfies Readonly<Record<string, Column>>;

/** How much a resource that is reached only under conditions counts in the score. */
const possibleShare = 0.25;

/** The rows, largest blast radius first; they are numbered in place. */
export function rank(rows: readonly UnrankedRow[]): readonly ReportRow[] {
  const worths = Float64Array.from(rows, worth);
  const order = Uint32Array.from(rows.keys()).sort((a, b) => worths[b] - worths[a] || byRadius(rows[a], rows[b]));
  return Array.from(order, (at, index) => {
    rows[at].rank = index + 1;
    return rows[at];
  });
}

/** Ranked rows of which some were taken out, numbered anew. */
export function rankAgain(rows: readonly ReportRow[]): readonly ReportRow[] {
  return rows.map((row, index) => ({ ...row, rank: index + 1 }));
}

/** 0 to 100, to a tenth: what falls of the estate's weight. */
export function score(certain: Radius, possible: Radius, total: number): number {
  if (total === 0) return 0;
  const share = (certain.weight + possibleShare * (possible.weight - certain.weight)) / total;
  return Math.round(share * 1000) / 10;
}

/** Weight of all resources, summed in thousandths as radii are. */
export function estateWeight(graph: OpenGraph): number {
  let thousandths = 0;
  for (let node = 0; node < graph.nodeCount; node++) {
    const isWeighed = graph.isShown(node) && isResource(graph.category(node));
    if (isWeighed) thousandths += Math.round(graph.data.nodeWeight[node] * 1000);
  }
  return thousandths / 1000;
}

/** Exact weights decide first, the rounded score is for people; ties go by id, so that the order never wavers. */
function byRadius(a: UnrankedRow, b: UnrankedRow): number {
  return (
    b.administers.length - a.administers.length ||
    b.certain.identity - a.certain.identity ||
    b.possible.identity - a.possible.identity ||
    (a.id < b.id ? -1 : 1)
  );
}

function worth({ certain, possible }: UnrankedRow): number {
  return certain.weight + possibleShare * (possible.weight - certain.weight);
}
