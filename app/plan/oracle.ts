import { buildEstate } from '../../edges/estate/estate.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { factsWithout } from '../../graph/plan/facts-without.ts';
import { grantKey } from '../../graph/plan/grant-key.ts';
import type { GrantTable } from '../../graph/plan/grant-table.ts';
import type { Removal } from '../../graph/plan/grant.ts';
import { patchActors } from '../../graph/what-if/actors/patch-actors.ts';
import { alterFacts } from '../../graph/what-if/alter-facts.ts';
import { touchedBy } from '../../graph/what-if/touched.ts';
import type { WhatIfBase } from '../what-if/what-if-base.ts';

/** Up to so many grants are laid over the graph as it is; without more everything is derived again. */
const mostPatched = 64;

/** Tells what graph is left without some grants. */
export class Oracle {
  readonly #base: WhatIfBase;
  readonly #table: GrantTable;

  constructor(base: WhatIfBase, table: GrantTable) {
    this.#base = base;
    this.#table = table;
  }

  /** The graph without these grants. */
  without(gone: Iterable<number>): OpenGraph {
    const grants = Array.from(new Set(gone), (grant) => this.#table.grants[grant]);
    const patched = grants.length > mostPatched ? undefined : this.#patched(grants.map(({ removal }) => removal));
    if (patched !== undefined) return patched;
    const keys = new Set(grants.map(({ removal }) => grantKey(removal)));
    return new OpenGraph(deriveGraph(buildEstate(factsWithout(this.#base.facts, (key) => keys.has(key)))));
  }

  /** By what-if's own short way; undefined where that does not know the changes. */
  #patched(removals: readonly Removal[]): OpenGraph | undefined {
    const place = (removal: Removal): number => (removal.change === 'remove-statement' ? Number(removal.statement) : 0);
    // The last statement of a document goes first, so that none shifts the place of another.
    const inOrder = removals.toSorted((a, b) => place(b) - place(a));
    const { facts, problems } = alterFacts(this.#base.facts, inOrder);
    if (problems.length > 0 || facts.cutEdges.length > 0) return undefined;
    return patchActors(this.#base.actors, facts, touchedBy(this.#base.facts, facts))?.graph;
  }
}
