import { membersOfSet } from '../engine/closure-question.ts';
import type { ClosureAnswer, ClosureQuestion } from '../engine/closure-question.ts';
import { ClosureThreads } from '../engine/closure-threads.ts';
import { categories } from '../graph/compiled-graph.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { Radius } from '../model/answers.ts';
import { isResource, type Category } from '../model/node-kind.ts';

/** Weight at which a resource is a crown jewel. */
export const crownJewelWeight = 100;

/** The columns of a radius, in the engine's group order. */
const groups: readonly Category[] = ['system', 'data', 'automation', 'identity'];

/** The engine sums whole numbers: weights are taken in thousandths. */
const weightScale = 1000;

/** Edges from which on a second thread is worth its start. */
const edgesForThreads = 200_000;

/** What every identity reaches, for both certainties; arrays run along `identities`. */
export interface Radii {
  /** Node index of each identity. */
  readonly identities: Uint32Array;
  readonly certain: readonly Radius[];
  readonly possible: readonly Radius[];
  /** Node indices of the crown jewels in the possible radius; equal lists are one and the same. */
  readonly crownJewels: readonly (readonly number[])[];
  /** Node indices of the administrations that are reached with certainty; equal lists are one and the same. */
  readonly administers: readonly (readonly number[])[];
}

/** Computes the closure of all identities; the one expensive thing that most questions stand on. */
export function computeRadii(graph: OpenGraph): Radii {
  const [certain, possible] = radiusQuestions(graph);
  const threads = new ClosureThreads(graph.data.csr.targets.length < edgesForThreads ? 1 : 2);
  const [sure, all] = threads.answer([certain, possible]);
  void threads.close();
  return radiiOf(certain, sure, possible, all);
}

/** Whether the node is a resource of critical weight. */
export function isCrownJewel(graph: OpenGraph, node: number): boolean {
  return isResource(graph.category(node)) && graph.data.nodeWeight[node] >= crownJewelWeight;
}

/** The possible closure is the longer one, and comes last: the caller's own thread takes the first. */
function radiusQuestions(graph: OpenGraph): [ClosureQuestion, ClosureQuestion] {
  const { csr, nodeCategory, nodeWeight } = graph.data;
  const groupOf = categories.map((category) => groups.indexOf(category));
  const node = graph.nodesWhere((candidate) => groupOf[nodeCategory[candidate]] >= 0);
  const identity = groups.indexOf('identity');
  const group = new Uint8Array(node.length);
  const weight = new Float64Array(node.length);
  for (let i = 0; i < node.length; i++) {
    group[i] = groupOf[nodeCategory[node[i]]];
    weight[i] = group[i] === identity ? 0 : Math.round(nodeWeight[node[i]] * weightScale);
  }
  const all = {
    graph: csr,
    sources: node.filter((_, i) => group[i] === identity),
    targets: { node, group, weight },
    groupCount: groups.length,
  };
  const specials = graph.nodesWhere((candidate) => graph.kind(candidate) === 'administration');
  const jewels = node.filter((candidate, i) => group[i] !== identity && nodeWeight[candidate] >= crownJewelWeight);
  return [
    { ...all, keep: graph.isCertain, specials },
    { ...all, specials: jewels },
  ];
}

function radiiOf(certain: ClosureQuestion, sure: ClosureAnswer, possible: ClosureQuestion, all: ClosureAnswer): Radii {
  return {
    identities: certain.sources,
    certain: radiusList(sure),
    possible: radiusList(all),
    crownJewels: reachedLists(possible, all),
    administers: reachedLists(certain, sure),
  };
}

function radiusList({ counts, weights }: ClosureAnswer): readonly Radius[] {
  return Array.from(weights, (weight, index): Radius => {
    const at = index * groups.length;
    const [system, data, automation] = [counts[at], counts[at + 1], counts[at + 2]];
    const resources = system + data + automation;
    return { system, data, automation, identity: counts[at + 3], resources, weight: weight / weightScale };
  });
}

/** Each source's special nodes; sets are few and decoded once. */
function reachedLists({ specials }: ClosureQuestion, { reached }: ClosureAnswer): readonly (readonly number[])[] {
  const lists = new Map<number, readonly number[]>();
  return Array.from(reached.setOf, (set) => {
    const known = lists.get(set);
    if (known !== undefined) return known;
    const list = membersOfSet(reached, set).map((member) => specials[member]);
    lists.set(set, list);
    return list;
  });
}
