import { orderedSteps } from '../../../app/plan/steps.ts';
import { keepNothing } from '../../../app/plan/keep-file.ts';
import { Prices } from '../../../app/plan/prices.ts';
import { Oracle } from '../../../app/plan/oracle.ts';
import { applyChanges } from '../../../app/what-if/simulate.ts';
import { WhatIfBase } from '../../../app/what-if/what-if-base.ts';
import { buildEstate } from '../../../edges/estate/estate.ts';
import { FactIndexBuilder, type FactIndex } from '../../../edges/estate/fact-index.ts';
import { hops, UNREACHED } from '../../../engine/hops.ts';
import { deriveGraph } from '../../../graph/derive-graph.ts';
import { OpenGraph } from '../../../graph/open-graph.ts';
import { GrantTable } from '../../../graph/plan/grant-table.ts';
import type { Change } from '../../../model/change.ts';
import { recordsOf } from '../../helpers/estate-derived.ts';

/** A small estate with everything that planning needs. */
export interface SmallEstate {
  readonly facts: FactIndex;
  readonly graph: OpenGraph;
  readonly table: GrantTable;
  readonly oracle: Oracle;
  readonly prices: Prices;
}

export async function smallEstate(text: string): Promise<SmallEstate> {
  const builder = new FactIndexBuilder();
  for (const record of await recordsOf(text)) builder.add(record);
  const facts = builder.build();
  const table = new GrantTable(facts);
  const graph = new OpenGraph(deriveGraph(buildEstate(facts)));
  return {
    facts,
    graph,
    table,
    oracle: new Oracle(new WhatIfBase(graph, facts), table),
    prices: new Prices(facts, keepNothing),
  };
}

/** The changes that take these grants away, in an order in which they can be made. */
export function changesOf({ table, prices }: SmallEstate, grants: readonly number[]): readonly Change[] {
  const chosen = grants.map((grant) => table.grants[grant]);
  return orderedSteps(chosen, prices).map(({ step }) => step.change);
}

/** The graph as what-if lays the changes over it. */
export function graphAfter(estate: SmallEstate, grants: readonly number[]): OpenGraph {
  return applyChanges(estate, changesOf(estate, grants), 'test').graph;
}

/** Ids of those that reach the target, among all identities but itself. */
export function reachers(graph: OpenGraph, target: string): readonly string[] {
  const node = graph.indexOf(target);
  if (node === undefined) return [];
  const depth = hops(graph.reverse, [node]);
  const found = graph.nodesWhere(
    (other) => other !== node && graph.category(other) === 'identity' && depth[other] !== UNREACHED,
  );
  return Array.from(found, (other) => graph.id(other));
}

/** The cheapest subset whose going satisfies the test, by trying all, cheapest first; undefined where none does. */
export function cheapestSubset(
  grants: readonly number[],
  costs: ArrayLike<number>,
  isEnough: (subset: readonly number[]) => boolean,
): { readonly cost: number; readonly subset: readonly number[] } | undefined {
  const subsets = Array.from({ length: 2 ** grants.length }, (_, bits) => {
    const subset = grants.filter((_grant, at) => (bits >>> at) % 2 === 1);
    return { subset, cost: subset.reduce((sum, grant) => sum + costs[grant], 0) };
  });
  return subsets.sort((a, b) => a.cost - b.cost).find(({ subset }) => isEnough(subset));
}
