import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cloudEstate } from '../../bench/cloud-estate.ts';
import { deriveAccess } from '../../edges/access/derive-access.ts';
import type { Level } from '../../edges/access/levels.ts';
import type { Finding } from '../../edges/define-edge.ts';
import type { Estate } from '../../edges/estate/estate.ts';
import { estateOf, estateOfRecords, membersOf, oneByOne, saidOf } from '../helpers/estate-derived.ts';
import { plainAccess } from '../helpers/plain-access.ts';
import { randomEstate, randomShelf } from '../helpers/random-estate.ts';

const levels: readonly Level[] = ['read', 'write', 'administer'];

/** Every pair of identity and resource, with all that is said of it; the order of statements is no part of that. */
function pairs(estate: Estate, findings: Iterable<Finding>): readonly string[] {
  const said = [...findings].flatMap(oneByOne).flatMap(({ from, to, conditions, evidence }) => {
    const tails = 'node' in from ? [from.node] : membersOf(estate.profiles, from);
    const session = 'profile' in from ? (estate.profiles[from.profile].session ?? '') : '';
    const proof = evidence.map((item) => JSON.stringify(item)).sort();
    const words = JSON.stringify([[...conditions].sort(), proof]);
    return tails.flatMap((tail) => to.map((head) => `${tail} ${session} ${head} ${words}`));
  });
  return said.sort();
}

function expectTwins(estate: Estate): void {
  for (const level of levels)
    expect(pairs(estate, deriveAccess(estate, level))).toEqual(pairs(estate, plainAccess(estate, level)));
}

describe('access, derived by parts, is what judging every pair finds', () => {
  test('in random estates', async () => {
    await fc.assert(
      fc.asyncProperty(randomEstate, async (text) => expectTwins(await estateOf(text))),
      { seed: 5, numRuns: 150 },
    );
  });

  test('in random estates of many like resources', async () => {
    await fc.assert(
      fc.asyncProperty(randomShelf, async (text) => expectTwins(await estateOf(text))),
      { seed: 6, numRuns: 150 },
    );
  });

  test.each([1, 2, 3])('in the estate of the benchmark, by seed %i', async (seed) => {
    const said = await saidOf(cloudEstate({ seed, roles: 60, policies: 45, resources: 240, accounts: 3 }));
    const records = said.flatMap((each) => (each.say === 'record' ? [each.record] : []));
    expectTwins(estateOfRecords(records));
  });
});
