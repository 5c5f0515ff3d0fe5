import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { closureMembers, membersOf } from '../../engine/closure-members.ts';
import { layOutColumns } from '../../engine/closure-columns.ts';
import type { ClosureTargets } from '../../engine/closure-columns.ts';
import { planClosure } from '../../engine/closure-plan.ts';
import { BLOCK_WORDS } from '../../engine/closure-sweep.ts';
import { closureSums } from '../../engine/closure.ts';
import { anyGraph, chain, csrOf, graphOf } from './random-graph.ts';
import type { PlainGraph } from './random-graph.ts';
import { reachByBfs, reachByList } from './slow-twins.ts';

const GROUPS = 3;

/** What a node reaches. */
type Reach = Pick<ReadonlySet<number>, 'has'>;

interface Counted {
  readonly u: number;
  readonly group: number;
  readonly weight: number;
}

/** Some nodes in any order, each with a group and a weight, often the same ones. */
function anyTargets(nodeCount: number): fc.Arbitrary<Counted[]> {
  const nodes = Array.from({ length: nodeCount }, (_, u) => u);
  return fc.shuffledSubarray(nodes).chain((subset) =>
    fc.tuple(
      ...subset.map((u) =>
        fc.record({
          u: fc.constant(u),
          group: fc.nat({ max: GROUPS - 1 }),
          weight: fc.constantFrom(0, 1, 5, 7, 100),
        }),
      ),
    ),
  );
}

const anyQuestion = (maxNodes: number) =>
  anyGraph(maxNodes).chain((plain) =>
    fc.record({
      plain: fc.constant(plain),
      targets: anyTargets(plain.nodeCount),
      sources: fc.array(fc.nat({ max: Math.max(0, plain.nodeCount - 1) }), { maxLength: plain.nodeCount }),
    }),
  );

function targetsOf(targets: readonly Counted[]): ClosureTargets {
  return {
    node: Uint32Array.from(targets, ({ u }) => u),
    group: Uint8Array.from(targets, ({ group }) => group),
    weight: Uint32Array.from(targets, ({ weight }) => weight),
  };
}

/** Each source's row of counts with its weight behind, by one BFS a source. */
function slowSums(reach: readonly Reach[], sources: readonly number[], targets: readonly Counted[]): number[][] {
  return sources.map((source) => {
    const row = Array.from({ length: GROUPS + 1 }, () => 0);
    for (const { u, group, weight } of targets) {
      if (u === source || !reach[source].has(u)) continue;
      row[group]++;
      row[GROUPS] += weight;
    }
    return row;
  });
}

function sums(plain: PlainGraph, sources: readonly number[], targets: readonly Counted[]): number[][] {
  const { counts, weights } = closureSums(csrOf(plain), Uint32Array.from(sources), targetsOf(targets), GROUPS);
  return sources.map((_, s) => [...counts.subarray(s * GROUPS, (s + 1) * GROUPS), weights[s]]);
}

test('closure sums are those of a plain BFS from every source', () => {
  fc.assert(
    fc.property(anyQuestion(14), ({ plain, targets, sources }) => {
      expect(sums(plain, sources, targets)).toEqual(slowSums(reachByBfs(plain), sources, targets));
    }),
    { numRuns: 500 },
  );
});

test('closure sums over several blocks of targets are those of a plain BFS', () => {
  fc.assert(
    fc.property(layered(3000), ({ plain, targets, sources }) => {
      const counted = targetsOf(targets);
      const plan = planClosure(csrOf(plain), Uint32Array.from(sources), counted.node);
      expect(layOutColumns(plan, counted).wordGroup.length).toBeGreaterThan(BLOCK_WORDS);
      expect(sums(plain, sources, targets)).toEqual(slowSums(reachByList(plain), sources, targets));
    }),
    { numRuns: 2 },
  );
});

test('members are the special nodes that a plain BFS finds', () => {
  fc.assert(
    fc.property(anyQuestion(14), ({ plain, targets, sources }) => {
      expect(members(plain, sources, targets)).toEqual(slowMembers(reachByBfs(plain), sources, targets));
    }),
    { numRuns: 300 },
  );
});

test('members over several blocks are those of a plain BFS', () => {
  fc.assert(
    fc.property(layered(3000), ({ plain, targets, sources }) => {
      expect(members(plain, sources, targets)).toEqual(slowMembers(reachByList(plain), sources, targets));
    }),
    { numRuns: 2 },
  );
});

/** Sparse graphs of so many nodes with distinct weights, all of them sources and targets. */
function layered(nodeCount: number) {
  return fc.integer().map((seed) => {
    let state = seed | 0;
    const draw = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (state >>> 8) % below;
    };
    const edges = Array.from({ length: nodeCount * 1.3 }, () => [draw(nodeCount), draw(nodeCount)] as const);
    const sources = Array.from({ length: nodeCount }, (_, u) => u);
    const targets = sources.map((u) => ({ u, group: draw(GROUPS), weight: draw(2) === 0 ? 5 : draw(1000) }));
    return { plain: { nodeCount, edges }, sources, targets };
  });
}

function members(plain: PlainGraph, sources: readonly number[], targets: readonly Counted[]): number[][] {
  const found = closureMembers(csrOf(plain), Uint32Array.from(sources), targetsOf(targets).node);
  return sources.map((_, s) => membersOf(found, s));
}

function slowMembers(reach: readonly Reach[], sources: readonly number[], targets: readonly Counted[]): number[][] {
  return sources.map((source) => [...targets.keys()].filter((i) => isOther(reach[source], source, targets[i].u)));
}

function isOther(reach: Reach, source: number, u: number): boolean {
  return u !== source && reach.has(u);
}

const cases = [
  { when: 'empty', nodes: 0, edges: '', expected: [] },
  { when: 'alone', nodes: 1, edges: '', expected: [0] },
  { when: 'a self loop is no other node', nodes: 1, edges: '0>0', expected: [0] },
  { when: 'a cycle holds all but oneself', nodes: 3, edges: '0>1 1>2 2>0', expected: [2, 2, 2] },
  { when: 'two ways count once', nodes: 4, edges: '0>1 0>2 1>3 2>3 1>3', expected: [3, 1, 1, 0] },
  { when: 'a cycle and what it leads to', nodes: 4, edges: '0>1 1>0 1>2 3>0', expected: [2, 2, 0, 3] },
  {
    when: 'twins with the same neighbours',
    nodes: 6,
    edges: '0>2 0>3 1>2 1>3 2>4 2>5 3>4 3>5',
    expected: [4, 4, 2, 2, 0, 0],
  },
];

test.each(cases)('$when', ({ nodes, edges, expected }) => {
  const sources = Array.from({ length: nodes }, (_, u) => u);
  const targets = sources.map((u) => ({ u, group: 1, weight: 3 }));
  const rows = expected.map((count) => [0, count, 0, 3 * count]);
  expect(sums(graphOf(nodes, edges), sources, targets)).toEqual(rows);
});

test('a chain of 200,000 nodes', () => {
  const nodeCount = 200_000;
  const targets = Array.from({ length: 100 }, (_, i) => ({ u: i * 2000, group: 0, weight: 5 }));
  const sources = Uint32Array.of(0, 1, 198_000, 199_999);
  const { counts, weights } = closureSums(chain(nodeCount), sources, targetsOf(targets), 1);
  expect([...counts]).toEqual([99, 99, 0, 0]);
  expect([...weights]).toEqual([495, 495, 0, 0]);
});

test('a complete graph of 300 nodes with 700 leaves behind one of them', () => {
  const core = Array.from({ length: 300 }, (_, u) => u);
  const leaves = Array.from({ length: 700 }, (_, i) => [7, 300 + i] as const);
  const plain = { nodeCount: 1000, edges: [...core.flatMap((u) => core.map((v) => [u, v] as const)), ...leaves] };
  const targets = Array.from({ length: 1000 }, (_, u) => ({ u, group: u < 300 ? 0 : 2, weight: 1 }));
  expect(sums(plain, core, targets)).toEqual(core.map(() => [299, 0, 700, 999]));
});

const broken = [
  { when: 'a target that is no node', node: [2], group: [0], weight: [1], sources: [0] },
  { when: 'a target given twice', node: [1, 1], group: [0, 0], weight: [1, 1], sources: [0] },
  { when: 'a group that is not there', node: [1], group: [GROUPS], weight: [1], sources: [0] },
  { when: 'a weight too few', node: [1], group: [0], weight: [], sources: [0] },
  { when: 'a source that is no node', node: [1], group: [0], weight: [1], sources: [2] },
];

test.each(broken)('refused: $when', ({ node, group, weight, sources }) => {
  const targets = { node: Uint32Array.from(node), group: Uint8Array.from(group), weight: Uint32Array.from(weight) };
  const graph = csrOf(graphOf(2, '0>1'));
  expect(() => closureSums(graph, Uint32Array.from(sources), targets, GROUPS)).toThrow(RangeError);
});
