import { constrainedMemory } from 'node:process';
import { totalmem } from 'node:os';

import { closureBytes, membersOfSet, mostAddressable } from '../engine/closure-question.ts';
import type { ClosureAnswer, ClosureQuestion } from '../engine/closure-question.ts';
import { ClosureThreads } from '../engine/closure-threads.ts';
import type { ClosureWaiter } from '../engine/closure-threads.ts';
import { farthestLater } from '../engine/farthest.ts';
import { categories } from '../graph/compiled-graph.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { Radius } from '../model/answers.ts';
import { UnavailableError } from '../model/errors.ts';
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

/** A radius with the most hops to anything in it, each by the fewest that lead there. */
export interface RadiusWithHops extends Radius {
  readonly hops: number;
}

/** The most bytes that the closures of a machine's estate may take: what it has, or what it lets this process have. */
const machineBytes = Math.min(totalmem(), constrainedMemory() || Infinity);

/**
 * Computes the closure of all identities; the one expensive thing that most questions stand on.
 *
 * @throws {UnavailableError} before any work, when it would take more memory than there is
 */
export function computeRadii(graph: OpenGraph, mostBytes = machineBytes): Radii {
  const [certain, possible] = radiusQuestions(graph);
  const [sure, all] = answerBoth([certain, possible], mostBytes);
  return radiiOf(certain, sure, possible, all);
}

/**
 * Answers a question for both certainties, waiting for it; the longer one comes last.
 *
 * @throws {UnavailableError} before any work, when it would take more memory than there is
 */
export function answerBoth(
  questions: readonly [ClosureQuestion, ClosureQuestion],
  mostBytes = machineBytes,
): readonly ClosureAnswer[] {
  expectRoom(questions, mostBytes);
  const threads = new ClosureThreads(questions[1].graph.targets.length < edgesForThreads ? 1 : 2);
  const answers = threads.answer(questions);
  void threads.close();
  return answers;
}

/** As {@link computeRadii}; on other threads where the graph is a large one. */
export async function computeRadiiLater(
  graph: OpenGraph,
  threads: ClosureThreads,
  { mostBytes = machineBytes, ...waiter }: ClosureWaiter = {},
): Promise<Radii> {
  if (graph.data.csr.targets.length < edgesForThreads) return computeRadii(graph, mostBytes);
  const [certain, possible] = radiusQuestions(graph);
  expectRoom([certain, possible], mostBytes);
  const [sure, all] = await threads.answerLater([certain, possible], waiter);
  return radiiOf(certain, sure, possible, all);
}

/** The radii with the most hops, which take far longer than all else of them. */
export async function addHops(
  graph: OpenGraph,
  threads: ClosureThreads,
  radii: Radii,
  { signal, onProgress }: ClosureWaiter = {},
): Promise<Radii> {
  const [{ targets }] = radiusQuestions(graph);
  const all = { sources: radii.identities, targets: targets.node };
  const half = (from: number): ClosureWaiter => ({
    signal,
    onProgress: onProgress && ((share) => onProgress(from + share / 2)),
  });
  const certain = { ...all, graph: graph.certain, hopOf: graph.certainHop };
  const sure = await farthestLater(threads, certain, half(0));
  const possible = { ...all, graph: graph.data.csr, hopOf: graph.data.edgeHop };
  const any = await farthestLater(threads, possible, half(0.5));
  return { ...radii, certain: withHops(radii.certain, sure), possible: withHops(radii.possible, any) };
}

function withHops(radii: readonly Radius[], hops: Uint32Array): readonly RadiusWithHops[] {
  return radii.map((radius, index) => ({ ...radius, hops: hops[index] }));
}

/** Both closures are found at once, each in a memory of its own. */
function expectRoom(questions: readonly ClosureQuestion[], mostBytes: number): void {
  const sizes = questions.map(closureBytes);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes <= mostBytes && sizes.every((size) => size <= mostAddressable)) return;
  const [{ sources, graph }] = questions;
  throw new UnavailableError(
    `the closures of ${sources.length} nodes along ${graph.targets.length} edges may take ${bytes} bytes, more than the ${Math.min(mostBytes, 2 * mostAddressable)} that there are`,
    'ask on a machine with more memory, or keep parts of the estate in stores of their own',
  );
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
