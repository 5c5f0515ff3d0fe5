import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { closureSums } from '../../engine/closure.ts';
import { buildCsr } from '../../engine/csr.ts';
import { addLiveEdge, createLiveClosure, removeLiveEdge, restoreLiveEdge } from '../../engine/live-closure.ts';
import type { LiveClosure } from '../../engine/live-closure.ts';
import { overlayCsr } from '../../engine/overlay-csr.ts';
import { createOverlay, edgeEnds } from '../../engine/overlay.ts';
import { transpose } from '../../engine/transpose.ts';
import { createRandom } from '../../bench/random.ts';
import type { Random } from '../../bench/random.ts';
import { anyGraph, csrOf, edgesOf, graphOf } from './random-graph.ts';
import type { PlainGraph } from './random-graph.ts';

const GROUPS = 2;

const ascending = (a: number, b: number): number => a - b;

type Change = readonly ['remove' | 'restore' | 'add', number, number];

const anyChange: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('remove', 'remove', 'restore', 'add'),
  fc.nat(),
  fc.nat(),
);

const anyCase = (maxNodes: number) =>
  fc.record({
    plain: anyGraph(maxNodes),
    spareNodes: fc.nat({ max: 2 }),
    changes: fc.array(anyChange, { maxLength: 12 }),
    draws: fc.infiniteStream(fc.nat({ max: 99 })),
  });

/** What is counted and asked for: most nodes. */
function drawCounted(nodeCount: number, draws: Iterator<number>) {
  const draw = (): number => Number(draws.next().value);
  const all = Uint32Array.from({ length: nodeCount }, (_, u) => u);
  const node = all.filter(() => draw() < 80);
  const targets = {
    node,
    group: Uint8Array.from(node, () => draw() % GROUPS),
    weight: node.map(() => draw() % 7),
  };
  return { targets, sources: all.filter(() => draw() < 80) };
}

/** Applies a change where it can be; answers how to take it back. */
function change(live: LiveClosure, [what, pick, second]: Change): (() => void) | undefined {
  const { removed, added, nodeCount, out } = live.overlay;
  const there = Array.from({ length: out.base.targets.length + added.length }, (_, e) => e).filter(
    (e) => !removed.has(e),
  );
  const gone = [...removed];
  if (what === 'remove' && there.length > 0) {
    const edge = there[pick % there.length];
    removeLiveEdge(live, edge);
    return () => void restoreLiveEdge(live, edge);
  }
  if (what === 'restore' && gone.length > 0) {
    const edge = gone[pick % gone.length];
    restoreLiveEdge(live, edge);
    return () => void removeLiveEdge(live, edge);
  }
  if (what === 'add' && nodeCount > 0) {
    const { edge } = addLiveEdge(live, pick % nodeCount, second % nodeCount);
    return () => void removeLiveEdge(live, edge);
  }
  return undefined;
}

/** The graph as it is now, built from scratch from the list of what is there. */
function rebuilt({ overlay }: LiveClosure, base: readonly (readonly [number, number])[]) {
  const kept = [...base, ...overlay.added].filter((_, e) => !overlay.removed.has(e));
  return buildCsr(
    overlay.nodeCount,
    Uint32Array.from(kept, ([from]) => from),
    Uint32Array.from(kept, ([, to]) => to),
  );
}

test.each([{ nodes: 6 }, { nodes: 12 }, { nodes: 40 }])(
  'after each of any changes on $nodes nodes, rows and closures are those of a graph built from scratch',
  ({ nodes }) => {
    fc.assert(
      fc.property(anyCase(nodes), ({ plain, spareNodes, changes, draws }) => {
        const graph = csrOf(plain);
        const reverse = transpose(graph);
        const overlay = createOverlay(graph, reverse, spareNodes);
        const { targets, sources } = drawCounted(overlay.nodeCount, draws);
        const live = createLiveClosure(overlay, sources, targets, GROUPS);
        for (const step of changes) {
          change(live, step);
          const scratch = rebuilt(live, edgesOf(graph));
          expect(edgesOf(overlayCsr(overlay.out))).toEqual(edgesOf(scratch));
          const into = overlayCsr(overlay.into);
          expect(edgesOf(into)).toEqual([...into.order].map((e) => edgeEnds(overlay, e).toReversed()));
          expect([...into.order].sort(ascending)).toEqual([...overlayCsr(overlay.out).order].sort(ascending));
          expect(live.sums).toEqual(closureSums(scratch, sources, targets, GROUPS));
        }
      }),
      { numRuns: 400 },
    );
  },
);

test('applied and taken back in turn, nothing is left but the same bits', () => {
  fc.assert(
    fc.property(anyCase(12), ({ plain, spareNodes, changes, draws }) => {
      const graph = csrOf(plain);
      const overlay = createOverlay(graph, transpose(graph), spareNodes);
      const { targets, sources } = drawCounted(overlay.nodeCount, draws);
      const live = createLiveClosure(overlay, sources, targets, GROUPS);
      const before = structuredClone({ sums: live.sums, out: overlay.out, into: overlay.into });
      const undo = changes.map((step) => change(live, step));
      for (const revert of undo.reverse()) revert?.();
      expect({ sums: live.sums, out: overlay.out, into: overlay.into }).toEqual(before);
    }),
  );
});

const cases = [
  { when: 'a parallel edge remains', edges: '0>1 0>1 1>2', remove: 0, loses: '' },
  { when: 'a detour remains', edges: '0>2 0>1 1>2', remove: 0, loses: '' },
  { when: 'the last way goes', edges: '0>1 1>2', remove: 1, loses: '0:1 1:1' },
  { when: 'someone above has a way of its own', edges: '0>1 0>2 1>2', remove: 2, loses: '1:1' },
  { when: 'a ring falls apart', edges: '0>1 1>2 2>0', remove: 2, loses: '1:1 2:2' },
  { when: 'the head leads back', edges: '0>1 1>0 1>2', remove: 0, loses: '0:2' },
  { when: 'a self loop', edges: '0>0 0>1', remove: 0, loses: '' },
];

test.each(cases)('lost: $when', ({ edges, remove, loses }) => {
  const live = everyNodeOf(graphOf(3, edges));
  const loss = removeLiveEdge(live, remove);
  const told = [...loss.sources].map((u, i) => `${u}:${loss.weights[i]}`).sort();
  expect(told.join(' ')).toBe(loses);
  expect(restoreLiveEdge(live, remove)).toEqual(loss);
});

test('many sources keep a part each of what a passage loses', () => {
  // 40 sources enter a passage to 3 targets; source i also reaches target i % 3 + 42 by itself.
  const ways = Array.from({ length: 40 }, (_, u) => `${u}>40 ${u}>${(u % 3) + 42}`);
  const live = everyNodeOf(graphOf(45, `${ways.join(' ')} 40>41 41>42 41>43 41>44`));
  const passage = edgesOf(live.overlay.out.base).findIndex(([from]) => from === 40);
  const loss = removeLiveEdge(live, passage);
  const lost = new Map([...loss.sources].map((u, i) => [u, loss.weights[i]]));
  expect(lost.get(40)).toBe(4);
  expect([...Array(40).keys()].map((u) => lost.get(u))).toEqual(Array.from({ length: 40 }, () => 3));
});

test.each([
  { seed: 1, passages: 6 },
  { seed: 2, passages: 6 },
  { seed: 3, passages: 2 },
  { seed: 4, passages: 2 },
  { seed: 5, passages: 2 },
])('an hour-glass of 1,200 nodes round twice $passages passages, seed $seed', ({ seed, passages }) => {
  const random = createRandom(seed);
  const nodeCount = 1200 + 2 * passages;
  const graph = csrOf({ nodeCount, edges: hourGlass(random, passages) });
  const overlay = createOverlay(graph, transpose(graph));
  const all = Uint32Array.from({ length: nodeCount }, (_, u) => u);
  const targets = { node: all, group: Uint8Array.from(all, (u) => u % GROUPS), weight: all.map((u) => u % 7) };
  const live = createLiveClosure(overlay, all, targets, GROUPS);
  const middle = [...graph.targets.keys()].filter((e) => edgeEnds(overlay, e).every((u) => u >= 1200));
  for (let step = 0; step < 12; step++) {
    const edge = middle[random.below(middle.length)];
    if (overlay.removed.has(edge)) restoreLiveEdge(live, edge);
    else removeLiveEdge(live, edge);
    expect(live.sums).toEqual(closureSums(rebuilt(live, edgesOf(graph)), all, targets, GROUPS));
  }
});

/** Sources below 600 enter first passages, these second ones, those the targets up to 1,199; some ways lead past or back. */
function hourGlass(random: Random, passages: number): [number, number][] {
  const edges: [number, number][] = [];
  const first = (): number => 1200 + random.below(passages);
  const second = (): number => first() + passages;
  for (let u = 0; u < 600; u++) {
    edges.push([u, first()], [second(), 600 + u]);
    if (random.fraction() < 0.1) edges.push([u, second()]);
    if (random.fraction() < 0.1) edges.push([u, 600 + random.below(600)]);
    if (random.fraction() < 0.01) edges.push([600 + random.below(600), random.below(600)]);
  }
  for (let i = 0; i < passages * 1.5; i++) edges.push([first(), second()]);
  return edges;
}

test('refused: edges that are not there, nodes that are not there, a source twice', () => {
  const live = everyNodeOf(graphOf(2, '0>1'));
  expect(() => removeLiveEdge(live, 1)).toThrow(RangeError);
  expect(() => removeLiveEdge(live, -1)).toThrow(RangeError);
  expect(() => restoreLiveEdge(live, 0)).toThrow(RangeError);
  expect(() => addLiveEdge(live, 0, 2)).toThrow(RangeError);
  removeLiveEdge(live, 0);
  expect(() => removeLiveEdge(live, 0)).toThrow(RangeError);
  expect(() => createLiveClosure(live.overlay, Uint32Array.of(0, 0), noTargets, 1)).toThrow(RangeError);
  expect(() => createOverlay(csrOf(graphOf(2, '0>1')), transpose(csrOf(graphOf(2, ''))))).toThrow(RangeError);
});

const noTargets = { node: new Uint32Array(0), group: new Uint8Array(0), weight: new Uint32Array(0) };

/** Every node a source and a target of weight 1. */
function everyNodeOf(plain: PlainGraph): LiveClosure {
  const graph = csrOf(plain);
  const all = Uint32Array.from({ length: plain.nodeCount }, (_, u) => u);
  const targets = { node: all, group: new Uint8Array(all.length), weight: all.map(() => 1) };
  return createLiveClosure(createOverlay(graph, transpose(graph)), all, targets, 1);
}
