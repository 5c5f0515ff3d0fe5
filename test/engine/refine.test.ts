import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { components, condense } from '../../engine/components.ts';
import { sameInNeighbours } from '../../engine/refine.ts';
import { anyGraph, csrOf, edgesOf } from './random-graph.ts';

test('nodes share a class where the same counted rows point at them; class 0 is for none', () => {
  fc.assert(
    fc.property(anyGraph(), fc.array(fc.nat({ max: 1 }), { minLength: 12, maxLength: 12 }), (plain, marks) => {
      const graph = condense(csrOf(plain), components(csrOf(plain)));
      const counts = Uint8Array.from(marks.slice(0, graph.offsets.length - 1));
      const classOf = sameInNeighbours(graph, counts);
      const rowsInto = [...classOf.keys()].map((v) =>
        edgesOf(graph)
          .filter(([from, to]) => to === v && counts[from] === 1)
          .map(([from]) => from)
          .join(),
      );
      expect([...classOf].map((k) => k === 0)).toEqual(rowsInto.map((rows) => rows === ''));
      for (const [v, rows] of rowsInto.entries()) {
        for (const [w, others] of rowsInto.entries()) expect(classOf[v] === classOf[w]).toBe(rows === others);
      }
    }),
  );
});
