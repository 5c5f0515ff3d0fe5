import { buildEstate, type Estate } from '../../edges/estate/estate.ts';
import { FactIndexBuilder, type FactIndex } from '../../edges/estate/fact-index.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { ShownSteps } from '../../graph/shown-steps.ts';
import type { AlteredFacts } from '../../graph/what-if/altered-facts.ts';
import { alterFacts, type ChangeProblem } from '../../graph/what-if/alter-facts.ts';
import { findBreaks } from '../../graph/what-if/breaks.ts';
import { cutGraph } from '../../graph/what-if/cut-graph.ts';
import { touchedBy } from '../../graph/what-if/touched.ts';
import type { Change } from '../../model/change.ts';
import { InputError } from '../../model/errors.ts';
import { compareRadii, RadiusSide } from '../../queries/compare/compare-radii.ts';
import { movedEdges } from '../../queries/compare/moved-edges.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import type { Snapshot } from '../../store/store.ts';
import type { OpenSnapshot } from '../workspace.ts';
import { recordName } from './read-changes.ts';
import { addStandIns } from './stand-ins.ts';

/** What changes are laid over: a graph, and the facts that it was derived from. */
export interface WhatIfBase {
  readonly graph: OpenGraph;
  readonly facts: FactIndex;
  readonly estate: Estate;
}

/** Reads what the snapshot's sources said; many changes may be tried on it. */
export async function whatIfBase({ snapshot, graph }: OpenSnapshot): Promise<WhatIfBase> {
  const facts = await readFacts(snapshot);
  return { graph, facts, estate: buildEstate(facts) };
}

/**
 * Lays changes over what the sources said and compares all blast radii; nothing is written.
 *
 * @param file what errors call the changes
 * @param unknown what the changes leave open, in words
 * @throws {InputError} when a change names something that is not there; nothing is applied then
 */
export function simulate(
  base: WhatIfBase,
  changes: readonly Change[],
  file: string,
  unknown: readonly string[] = [],
): Simulation {
  const start = performance.now();
  const { altered, graph, estate } = applyChanges(base, changes, file);
  const before = new RadiusSide(base.graph);
  const after = new RadiusSide(graph);
  const touched = touchedBy(base.facts, altered);
  return {
    before: before.totals,
    after: after.totals,
    identities: compareRadii(before, after),
    edges: movedEdges(base.graph, after.graph),
    ...findBreaks({ facts: base.facts, altered, before: base.estate, after: estate, touched }),
    unknown,
    milliseconds: Math.round(performance.now() - start),
  };
}

/** What changes make of facts, and of the graph. */
export interface Applied {
  readonly altered: AlteredFacts;
  readonly estate: Estate;
  readonly graph: OpenGraph;
}

/**
 * Derives everything again from the changed facts.
 *
 * @throws {InputError} when a change names something that is not there
 */
export function applyChanges(
  { graph, facts }: Pick<WhatIfBase, 'graph' | 'facts'>,
  changes: readonly Change[],
  file: string,
): Applied {
  const altered = layOver(graph, facts, changes, file);
  const estate = buildEstate(altered.index());
  return { altered, estate, graph: cutGraph(new OpenGraph(deriveGraph(estate)), altered) };
}

/**
 * The facts with the changes laid over them.
 *
 * @throws {InputError} when a change names something that is not there
 */
function layOver(graph: OpenGraph, index: FactIndex, changes: readonly Change[], file: string): AlteredFacts {
  const { facts, problems } = alterFacts(index, changes);
  const rejected = [...problems, ...absentParts(graph, changes)].map(({ index: place, field, reason }) => ({
    file,
    record: recordName(place, changes[place].change),
    field,
    reason,
  }));
  if (rejected.length > 0) throw new InputError(rejected, 'nothing was applied');
  addStandIns(facts);
  return facts;
}

/** Edges and nodes that changes take out of the graph itself and that it does not have. */
function absentParts(before: OpenGraph, changes: readonly Change[]): readonly ChangeProblem[] {
  const steps = new ShownSteps(before);
  const hasEdge = (from: string, to: string, kind: string): boolean => {
    const node = before.indexOf(from);
    return node !== undefined && steps.from(node).some((step) => step.to === to && step.kind === kind);
  };
  return changes.flatMap((change, index) => {
    if (change.change === 'remove-node' && before.indexOf(change.id) === undefined)
      return [{ index, field: 'id', reason: `there is no node ${change.id}` }];
    if (change.change === 'remove-edge' && !hasEdge(change.from, change.to, change.kind))
      return [{ index, field: 'from', reason: `there is no edge ${change.kind} from ${change.from} to ${change.to}` }];
    return [];
  });
}

async function readFacts(snapshot: Snapshot): Promise<FactIndex> {
  const index = new FactIndexBuilder();
  for await (const batch of snapshot.records()) for (const record of batch) index.add(record);
  return index.build();
}
