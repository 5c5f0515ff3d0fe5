import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastHittingSet } from '../../engine/hitting-set.ts';

const element = fc.integer({ min: 0, max: 9 });
const sets = fc.array(fc.uniqueArray(element, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
const prices = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 10, maxLength: 10 });

test('costs what the cheapest of all subsets costs, and no bound lies above it', () => {
  fc.assert(
    fc.property(sets, prices, (given, costs) => {
      const { chosen, value, lowerBound, flow } = leastHittingSet(given, costs, 100_000);
      expect(given.every((set) => set.some((each) => chosen.includes(each)))).toBe(true);
      expect(chosen.reduce((sum, each) => sum + costs[each], 0)).toBe(value);
      expect([value, lowerBound]).toEqual([byTryingAll(given, costs), value]);
      expect(flow).toBeLessThanOrEqual(value);
    }),
  );
});

test('a search that is cut short still gives a hitting set and a bound that holds', () => {
  fc.assert(
    fc.property(sets, prices, (given, costs) => {
      const { chosen, value, lowerBound } = leastHittingSet(given, costs, 2);
      expect(given.every((set) => set.some((each) => chosen.includes(each)))).toBe(true);
      const least = byTryingAll(given, costs);
      expect([lowerBound <= least, least <= value]).toEqual([true, true]);
    }),
  );
});

test('a triangle needs two and packs to one: the search proves what the packing does not', () => {
  const found = leastHittingSet(
    [
      [0, 1],
      [1, 2],
      [0, 2],
    ],
    [1, 1, 1],
    100,
  );
  expect([found.value, found.lowerBound, found.flow < 2]).toEqual([2, 2, true]);
});

test.each([
  [[[]], [1]],
  [[[0]], [0]],
  [[[0]], [Infinity]],
])('%j at %j is refused', (given, costs) => {
  expect(() => leastHittingSet(given, costs, 10)).toThrow(RangeError);
});

function byTryingAll(given: readonly (readonly number[])[], costs: readonly number[]): number {
  let least = Infinity;
  for (let bits = 0; bits < 2 ** costs.length; bits++) {
    if (!given.every((set) => set.some((each) => (bits >>> each) % 2 === 1))) continue;
    least = Math.min(
      least,
      costs.reduce((sum, cost, each) => sum + cost * ((bits >>> each) % 2), 0),
    );
  }
  return least;
}
