import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { buildCsr } from '../../engine/csr.ts';
import type { OrderedCsr } from '../../engine/csr.ts';
import { cheapestPaths } from '../../engine/paths.ts';
import { transpose } from '../../engine/transpose.ts';
import { anyGraph, chain, csrOf, edgesOf, graphOf } from './random-graph.ts';
import { simplePaths } from './slow-twins.ts';

const anyQuestion = anyGraph(6)
  .filter(({ nodeCount }) => nodeCount > 0)
  .chain((plain) =>
    fc.record({
      plain: fc.constant({ ...plain, edges: plain.edges.slice(0, 14) }),
      from: fc.nat({ max: plain.nodeCount - 1 }),
      to: fc.nat({ max: plain.nodeCount - 1 }),
      k: fc.constantFrom(1, 2, 5, 1000),
      costs: fc.array(fc.nat({ max: 4 }), { minLength: 14, maxLength: 14 }),
    }),
  );

test('the k cheapest of all loopless paths, fewer edges first among equals', () => {
  fc.assert(
    fc.property(anyQuestion, ({ plain, from, to, k, costs }) => {
      const graph = csrOf(plain);
      const costOf = Float64Array.from(graph.order, (e) => costs[e]);
      const { paths, isComplete } = cheapestPaths(graph, transpose(graph), costOf, { from, to, k });
      const all = simplePaths({ ...plain, edges: edgesOf(graph) }, from, to);
      const measure = (edges: readonly number[]) => [edges.reduce((sum, e) => sum + costOf[e], 0), edges.length];
      const best = all.map(measure).sort(([a, b], [c, d]) => a - c || b - d);

      expect(isComplete).toBe(true);
      expect(paths.map(({ cost, edges }) => [cost, edges.length])).toEqual(best.slice(0, k));
      expect(paths.map(({ edges }) => measure([...edges]))).toEqual(best.slice(0, k));
      const known = new Set(all.map(String));
      expect(paths.every(({ edges }) => known.has(String([...edges])))).toBe(true);
      expect(new Set(paths.map(({ edges }) => String([...edges]))).size).toBe(paths.length);
    }),
    { numRuns: 1000 },
  );
});

const cases = [
  { when: 'no path', nodes: 3, edges: '0>1 2>1', expected: [] },
  { when: 'to itself', nodes: 2, edges: '0>1 1>0', to: 0, expected: [] },
  { when: 'parallel edges are different paths', nodes: 2, edges: '0>1 0>1', to: 1, expected: [[0], [1]] },
  { when: 'a self loop is never taken', nodes: 3, edges: '0>0 0>1 1>1 1>2', expected: [[1, 3]] },
  { when: 'a detour comes after the straight way', nodes: 3, edges: '0>1 0>2 1>2', expected: [[1], [0, 2]] },
];

test.each(cases)('$when', ({ nodes, edges, to = 2, expected }) => {
  expect(free(csrOf(graphOf(nodes, edges)), to, 10).paths.map((path) => [...path.edges])).toEqual(expected);
});

test('the same question has the same answer, in the same order', () => {
  const graph = grid(6);
  const once = free(graph, 35, 50);
  expect(free(graph, 35, 50)).toEqual(once);
  expect(once.paths).toHaveLength(50);
});

test('a chain of 200,000 nodes with two ways at every step', () => {
  const single = edgesOf(chain(200_000));
  const graph = csrOf({ nodeCount: 200_000, edges: [...single, ...single] });
  const { paths } = free(graph, 199_999, 3);
  expect(paths.map(({ edges }) => edges.length)).toEqual([199_999, 199_999, 199_999]);
});

test('among equally good ways the search keeps to one, so a complete graph costs little', () => {
  const graph = trap(200);
  const costs = new Uint8Array(graph.targets.length);
  const question = { from: 0, to: graph.offsets.length - 2, k: 100, budget: 500_000 };
  const { paths, isComplete } = cheapestPaths(graph, transpose(graph), costs, question);
  expect(isComplete).toBe(true);
  expect(paths.map(({ edges }) => edges.length)).toEqual([2, ...Array.from({ length: 99 }, () => 3)]);
});

test('a hostile graph ends by its budget, with the cheapest paths found so far', () => {
  const graph = trap(22);
  const { paths, isComplete } = cheapestPaths(graph, transpose(graph), new Uint8Array(graph.targets.length), {
    from: 0,
    to: graph.offsets.length - 2,
    k: 1_000_000,
    budget: 200_000,
  });
  expect(isComplete).toBe(false);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.length).toBeLessThan(100_000);
});

const broken = [
  { when: 'a start that is no node', from: 2, to: 0, costs: [0] },
  { when: 'an end that is no node', from: 0, to: -1, costs: [0] },
  { when: 'a cost too many', from: 0, to: 1, costs: [0, 0] },
  { when: 'a cost below nothing', from: 0, to: 1, costs: [-1] },
  { when: 'a cost that is no number', from: 0, to: 1, costs: [Number.NaN] },
];

test.each(broken)('refused: $when', ({ from, to, costs }) => {
  const graph = csrOf(graphOf(2, '0>1'));
  const ask = () => cheapestPaths(graph, transpose(graph), Float64Array.from(costs), { from, to, k: 1 });
  expect(ask).toThrow(RangeError);
});

/** Paths from node 0 where no edge costs anything. */
function free(graph: OrderedCsr, to: number, k: number) {
  return cheapestPaths(graph, transpose(graph), new Float64Array(graph.targets.length), { from: 0, to, k });
}

/** A square of side × side nodes with edges to the right and down. */
function grid(side: number): OrderedCsr {
  const cells = Array.from({ length: side * side }, (_, u) => u);
  const right = cells.filter((u) => u % side < side - 1).map((u) => [u, u + 1] as const);
  const down = cells.filter((u) => u < side * (side - 1)).map((u) => [u, u + side] as const);
  return csrOf({ nodeCount: side * side, edges: [...right, ...down] });
}

/** A complete graph with one way out: paths without number. */
function trap(nodeCount: number): OrderedCsr {
  const from: number[] = [];
  const to: number[] = [];
  for (let u = 0; u < nodeCount - 1; u++) {
    for (let v = 0; v < nodeCount - 1; v++) {
      from.push(u);
      to.push(v);
    }
  }
  return buildCsr(nodeCount, Uint32Array.from([...from, nodeCount - 2]), Uint32Array.from([...to, nodeCount - 1]));
}
