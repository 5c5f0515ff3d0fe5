import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { buildCsr, tailsOf } from '../../engine/csr.ts';
import { filterEdges } from '../../engine/filter.ts';
import { transpose } from '../../engine/transpose.ts';
import { anyGraph, csrOf, edgesOf } from './random-graph.ts';

test('a CSR holds the edges in input order within a row, and says which is which', () => {
  fc.assert(
    fc.property(anyGraph(), (plain) => {
      const graph = csrOf(plain);
      const sorted = plain.edges.map((edge, i) => ({ edge, i })).sort((a, b) => a.edge[0] - b.edge[0] || a.i - b.i);
      expect(edgesOf(graph)).toEqual(sorted.map(({ edge }) => edge));
      expect([...graph.order]).toEqual(sorted.map(({ i }) => i));
      expect([...tailsOf(graph)]).toEqual(sorted.map(({ edge }) => edge[0]));
    }),
  );
});

test('a transposed graph holds every edge turned, under its own index', () => {
  fc.assert(
    fc.property(anyGraph(), (plain) => {
      const graph = csrOf(plain);
      const turned = transpose(graph);
      const edges = edgesOf(graph);
      expect(edgesOf(turned)).toEqual([...turned.order].map((e) => [edges[e][1], edges[e][0]]));
      expect([...turned.order].sort((a, b) => a - b)).toEqual(edges.map((_, e) => e));
    }),
  );
});

test('a filtered graph holds the kept edges alone, under their own indices', () => {
  fc.assert(
    fc.property(anyGraph(), fc.infiniteStream(fc.boolean()), (plain, marks) => {
      const graph = csrOf(plain);
      const keep = Uint8Array.from(graph.targets, () => Number(marks.next().value));
      const kept = filterEdges(graph, keep);
      const edges = edgesOf(graph);
      expect(edgesOf(kept)).toEqual(edges.filter((_, e) => keep[e] === 1));
      expect(edgesOf(kept)).toEqual([...kept.order].map((e) => edges[e]));
    }),
  );
});

const broken = [
  { when: 'tails and heads differ in number', from: [0, 1], to: [1] },
  { when: 'a tail is not a node', from: [2], to: [0] },
  { when: 'a head is not a node', from: [0], to: [2] },
];

test.each(broken)('refused: $when', ({ from, to }) => {
  expect(() => buildCsr(2, Uint32Array.from(from), Uint32Array.from(to))).toThrow(RangeError);
});

test('refused: a mask of another length', () => {
  expect(() => filterEdges(buildCsr(0, new Uint32Array(), new Uint32Array()), new Uint8Array(1))).toThrow(RangeError);
});
