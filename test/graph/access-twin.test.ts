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
      { seed: 6, numRuns: 400 },
    );
  });

  test.each([
    {
      when: 'a key lets one of two who hold the same of the bucket',
      text: 'key1; bucket1 sealedBy key1; ann,bob attached rules1; rules1 says s3:* on arn:aws:s3:::bucket1*; rules2 says kms:* on key1; bob attached rules2',
    },
    {
      when: 'a variable of the resource covers one of two buckets',
      text: 'bucket1 tagged team=x; bucket2 tagged team=bucket; ann may s3:GetObject on arn:aws:s3:::${aws:ResourceTag/team}*',
    },
    {
      when: 'a policy of the bucket names two, each in a statement of its own',
      text: 'ann; bob; bucket1 lets ann do s3:GetObject; bucket1 lets bob do s3:GetObject',
    },
    {
      when: 'tags differ in case alone',
      text: 'bucket1 tagged Team=red team=blue; ann attached rules3; bob attached rules1; rules3 says s3:* on * if StringEquals aws:ResourceTag/team green; rules1 says s3:* on * if StringEquals aws:ResourceTag/team blue',
    },
    {
      when: 'a bucket has no tag at all',
      text: 'bucket1; ann attached rules3; bob attached rules1; rules3 says s3:* on * if StringEquals aws:ResourceTag/team green; rules1 says s3:* on * if StringNotLike aws:ResourceTag/team *',
    },
    {
      when: 'tags fit a variable of one of two principals',
      text: 'bucket1 tagged team=blue; ann tagged team=red; bob tagged team=blue; ann,bob attached rules1; rules1 says s3:* on * if StringEquals aws:ResourceTag/team ${aws:PrincipalTag/team}',
    },
    {
      when: 'one holds by a group what another holds by itself',
      text: 'bucket1; ann in team; team attached rules1; bob attached rules1; rules1 says s3:* on *',
    },
    {
      when: 'variables name other buckets for each',
      text: 'bucket1,bucket2; ann tagged team=1; bob tagged team=2; ann,bob attached rules1; rules1 says s3:GetObject on arn:aws:s3:::bucket${aws:PrincipalTag/team}/*',
    },
    {
      when: 'variables of an organisation policy name other buckets for each',
      text: 'bucket1,bucket2,bucket3; ann tagged team=1; bob tagged team=2; ann,bob attached rules1; rules1 says s3:* on *; root permits * on *; root forbids s3:* on arn:aws:s3:::bucket${aws:PrincipalTag/team}*',
    },
    {
      when: 'one of two also holds a policy that nobody read',
      text: 'bucket1; ann,bob attached rules1; ann attached rules2; rules1 says s3:* on *',
    },
    {
      when: 'one of two is bounded',
      text: 'bucket1; ann,bob attached rules1; rules1 says s3:* on *; ann atMost sqs:* on *',
    },
    {
      when: 'two policies of one name the same bucket, and one of another',
      text: 'bucket1,bucket12; ann,bob attached rules1; rules1 says s3:* on arn:aws:s3:::bucket1*; ann attached rules2; rules2 says s3:PutObject on bucket12/*',
    },
  ])('where $when', async ({ text }) => expectTwins(await estateOf(text)));

  test.each([1, 2, 3])('in the estate of the benchmark, by seed %i', async (seed) => {
    const said = await saidOf(cloudEstate({ seed, roles: 60, policies: 45, resources: 240, accounts: 3 }));
    const records = said.flatMap((each) => (each.say === 'record' ? [each.record] : []));
    expectTwins(estateOfRecords(records));
  });
});
