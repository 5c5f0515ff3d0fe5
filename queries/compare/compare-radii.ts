import { hops, UNREACHED } from '../../engine/hops.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import type { Radius } from '../../model/answers.ts';
import { computeRadii, isCrownJewel, type Radii } from '../radii.ts';
import { isCounted } from '../reach.ts';
import { fingerprints, type Fingerprints } from './fingerprints.ts';

/** What an identity reaches, for both certainties. */
export interface BothRadii {
  readonly certain: Radius;
  readonly possible: Radius;
}

/** An identity whose blast radius is another than it was. */
export interface ChangedRadius {
  readonly id: string;
  readonly before: BothRadii;
  readonly after: BothRadii;
  /** Ids that it reached, with or without conditions, and does not any more. */
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  /** Those of them that are crown jewels. */
  readonly crownJewels: { readonly lost: readonly string[]; readonly gained: readonly string[] };
}

/** Sums over all identities of the possible radius. */
export interface RadiusTotals {
  readonly weight: number;
  readonly resources: number;
}

/** One side of a comparison: a graph with what is computed of it once. */
export class RadiusSide {
  readonly graph: OpenGraph;
  readonly radii: Radii;
  #marks: { readonly certain: Fingerprints; readonly possible: Fingerprints } | undefined;
  #jewels: ReadonlySet<string> | undefined;
  readonly #place: ReadonlyMap<string, number>;
  readonly #reached = new Map<string, ReadonlySet<string>>();

  constructor(graph: OpenGraph, radii: Radii = computeRadii(graph)) {
    this.graph = graph;
    this.radii = radii;
    this.#place = new Map(Array.from(radii.identities, (node, place) => [graph.id(node), place]));
  }

  get ids(): Iterable<string> {
    return this.#place.keys();
  }

  get totals(): RadiusTotals {
    const sum = (field: 'weight' | 'resources'): number =>
      this.radii.possible.reduce((total, radius) => total + radius[field], 0);
    return { weight: Math.round(sum('weight') * 1000) / 1000, resources: sum('resources') };
  }

  of(id: string): BothRadii {
    const place = this.#place.get(id);
    return place === undefined
      ? { certain: nothing, possible: nothing }
      : { certain: this.radii.certain[place], possible: this.radii.possible[place] };
  }

  /** Equal where the identity reaches the same, to a chance of about 2^-60. */
  mark(id: string): string {
    const place = this.#place.get(id);
    if (place === undefined) return '0 0 0 0';
    const { graph, radii } = this;
    this.#marks ??= {
      certain: fingerprints(graph, graph.certain, radii.identities),
      possible: fingerprints(graph, graph.data.csr, radii.identities),
    };
    const { certain, possible } = this.#marks;
    return [certain.first[place], certain.second[place], possible.first[place], possible.second[place]].join(' ');
  }

  readonly isCrownJewel = (id: string): boolean => {
    this.#jewels ??= new Set(
      Array.from(
        this.graph.nodesWhere((node) => isCrownJewel(this.graph, node)),
        (node) => this.graph.id(node),
      ),
    );
    return this.#jewels.has(id);
  };

  /** Ids of what the node reaches under any conditions, itself among them where it can come back. */
  reached(id: string): ReadonlySet<string> {
    const node = this.graph.indexOf(id);
    if (node === undefined) return new Set();
    const { offsets, targets } = this.graph.data.csr;
    const key = targets.subarray(offsets[node], offsets[node + 1]).join(' ');
    const known = this.#reached.get(key);
    if (known !== undefined) return known;
    const depth = hops(this.graph.data.csr, targets.subarray(offsets[node], offsets[node + 1]));
    const found = this.graph.nodesWhere((other) => depth[other] !== UNREACHED && isCounted(this.graph, other));
    const ids = new Set(Array.from(found, (other) => this.graph.id(other)));
    this.#reached.set(key, ids);
    return ids;
  }
}

const nothing: Radius = { system: 0, data: 0, automation: 0, identity: 0, resources: 0, weight: 0 };

/** Every identity of either side that reaches something else, the largest change first. */
export function compareRadii(before: RadiusSide, after: RadiusSide): readonly ChangedRadius[] {
  const changed: ChangedRadius[] = [];
  for (const id of new Set([...before.ids, ...after.ids])) {
    if (before.mark(id) === after.mark(id)) continue;
    const [was, is] = [before.reached(id), after.reached(id)];
    const [lost, gained] = [missing(was, is, id), missing(is, was, id)];
    const crownJewels = { lost: lost.filter(before.isCrownJewel), gained: gained.filter(after.isCrownJewel) };
    changed.push({ id, before: before.of(id), after: after.of(id), lost, gained, crownJewels });
  }
  return changed.sort(byLargestChange);
}

/** The largest change first, then by id. */
export function byLargestChange(a: ChangedRadius, b: ChangedRadius): number {
  return sizeOf(b) - sizeOf(a) || (a.id < b.id ? -1 : 1);
}

/** In the one and not in the other, without the identity itself, in order. */
function missing(from: ReadonlySet<string>, other: ReadonlySet<string>, self: string): readonly string[] {
  return [...from].filter((id) => id !== self && !other.has(id)).sort();
}

/** How much an identity's radius moved: what only became certain or conditional counts a quarter. */
function sizeOf({ before, after }: ChangedRadius): number {
  const possible = Math.abs(after.possible.weight - before.possible.weight);
  return possible + Math.abs(after.certain.weight - before.certain.weight) / 4;
}
