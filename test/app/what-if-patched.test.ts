import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges, simulate } from '../../app/what-if/simulate.ts';
import { WhatIfBase } from '../../app/what-if/what-if-base.ts';
import { buildEstate } from '../../edges/estate/estate.ts';
import { FactIndexBuilder } from '../../edges/estate/fact-index.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { encodeGraph } from '../../graph/graph-bytes.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { ShownSteps } from '../../graph/shown-steps.ts';
import { alterFacts } from '../../graph/what-if/alter-facts.ts';
import { patchActors } from '../../graph/what-if/actors/patch-actors.ts';
import { touchedBy } from '../../graph/what-if/touched.ts';
import type { Change } from '../../model/change.ts';
import { compareRadii, RadiusSide } from '../../queries/compare/compare-radii.ts';
import { grows, shrinks } from '../../queries/compare/growth.ts';
import { movedEdges } from '../../queries/compare/moved-edges.ts';
import { whoMoves } from '../../queries/compare/who-moves.ts';
import { idOf, recordsOf } from '../helpers/estate-derived.ts';
import { actorChange } from '../helpers/random-changes.ts';
import { randomEstate, randomShelf } from '../helpers/random-estate.ts';

async function baseOf(text: string): Promise<WhatIfBase> {
  const builder = new FactIndexBuilder();
  for (const record of await recordsOf(text)) builder.add(record);
  const facts = builder.build();
  return new WhatIfBase(new OpenGraph(deriveGraph(buildEstate(facts))), facts);
}

/** The changes that can be made, each on top of the ones before it. */
function possible({ facts }: WhatIfBase, changes: readonly Change[]): readonly Change[] {
  const kept: Change[] = [];
  for (const change of changes) if (alterFacts(facts, [...kept, change]).problems.length === 0) kept.push(change);
  return kept;
}

function shown(graph: OpenGraph): readonly string[] {
  const steps = new ShownSteps(graph);
  return Array.from(graph.nodesWhere(() => true))
    .flatMap((node) => steps.from(node))
    .map(({ from, to, kind, isCertain }) => `${from} ${kind} ${to} ${isCertain}`)
    .sort();
}

const estates = fc.oneof(randomEstate, randomShelf);

test('what is derived in part is what is derived whole, and so are all radii', async () => {
  let patched = 0;
  const property = fc.asyncProperty(
    estates,
    fc.array(actorChange, { minLength: 1, maxLength: 3 }),
    async (text, all) => {
      const base = await baseOf(text);
      const changes = possible(base, all);
      const { facts } = alterFacts(base.facts, changes);
      const part = patchActors(base.actors, facts, touchedBy(base.facts, facts));
      const { graph } = applyChanges(base, changes, 'x');
      if (part !== undefined) {
        patched++;
        expect(shown(part.graph)).toEqual(shown(graph));
        const moving = new Set(Array.from(whoMoves(base.followed, part.patch), (node) => base.graph.id(node)));
        for (const { id } of compareRadii(base.side, new RadiusSide(graph))) expect(moving).toContain(id);
      }
      const found = simulate(base, changes, 'x');
      const after = new RadiusSide(graph);
      expect(found.after).toEqual(after.totals);
      expect(found.before).toEqual(base.side.totals);
      expect(found.identities).toEqual(compareRadii(base.side, after));
      expect(found.edges).toEqual(movedEdges(base.graph, graph));
    },
  );
  await fc.assert(property, { numRuns: 40 });
  expect(patched).toBeGreaterThan(5);
});

/** A change that takes another back. */
function inverse(change: Change): Change | undefined {
  if (change.change === 'grant' || change.change === 'deny')
    return { change: 'detach-policy', from: change.identity, policy: `what-if-${change.change}-1` };
  if (change.change === 'add-member') return { ...change, change: 'remove-member' };
  return change.change === 'remove-member' ? { ...change, change: 'add-member' } : undefined;
}

test('what is done and taken back leaves the same bytes', async () => {
  const property = fc.asyncProperty(estates, actorChange, async (text, change) => {
    const base = await baseOf(text);
    const back = inverse(change);
    fc.pre(back !== undefined && possible(base, [change]).length === 1);
    const isThere = change.change === 'add-member' && membersOf(base, change.group).includes(change.member);
    fc.pre(!isThere && back !== undefined);
    const before = Buffer.from(encodeGraph(base.graph.data));
    const { graph } = applyChanges(base, back === undefined ? [] : [change, back], 'x');
    expect(Buffer.compare(before, Buffer.from(encodeGraph(graph.data)))).toBe(0);
    simulate(base, [change], 'x');
    expect(Buffer.compare(before, Buffer.from(encodeGraph(base.graph.data)))).toBe(0);
  });
  await fc.assert(property, { numRuns: 40 });
});

function membersOf({ facts }: WhatIfBase, group: string): readonly string[] {
  return facts.of('membership').flatMap((fact) => (fact.group === group ? [fact.member] : []));
}

test('a denial enlarges no radius, and a grant shrinks none', async () => {
  const granting = fc.constantFrom('deny' as const, 'grant' as const);
  const some = fc.tuple(
    granting,
    fc.constantFrom('ann', 'ci', 'far-ann').map(idOf),
    fc.constantFrom('s3:*', '*', 'sts:*', 'iam:*'),
  );
  const property = fc.asyncProperty(estates, some, async (text, [change, identity, action]) => {
    const base = await baseOf(text);
    const found = simulate(base, [{ change, identity, actions: [action], resources: ['*'] }], 'x');
    for (const each of found.identities) {
      expect(change === 'deny' ? grows(each) : shrinks(each)).toBe(false);
    }
  });
  await fc.assert(property, { numRuns: 60 });
});
