import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { gatherBytes } from '../../engine/gather.ts';
import { reachedFrom } from '../../engine/reached.ts';
import { anyGraph, csrOf } from './random-graph.ts';
import { reachByBfs } from './slow-twins.ts';

test('values come in the order asked for, repeats among them', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 255 }), { minLength: 1 }), fc.array(fc.nat()), (values, picks) => {
      const order = picks.map((pick) => pick % values.length);
      const gathered = gatherBytes(Uint8Array.from(values), Uint32Array.from(order));
      expect([...gathered]).toEqual(order.map((at) => values[at]));
    }),
  );
});

test('refused: a position beyond the values', () => {
  expect(() => gatherBytes(new Uint8Array(2), Uint32Array.of(0, 2))).toThrow(RangeError);
});

test('what some start reaches is what a breadth-first search from one of them finds', () => {
  fc.assert(
    fc.property(anyGraph(), fc.array(fc.nat()), (plain, picks) => {
      const starts = plain.nodeCount === 0 ? [] : picks.map((pick) => pick % plain.nodeCount);
      const reach = reachByBfs(plain);
      const expected = reach.map((_, u) => (starts.some((start) => reach[start].has(u)) ? 1 : 0));
      expect([...reachedFrom(csrOf(plain), starts)]).toEqual(expected);
    }),
  );
});
