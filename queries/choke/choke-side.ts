import { bridgesInto } from '../../engine/bridges.ts';
import type { ClosureTargets } from '../../engine/closure-columns.ts';
import type { Csr, OrderedCsr } from '../../engine/csr.ts';
import { dominators, type DominatorTree } from '../../engine/dominators.ts';
import { NONE } from '../../engine/none.ts';
import { sharesOf, type Shares } from '../../engine/shares.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';

/** What a choke point is asked about: which way to look, and what is counted. */
export interface ChokeQuestion {
  readonly root: number;
  /** Backwards, it is told who must be passed on the way to the root. */
  readonly isBackwards: boolean;
  /** Groups as {@link chokeGroups} has them; weights in thousandths. */
  readonly targets: ClosureTargets;
}

/** Groups of what falls, in the engine's order. */
export const chokeGroups = { resource: 0, crownJewel: 1, identity: 2 } as const;

const groupCount = 3;
const weightScale = 1000;

/** What falls no more without a node or a step. */
export interface Carried {
  /** Of the weight of all that falls, 0 to 1. */
  readonly share: number;
  readonly weight: number;
  readonly resources: number;
  readonly identities: number;
  readonly crownJewels: number;
}

/** Through what all ways of one certainty lead. */
export interface ChokeSide {
  readonly tree: DominatorTree;
  /** By node, the edge of the whole graph by which alone it is entered, or {@link NONE}. */
  readonly bridges: Uint32Array;
  readonly shares: Shares;
  /** By node, the first that it dominates next, or {@link NONE}. */
  readonly firstChild: Uint32Array;
  /** By node, another one below the same dominator, or {@link NONE}. */
  readonly nextSibling: Uint32Array;
}

/** Along all edges. */
export function possibleSide(graph: OpenGraph, question: ChokeQuestion): ChokeSide {
  const { csr } = graph.data;
  if (!question.isBackwards) return sideOf(question, csr, graph.reverse);
  return sideOf(question, graph.reverse, { ...csr, order: Uint32Array.from(csr.targets.keys()) });
}

/** Along the edges that hold without conditions. */
export function certainSide(graph: OpenGraph, question: ChokeQuestion): ChokeSide {
  const { certain, certainReverse } = graph;
  return question.isBackwards ? sideOf(question, certainReverse, certain) : sideOf(question, certain, certainReverse);
}

/** @param back the same edges turned round; its `order` names them in the whole graph */
function sideOf({ root, targets }: ChokeQuestion, forth: Csr, back: OrderedCsr): ChokeSide {
  const tree = dominators(forth, back, root);
  const firstChild = new Uint32Array(tree.dominatorOf.length).fill(NONE);
  const nextSibling = new Uint32Array(tree.dominatorOf.length).fill(NONE);
  for (const node of tree.order.subarray(1)) {
    const above = tree.dominatorOf[node];
    nextSibling[node] = firstChild[above];
    firstChild[above] = node;
  }
  const shares = sharesOf(tree, targets, groupCount);
  return { tree, bridges: bridgesInto(back, tree), shares, firstChild, nextSibling };
}

/** In thousandths, what falls no more without the node, or without the edge where one is named. */
export function carriedWeight({ shares, bridges }: ChokeSide, node: number, edge: number): number {
  return edge === NONE || bridges[node] === edge ? shares.weights[node] : 0;
}

export function carriedBy(side: ChokeSide, node: number, edge: number): Carried {
  const { shares, tree, bridges } = side;
  const isCarrying = edge === NONE || bridges[node] === edge;
  const count = (group: number): number => (isCarrying ? shares.counts[node * groupCount + group] : 0);
  const weight = carriedWeight(side, node, edge);
  const whole = shares.weights[tree.root];
  const crownJewels = count(chokeGroups.crownJewel);
  return {
    share: whole === 0 ? 0 : weight / whole,
    weight: weight / weightScale,
    resources: count(chokeGroups.resource) + crownJewels,
    identities: count(chokeGroups.identity),
    crownJewels,
  };
}
