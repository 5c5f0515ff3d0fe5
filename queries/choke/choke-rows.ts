import { NONE } from '../../engine/none.ts';
import { none } from '../../graph/compiled-graph.ts';
import { evidenceOf } from '../../graph/explain.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import type { Evidence } from '../../model/answers.ts';
import {
  carriedBy,
  carriedWeight,
  certainSide,
  possibleSide,
  type Carried,
  type ChokeQuestion,
  type ChokeSide,
} from './choke-side.ts';

/** A node or a step through which a part of what falls must go. */
export interface ChokeRow {
  readonly what: 'node' | 'step';
  /** The node's kind or the step's. */
  readonly kind: string;
  /** Id of the node, or of where the step begins. */
  readonly id: string;
  /** Ids of where the step leads, at most 12; empty for a node. */
  readonly to: readonly string[];
  readonly toCount: number;
  readonly evidence: readonly Evidence[];
  readonly certain: Carried;
  readonly possible: Carried;
}

/** A row names at most so many heads; their count stands beside them. */
const shownHeads = 12;

/**
 * The nodes and steps that carry most, both certainties added; at most `top`.
 *
 * A step is told only forwards. Of a resource with several levels of access the level that carries most counts.
 */
export function chokeRows(graph: OpenGraph, question: ChokeQuestion, top: number): readonly ChokeRow[] {
  const sides = { certain: certainSide(graph, question), possible: possibleSide(graph, question) };
  const found = question.isBackwards ? [] : stepsOf(graph, sides);
  found.push(...nodesOf(graph, sides));
  found.sort((a, b) => b.worth - a.worth || rankOf(a) - rankOf(b) || compare(a.id, b.id) || compare(a.kind, b.kind));
  return found.slice(0, top).map((point) => rowOf(graph, point, sides));
}

interface Sides {
  readonly certain: ChokeSide;
  readonly possible: ChokeSide;
}

/** A row to be. */
interface Point {
  readonly node: number;
  /** Position of the step's edge, {@link NONE} for a node. */
  readonly edge: number;
  readonly id: string;
  readonly kind: string;
  readonly worth: number;
}

function nodesOf(graph: OpenGraph, sides: Sides): Point[] {
  const byShown = new Map<number, Point>();
  for (const { tree, firstChild } of Object.values(sides) as readonly ChokeSide[]) {
    for (const node of tree.order) {
      const shown = graph.data.nodeShownAs[node];
      if (node === tree.root || shown === none || firstChild[node] === NONE) continue;
      const worth = worthOf(sides, node, NONE);
      const known = byShown.get(shown);
      if (known !== undefined && (known.worth > worth || (known.worth === worth && known.node <= node))) continue;
      byShown.set(shown, { node, edge: NONE, id: graph.id(shown), kind: graph.kind(shown), worth });
    }
  }
  return [...byShown.values()].filter(({ worth }) => worth > 0);
}

function stepsOf(graph: OpenGraph, sides: Sides): Point[] {
  const found: Point[] = [];
  const met = new Set<number>();
  for (const { tree, bridges } of Object.values(sides) as readonly ChokeSide[]) {
    for (const node of tree.order) {
      const edge = bridges[node];
      if (edge === NONE || met.has(edge)) continue;
      met.add(edge);
      const kind = graph.text(graph.data.edgeKind[edge]);
      const from = shownAbove(graph, tree.dominatorOf, graph.tails[edge]);
      if (kind === '' || from === graph.data.nodeShownAs[node]) continue;
      const worth = worthOf(sides, node, edge);
      if (worth > 0) found.push({ node, edge, id: graph.id(from), kind, worth });
    }
  }
  return found;
}

/** The nearest node on every way there that a person sees. */
function shownAbove({ data: { nodeShownAs } }: OpenGraph, dominatorOf: Uint32Array, node: number): number {
  let at = node;
  while (nodeShownAs[at] === none && dominatorOf[at] !== at) at = dominatorOf[at];
  return nodeShownAs[at] === none ? node : nodeShownAs[at];
}

function rowOf(graph: OpenGraph, { node, edge, id, kind }: Point, { certain, possible }: Sides): ChokeRow {
  const side = possible.tree.dominatorOf[node] === NONE ? certain : possible;
  const heads = edge === NONE ? [] : headsBelow(graph, side, node);
  return {
    what: edge === NONE ? 'node' : 'step',
    kind,
    id,
    to: heads.slice(0, shownHeads).map((head) => graph.id(head)),
    toCount: heads.length,
    evidence: edge === NONE ? [] : evidenceOf(graph, edge),
    certain: carriedBy(certain, node, edge),
    possible: carriedBy(possible, node, edge),
  };
}

/** The first nodes that a person sees from there on, in the order of their indices. */
function headsBelow({ data: { nodeShownAs } }: OpenGraph, { firstChild, nextSibling }: ChokeSide, node: number) {
  const found = new Set<number>();
  const waiting = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (nodeShownAs[at] !== none) {
      found.add(nodeShownAs[at]);
      continue;
    }
    for (let child = firstChild[at]; child !== NONE; child = nextSibling[child]) waiting.push(child);
  }
  return [...found].sort((a, b) => a - b);
}

function worthOf({ certain, possible }: Sides, node: number, edge: number): number {
  return carriedWeight(certain, node, edge) + carriedWeight(possible, node, edge);
}

function rankOf({ edge }: Point): number {
  return edge === NONE ? 0 : 1;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
