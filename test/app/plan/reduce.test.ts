import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { reduce, totalWeight } from '../../../app/plan/reduce.ts';
import { randomEstate } from '../../helpers/random-estate.ts';
import { cheapestSubset, graphAfter, smallEstate } from './exhaustion.ts';

test('a reduction takes enough away, and no subset that does costs less than its bound', async () => {
  await fc.assert(
    fc.asyncProperty(randomEstate, fc.constantFrom(10, 50, 90), async (text, percent) => {
      const estate = await smallEstate(text);
      const costs = new Float64Array(estate.table.grants.length).fill(Infinity).fill(1, 0, 8);
      const free = [...costs.keys()].filter((grant) => costs[grant] < Infinity);
      const total = totalWeight(estate.graph);
      const mostLeft = total * (1 - percent / 100) + 1e-6;
      const found = reduce({ ...estate, costs, proofMs: 0 }, { weight: (total * percent) / 100, budget: Infinity });
      const truth = cheapestSubset(free, costs, (subset) => totalWeight(graphAfter(estate, subset)) <= mostLeft);
      expect(found.isReached).toBe(truth !== undefined);
      if (truth === undefined) return;
      expect(totalWeight(graphAfter(estate, found.grants))).toBeLessThanOrEqual(mostLeft);
      expect(found.certificate.lowerBound).toBeLessThanOrEqual(truth.cost);
      expect(found.grants.length).toBeGreaterThanOrEqual(truth.cost);
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('what a budget buys never costs more, and nothing within it leaves less than the bound', async () => {
  await fc.assert(
    fc.asyncProperty(randomEstate, fc.constantFrom(1, 2), async (text, budget) => {
      const estate = await smallEstate(text);
      const costs = new Float64Array(estate.table.grants.length).fill(Infinity).fill(1, 0, 8);
      const free = [...costs.keys()].filter((grant) => costs[grant] < Infinity);
      const found = reduce({ ...estate, costs, proofMs: 0 }, { weight: Infinity, budget });
      expect(found.grants.length).toBeLessThanOrEqual(budget);
      const { lowerBound } = found.certificate;
      const better = cheapestSubset(
        free,
        costs,
        (subset) => subset.length <= budget && totalWeight(graphAfter(estate, subset)) < lowerBound - 1e-6,
      );
      expect(better).toBeUndefined();
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('taking a grant away enlarges no radius', async () => {
  await fc.assert(
    fc.asyncProperty(randomEstate, fc.nat(), async (text, turn) => {
      const estate = await smallEstate(text);
      if (estate.table.grants.length === 0) return;
      const after = graphAfter(estate, [turn % estate.table.grants.length]);
      expect(totalWeight(after)).toBeLessThanOrEqual(totalWeight(estate.graph));
    }),
    { numRuns: 40 },
  );
}, 120_000);
