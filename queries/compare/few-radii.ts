import type { Csr } from '../../engine/csr.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import type { Radius } from '../../model/answers.ts';
import { isCrownJewel } from '../radii.ts';
import { isCounted } from '../reach.ts';
import { byLargestChange, type BothRadii, type ChangedRadius, type RadiusTotals } from './compare-radii.ts';

/** Two graphs whose nodes have the same indices, but for inner ones that one of them has more. */
export interface PatchedGraphs {
  readonly before: OpenGraph;
  readonly after: OpenGraph;
}

/** What identities reach otherwise, and by how much the sums over all of them move. */
export interface FewChanged {
  readonly identities: readonly ChangedRadius[];
  readonly moved: RadiusTotals;
}

/** Walks from each of the identities, in both graphs and for both certainties; for when they are few. */
export function compareFew({ before, after }: PatchedGraphs, identities: Uint32Array): FewChanged {
  const [was, is] = [new Walker(before), new Walker(after)];
  const changed: ChangedRadius[] = [];
  const moved = { weight: 0, resources: 0 };
  for (const node of identities) {
    const [old, now] = [was.from(node), is.from(node)];
    if (same(old.possible, now.possible) && same(old.certain, now.certain)) continue;
    const change = changeOf({ before, after }, node, old, now);
    moved.weight += change.after.possible.weight - change.before.possible.weight;
    moved.resources += change.after.possible.resources - change.before.possible.resources;
    changed.push(change);
  }
  return { identities: changed.sort(byLargestChange), moved };
}

/** Nodes that are counted, ascending, for both certainties. */
interface Reached {
  readonly certain: Uint32Array;
  readonly possible: Uint32Array;
}

function changeOf({ before, after }: PatchedGraphs, node: number, old: Reached, now: Reached): ChangedRadius {
  const lost = missing(old.possible, now.possible);
  const gained = missing(now.possible, old.possible);
  const idsOf = (nodes: Iterable<number>): readonly string[] => Array.from(nodes, (each) => before.id(each)).sort();
  const jewels = (nodes: readonly number[]): readonly string[] =>
    idsOf(nodes.filter((each) => isCrownJewel(before, each)));
  return {
    id: before.id(node),
    before: radiiOf(before, old),
    after: radiiOf(after, now),
    lost: idsOf(lost),
    gained: idsOf(gained),
    crownJewels: { lost: jewels(lost), gained: jewels(gained) },
  };
}

function radiiOf(graph: OpenGraph, { certain, possible }: Reached): BothRadii {
  return { certain: radiusOf(graph, certain), possible: radiusOf(graph, possible) };
}

function radiusOf(graph: OpenGraph, nodes: Uint32Array): Radius {
  const counts = { system: 0, data: 0, automation: 0, identity: 0 };
  let thousandths = 0;
  for (const node of nodes) {
    const category = graph.category(node);
    if (!(category in counts)) continue;
    counts[category as keyof typeof counts]++;
    if (category !== 'identity') thousandths += Math.round(graph.data.nodeWeight[node] * 1000);
  }
  const resources = counts.system + counts.data + counts.automation;
  return { ...counts, resources, weight: thousandths / 1000 };
}

/** In the one and not in the other; both ascend. */
function missing(from: Uint32Array, other: Uint32Array): readonly number[] {
  const found: number[] = [];
  let at = 0;
  for (const node of from) {
    while (at < other.length && other[at] < node) at++;
    if (other[at] !== node) found.push(node);
  }
  return found;
}

function same(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((node, at) => node === b[at]);
}

/** Walks a graph from one node after another; a node is marked by the number of the walk. */
class Walker {
  readonly #graph: OpenGraph;
  readonly #seen: Uint32Array;
  readonly #queue: Uint32Array;
  #walk = 0;

  constructor(graph: OpenGraph) {
    this.#graph = graph;
    this.#seen = new Uint32Array(graph.nodeCount);
    this.#queue = new Uint32Array(graph.nodeCount);
  }

  from(start: number): Reached {
    return { certain: this.#reach(this.#graph.certain, start), possible: this.#reach(this.#graph.data.csr, start) };
  }

  #reach({ offsets, targets }: Csr, start: number): Uint32Array {
    const [seen, queue, walk] = [this.#seen, this.#queue, ++this.#walk];
    seen[start] = walk;
    queue[0] = start;
    let end = 1;
    for (let at = 0; at < end; at++) {
      for (let e = offsets[queue[at]]; e < offsets[queue[at] + 1]; e++) {
        const next = targets[e];
        if (seen[next] === walk) continue;
        seen[next] = walk;
        queue[end++] = next;
      }
    }
    const isCountedHere = (node: number): boolean =>
      node !== start && this.#graph.isShown(node) && isCounted(this.#graph, node);
    return queue.slice(1, end).filter(isCountedHere).sort();
  }
}
