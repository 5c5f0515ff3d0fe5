import { buildEstate, type Estate } from '../../edges/estate/estate.ts';
import type { FactIndex } from '../../edges/estate/fact-index.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { buildActorBase, type ActorBase } from '../../graph/what-if/actors/actor-base.ts';
import { RadiusSide } from '../../queries/compare/compare-radii.ts';
import { follow, type Followed } from '../../queries/compare/who-moves.ts';
import { readFacts } from '../read-facts.ts';
import type { OpenSnapshot } from '../workspace.ts';

/** What changes are laid over: a graph and the facts that it was derived from; many changes may be tried on it. */
export class WhatIfBase {
  readonly graph: OpenGraph;
  readonly facts: FactIndex;
  #estate: Estate | undefined;
  #side: RadiusSide | undefined;
  #actors: ActorBase | undefined;
  #followed: Followed | undefined;

  constructor(graph: OpenGraph, facts: FactIndex) {
    this.graph = graph;
    this.facts = facts;
  }

  get estate(): Estate {
    this.#estate ??= buildEstate(this.facts);
    return this.#estate;
  }

  /** Everyone's blast radius as it is. */
  get side(): RadiusSide {
    this.#side ??= new RadiusSide(this.graph);
    return this.#side;
  }

  get followed(): Followed {
    this.#followed ??= follow(this.graph);
    return this.#followed;
  }

  get actors(): ActorBase {
    this.#actors ??= buildActorBase(this.graph, this.estate);
    return this.#actors;
  }
}

/** Reads what the snapshot's sources said. */
export async function whatIfBase({ snapshot, graph }: OpenSnapshot): Promise<WhatIfBase> {
  return new WhatIfBase(graph, await readFacts(snapshot));
}
