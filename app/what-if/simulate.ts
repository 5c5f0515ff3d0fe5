import { buildEstate } from '../../edges/estate/estate.ts';
import { FactIndexBuilder, type FactIndex } from '../../edges/estate/fact-index.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { ShownSteps } from '../../graph/shown-steps.ts';
import { alterFacts, type ChangeProblem } from '../../graph/what-if/alter-facts.ts';
import { cutGraph } from '../../graph/what-if/cut-graph.ts';
import type { Change } from '../../model/change.ts';
import { InputError } from '../../model/errors.ts';
import { compareRadii, RadiusSide } from '../../queries/compare/compare-radii.ts';
import { movedEdges } from '../../queries/compare/moved-edges.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import type { Snapshot } from '../../store/store.ts';
import type { OpenSnapshot } from '../workspace.ts';
import { recordName } from './read-changes.ts';

/**
 * Lays changes over what the snapshot's sources said and compares all blast radii; nothing is written.
 *
 * @param file what errors call the changes
 * @throws {InputError} when a change names something that is not there; nothing is applied then
 */
export async function simulate(open: OpenSnapshot, changes: readonly Change[], file: string): Promise<Simulation> {
  const facts = await readFacts(open.snapshot);
  const start = performance.now();
  const before = new RadiusSide(open.graph);
  const after = new RadiusSide(applyChanges(open.graph, facts, changes, file));
  return {
    before: before.totals,
    after: after.totals,
    identities: compareRadii(before, after),
    edges: movedEdges(open.graph, after.graph),
    milliseconds: Math.round(performance.now() - start),
  };
}

/**
 * The graph as it would be after the changes.
 *
 * @throws {InputError} when a change names something that is not there
 */
export function applyChanges(before: OpenGraph, index: FactIndex, changes: readonly Change[], file: string): OpenGraph {
  const { facts, problems } = alterFacts(index, changes);
  const absent = [...problems, ...absentParts(before, changes)];
  const rejected = absent.map(({ index: place, field, reason }) => ({
    file,
    record: recordName(place, changes[place].change),
    field,
    reason,
  }));
  if (rejected.length > 0) throw new InputError(rejected, 'nothing was applied');
  return cutGraph(new OpenGraph(deriveGraph(buildEstate(facts.index()))), facts);
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
