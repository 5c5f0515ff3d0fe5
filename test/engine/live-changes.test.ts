import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createRandom } from '../../bench/random.ts';
import { closureSums } from '../../engine/closure.ts';
import { changeLiveEdges } from '../../engine/live-changes.ts';
import { createLiveClosure } from '../../engine/live-closure.ts';
import type { LiveClosure } from '../../engine/live-closure.ts';
import { overlayCsr } from '../../engine/overlay-csr.ts';
import { createOverlay, edgesAt } from '../../engine/overlay.ts';
import { transpose } from '../../engine/transpose.ts';
import { anyGraph, csrOf, graphOf } from './random-graph.ts';
import type { PlainGraph } from './random-graph.ts';

const GROUPS = 2;

/** Few changes, which are followed one by one, or many, which are counted together. */
const anyBatch = fc.constantFrom(0, 70).chain((addedAtLeast) =>
  fc.record({
    remove: fc.array(fc.nat(), { maxLength: 6 }),
    restore: fc.array(fc.nat(), { maxLength: 6 }),
    add: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: addedAtLeast, maxLength: addedAtLeast + 6 }),
    spread: fc.constantFrom(2, 5, 1000), // how many tails the new edges have
  }),
);

/** Three in four nodes are sources, and targets. */
function liveOf(plain: PlainGraph) {
  const graph = csrOf(plain);
  const all = Uint32Array.from({ length: plain.nodeCount }, (_, u) => u);
  const node = all.filter((u) => u % 4 !== 1);
  const targets = { node, group: Uint8Array.from(node, (u) => u % GROUPS), weight: node.map((u) => u % 5) };
  const sources = all.filter((u) => u % 4 !== 2);
  const live = createLiveClosure(createOverlay(graph, transpose(graph)), sources, targets, GROUPS);
  const anew = () => closureSums(overlayCsr(live.overlay.out), sources, targets, GROUPS);
  return { live, sources, anew };
}

/** The ids that picks stand for, each once. */
function chosen(picks: readonly number[], from: readonly number[]): number[] {
  return from.length === 0 ? [] : [...new Set(picks.map((pick) => from[pick % from.length]))];
}

function thereIn({ overlay: { out, added, removed } }: LiveClosure): number[] {
  const all = Array.from({ length: out.base.targets.length + added.length }, (_, e) => e);
  return all.filter((e) => !removed.has(e));
}

test('any batches of changes: the closures are those from scratch, and the delta is what lies between', () => {
  fc.assert(
    fc.property(anyGraph(14), fc.array(anyBatch, { maxLength: 4 }), (plain, batches) => {
      const { live, sources, anew } = liveOf(plain);
      for (const { remove, restore, add, spread } of batches) {
        const before = structuredClone(live.sums);
        const delta = changeLiveEdges(live, {
          remove: chosen(remove, thereIn(live)),
          restore: chosen(restore, [...live.overlay.removed]),
          add:
            plain.nodeCount === 0
              ? []
              : add.map(([from, to]) => [(from % spread) % plain.nodeCount, to % plain.nodeCount]),
        });
        const after = anew();
        expect(live.sums).toEqual(after);
        const changed = [...sources.keys()].filter(
          (s) => differs(before.counts, after.counts, s) || before.weights[s] !== after.weights[s],
        );
        expect([...delta.sources]).toEqual(changed.map((s) => sources[s]));
        expect([...delta.weights]).toEqual(changed.map((s) => after.weights[s] - before.weights[s]));
        for (const [i, s] of changed.entries()) {
          for (let g = 0; g < GROUPS; g++) {
            const at = s * GROUPS + g;
            expect(delta.counts[i * GROUPS + g]).toBe(after.counts[at] - before.counts[at]);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a node gone with its 400 edges, and back again, among more sources than a few passes take', () => {
  const random = createRandom(4);
  const passages = Array.from({ length: 400 }, (_, u) => [u, 400] as const);
  const ways = Array.from({ length: 300 }, () => [400 + random.below(100), 400 + random.below(100)] as const);
  const { live, anew } = liveOf({ nodeCount: 500, edges: [...passages, ...ways] });
  const before = structuredClone(live.sums);
  const edges = [...edgesAt(live.overlay, 400)];
  expect(edges.length).toBeGreaterThan(400);
  expect(changeLiveEdges(live, { remove: edges }).sources.length).toBeGreaterThan(256);
  expect(live.sums).toEqual(anew());
  changeLiveEdges(live, { restore: edges });
  expect(live.sums).toEqual(before);
});

test('the edges of a node: in and out, a loop once, none that is gone', () => {
  const { live } = liveOf(graphOf(3, '0>1 1>1 1>2 2>0'));
  expect([...edgesAt(live.overlay, 1)]).toEqual([1, 2, 0]);
  changeLiveEdges(live, { remove: [1, 0] });
  expect([...edgesAt(live.overlay, 1)]).toEqual([2]);
});

test('new edges are told by their ids', () => {
  const { live } = liveOf(graphOf(2, '0>1'));
  expect(
    changeLiveEdges(live, {
      add: [
        [1, 0],
        [0, 0],
      ],
    }).added,
  ).toEqual([1, 2]);
});

function differs(before: Uint32Array, after: Uint32Array, s: number): boolean {
  return [...Array(GROUPS).keys()].some((g) => before[s * GROUPS + g] !== after[s * GROUPS + g]);
}
