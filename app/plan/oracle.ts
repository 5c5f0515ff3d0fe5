import { buildEstate } from '../../edges/estate/estate.ts';
import type { FactIndex } from '../../edges/estate/fact-index.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { factsWithout } from '../../graph/plan/facts-without.ts';
import { grantKey } from '../../graph/plan/grant-key.ts';
import type { GrantTable } from '../../graph/plan/grant-table.ts';

/** Tells what graph is left without some grants; remembers the last ones asked for. */
export class Oracle {
  readonly #index: FactIndex;
  readonly #table: GrantTable;

  constructor(index: FactIndex, table: GrantTable) {
    this.#index = index;
    this.#table = table;
  }

  /** The graph without these grants. */
  without(gone: Iterable<number>): OpenGraph {
    const keys = new Set(Array.from(gone, (grant) => grantKey(this.#table.grants[grant].removal)));
    return new OpenGraph(deriveGraph(buildEstate(factsWithout(this.#index, (key) => keys.has(key)))));
  }
}
