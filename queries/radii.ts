import { closureMembers, membersOf } from '../engine/closure-members.ts';
import { closureSums } from '../engine/closure.ts';
import type { Csr } from '../engine/csr.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { Radius } from '../model/answers.ts';
import { isResource, type Category } from '../model/node-kind.ts';

/** Weight at which a resource is a crown jewel. */
export const crownJewelWeight = 100;

/** The columns of a radius, in the engine's group order. */
const groups: readonly Category[] = ['system', 'data', 'automation', 'identity'];

/** The engine sums whole numbers: weights are taken in thousandths. */
const weightScale = 1000;

/** What every identity reaches, for both certainties; arrays run along `identities`. */
export interface Radii {
  /** Node index of each identity. */
  readonly identities: Uint32Array;
  readonly certain: readonly Radius[];
  readonly possible: readonly Radius[];
  /** Node indices of the crown jewels in the possible radius. */
  readonly crownJewels: readonly (readonly number[])[];
  /** Node indices of the administrations that are reached with certainty. */
  readonly administers: readonly (readonly number[])[];
}

/** Computes the closure of all identities; the one expensive thing that most questions stand on. */
export function computeRadii(graph: OpenGraph): Radii {
  const identities = graph.nodesWhere((node) => graph.category(node) === 'identity');
  const jewels = graph.nodesWhere((node) => isCrownJewel(graph, node));
  const administrations = graph.nodesWhere((node) => graph.kind(node) === 'administration');
  return {
    identities,
    certain: sums(graph, graph.certain, identities),
    possible: sums(graph, graph.data.csr, identities),
    crownJewels: members(graph.data.csr, identities, jewels),
    administers: members(graph.certain, identities, administrations),
  };
}

/** Whether the node is a resource of critical weight. */
export function isCrownJewel(graph: OpenGraph, node: number): boolean {
  return isResource(graph.category(node)) && graph.data.nodeWeight[node] >= crownJewelWeight;
}

function sums(graph: OpenGraph, edges: Csr, identities: Uint32Array): readonly Radius[] {
  const node = graph.nodesWhere((candidate) => groups.includes(graph.category(candidate)));
  const group = Uint8Array.from(node, (target) => groups.indexOf(graph.category(target)));
  const weight = Uint32Array.from(node, (target) =>
    isResource(graph.category(target)) ? Math.round(graph.data.nodeWeight[target] * weightScale) : 0,
  );
  const { counts, weights } = closureSums(edges, identities, { node, group, weight }, groups.length);
  return Array.from(identities, (_, index) => {
    const [system, data, automation, identity] = counts.subarray(index * groups.length, (index + 1) * groups.length);
    const resources = system + data + automation;
    return { system, data, automation, identity, resources, weight: weights[index] / weightScale };
  });
}

function members(edges: Csr, identities: Uint32Array, special: Uint32Array): readonly (readonly number[])[] {
  const found = closureMembers(edges, identities, special);
  return Array.from(identities, (_, index) => membersOf(found, index).map((member) => special[member]));
}
