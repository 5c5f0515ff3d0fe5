import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { components, condense } from '../../engine/components.ts';
import { buildCsr } from '../../engine/csr.ts';
import { anyGraph, chain, csrOf, edgesOf, graphOf } from './random-graph.ts';
import { reachByBfs } from './slow-twins.ts';

test('two nodes share a component where each reaches the other', () => {
  fc.assert(
    fc.property(anyGraph(), (plain) => {
      const reach = reachByBfs(plain);
      const { count, componentOf, sizes } = components(csrOf(plain));
      for (let u = 0; u < plain.nodeCount; u++) {
        for (let v = 0; v < plain.nodeCount; v++) {
          expect(componentOf[u] === componentOf[v]).toBe(reach[u].has(v) && reach[v].has(u));
        }
      }
      expect([...sizes]).toEqual(Array.from({ length: count }, (_, c) => componentOf.filter((d) => d === c).length));
    }),
  );
});

test('the condensation has each edge between components once, from the greater id to the smaller', () => {
  fc.assert(
    fc.property(anyGraph(), (plain) => {
      const found = components(csrOf(plain));
      const condensed = edgesOf(condense(csrOf(plain), found));
      const between = plain.edges
        .map(([from, to]) => [found.componentOf[from], found.componentOf[to]] as const)
        .filter(([from, to]) => from !== to);
      expect(condensed.every(([from, to]) => from > to)).toBe(true);
      expect(condensed.map(String).sort()).toEqual([...new Set(between.map(String))].sort());
    }),
  );
});

const cases = [
  { when: 'empty', nodes: 0, edges: '', sizes: [] },
  { when: 'a self loop', nodes: 1, edges: '0>0', sizes: [1] },
  { when: 'a cycle with a tail in and out', nodes: 5, edges: '0>1 1>2 2>3 3>1 3>4', sizes: [1, 3, 1] },
];

test.each(cases)('$when', ({ nodes, edges, sizes }) => {
  expect([...components(csrOf(graphOf(nodes, edges))).sizes]).toEqual(sizes);
});

test('a chain of 200,000 nodes is as many components, a ring one', () => {
  const nodeCount = 200_000;
  const from = Uint32Array.from({ length: nodeCount }, (_, u) => u);
  const ring = buildCsr(
    nodeCount,
    from,
    from.map((u) => (u + 1) % nodeCount),
  );
  expect(components(chain(nodeCount)).count).toBe(nodeCount);
  expect([...components(ring).sizes]).toEqual([nodeCount]);
});
