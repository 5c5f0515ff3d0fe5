import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { hops, UNREACHED } from '../../engine/hops.ts';
import { anyGraph, chain, csrOf, graphOf } from './random-graph.ts';
import { hopsByRelaxing, reachByBfs } from './slow-twins.ts';

test('without hop costs it is the breadth-first depth', () => {
  fc.assert(
    fc.property(anyGraph(), (plain) => {
      const graph = csrOf(plain);
      for (const [start, depths] of reachByBfs(plain).entries()) {
        const expected = Array.from({ length: plain.nodeCount }, (_, u) => depths.get(u) ?? UNREACHED);
        expect([...hops(graph, [start])]).toEqual(expected);
      }
    }),
  );
});

test('with free edges and several starts it is the fewest hops of all', () => {
  fc.assert(
    fc.property(anyGraph(), fc.array(fc.nat()), fc.infiniteStream(fc.nat({ max: 1 })), (plain, picks, costs) => {
      const graph = csrOf(plain);
      const starts = plain.nodeCount === 0 ? [] : picks.map((pick) => pick % plain.nodeCount);
      const hopOf = plain.edges.map(() => costs.next().value);
      const expected = hopsByRelaxing(plain, starts, hopOf).map((depth) => (depth === Infinity ? UNREACHED : depth));
      const byPosition = Uint8Array.from(graph.order, (e) => hopOf[e]);
      expect([...hops(graph, starts, byPosition)]).toEqual(expected);
    }),
  );
});

test('a chain of 200,000 nodes, every other edge free', () => {
  const graph = chain(200_000);
  const found = hops(
    graph,
    [0],
    Uint8Array.from(graph.targets, (v) => v % 2),
  );
  expect(found[199_999]).toBe(100_000);
});

test('refused: a start that is no node, costs of another length', () => {
  const graph = csrOf(graphOf(2, '0>1'));
  expect(() => hops(graph, [2])).toThrow(RangeError);
  expect(() => hops(graph, [-1])).toThrow(RangeError);
  expect(() => hops(graph, [0], new Uint8Array(2))).toThrow(RangeError);
});
