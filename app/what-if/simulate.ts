import { buildEstate, type Estate } from '../../edges/estate/estate.ts';
import type { FactIndex } from '../../edges/estate/fact-index.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { ShownSteps } from '../../graph/shown-steps.ts';
import type { AlteredFacts } from '../../graph/what-if/altered-facts.ts';
import { alterFacts, type ChangeProblem } from '../../graph/what-if/alter-facts.ts';
import { patchActors, type PatchedActors } from '../../graph/what-if/actors/patch-actors.ts';
import { findBreaks } from '../../graph/what-if/breaks.ts';
import { cutGraph } from '../../graph/what-if/cut-graph.ts';
import { touchedBy } from '../../graph/what-if/touched.ts';
import type { Change } from '../../model/change.ts';
import { InputError } from '../../model/errors.ts';
import { compareRadii, RadiusSide } from '../../queries/compare/compare-radii.ts';
import { compareFew } from '../../queries/compare/few-radii.ts';
import { whoMoves } from '../../queries/compare/who-moves.ts';
import { movedEdges } from '../../queries/compare/moved-edges.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import { recordName } from './read-changes.ts';
import { addStandIns } from './stand-ins.ts';
import type { WhatIfBase } from './what-if-base.ts';

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
  const altered = layOver(base.graph, base.facts, changes, file);
  const touched = touchedBy(base.facts, altered);
  const patched = patchActors(base.actors, altered, touched);
  const { estate, ...compared } = patched === undefined ? compareAnew(base, altered) : comparePatched(base, patched);
  return {
    ...compared,
    ...findBreaks({ facts: base.facts, altered, before: base.estate, after: estate, touched }),
    unknown,
    milliseconds: Math.round(performance.now() - start),
  };
}

type Compared = Pick<Simulation, 'before' | 'after' | 'identities' | 'edges'> & { readonly estate: Estate };

/** The slow way, which knows no cases: everything is derived again, and everyone is looked at. */
function compareAnew(base: WhatIfBase, altered: AlteredFacts): Compared {
  const { estate, graph } = deriveAltered(altered);
  const after = new RadiusSide(graph);
  const identities = compareRadii(base.side, after);
  const edges = movedEdges(base.graph, graph);
  return { estate, before: base.side.totals, after: after.totals, identities, edges };
}

/** Up to so many identities are walked from one by one. */
const mostWalked = 512;

/** Up to so many edges to and from those whose permissions change are followed one by one. */
const mostFollowed = 256;

function comparePatched(base: WhatIfBase, patched: PatchedActors): Compared {
  const { graph, estate, changed } = patched;
  const before = base.side.totals;
  const ids = changed.map((node) => graph.id(node));
  const edges = movedEdges(base.graph, graph, ids);
  const few = fewWhoMove(base, patched);
  if (few === undefined) {
    const after = new RadiusSide(graph);
    return { estate, before, after: after.totals, identities: compareRadii(base.side, after), edges };
  }
  const { identities, moved } = compareFew({ before: base.graph, after: graph }, few);
  const weight = Math.round((before.weight + moved.weight) * 1000) / 1000;
  return { estate, before, after: { weight, resources: before.resources + moved.resources }, identities, edges };
}

/** Identities among which all are who reach something else; undefined where they are many. */
function fewWhoMove(base: WhatIfBase, { leading, changed, patch }: PatchedActors): Uint32Array | undefined {
  if (leading.length <= mostWalked / 8) return leading;
  const moving = changed.length > mostFollowed ? leading : whoMoves(base.followed, patch);
  return moving.length > mostWalked ? undefined : moving;
}

/** What changes make of the estate, and of the graph. */
export interface Applied {
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
  return deriveAltered(altered);
}

function deriveAltered(altered: AlteredFacts): Applied {
  const estate = buildEstate(altered.index());
  return { estate, graph: cutGraph(new OpenGraph(deriveGraph(estate)), altered) };
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
