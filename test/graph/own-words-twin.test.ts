import { expect, test } from 'vitest';
import { deriveAccess } from '../../edges/access/derive-access.ts';
import type { Level } from '../../edges/access/levels.ts';
import type { Finding } from '../../edges/define-edge.ts';
import type { Estate } from '../../edges/estate/estate.ts';
import type { PayloadItem } from '../../ingest/payload.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { estateOfRecords, membersOf, oneByOne, saidOf } from '../helpers/estate-derived.ts';
import { home, named } from '../helpers/estate-names.ts';
import { payloadOf } from '../helpers/estate-notation.ts';
import { plainAccess } from '../helpers/plain-access.ts';

/** What resources say in policies of their own, each by its name in sentences. */
type Shelf = Readonly<Record<string, JsonObject>>;

function says(effect: 'Allow' | 'Deny', who: JsonValue, what: string, where: JsonObject): JsonObject {
  return { Version: '2012-10-17', Statement: [{ Effect: effect, Principal: who, Action: what, ...where }] };
}

const ann = { AWS: named('ann').arn };

function session(name: string): JsonObject {
  return { AWS: `arn:aws:sts::${home}:assumed-role/ci/${name}` };
}

function onBoth(names: readonly string[], policy: JsonObject): Shelf {
  return Object.fromEntries(names.map((name) => [name, policy]));
}

async function estateWith(text: string, shelf: Shelf): Promise<Estate> {
  const lines = Object.entries(shelf).map(([name, policy], index): PayloadItem => {
    const { arn, type } = named(name);
    const value = { arn, type, region: 'eu-west-1', tags: {}, policy, config: {} };
    return { file: `${home}/resources.ndjson`, section: '', index: index + 1, value };
  });
  const said = await saidOf([...payloadOf(text), ...lines]);
  return estateOfRecords(said.flatMap((each) => (each.say === 'record' ? [each.record] : [])));
}

/** Who holds what, each session by itself, and on what conditions. */
function pairs({ profiles }: Estate, findings: Iterable<Finding>): readonly string[] {
  const said = [...findings].flatMap(oneByOne).flatMap(({ from, to, conditions }) => {
    const whose = 'profile' in from ? (profiles[from.profile].session ?? '') : '';
    const tails = 'node' in from ? [from.node] : membersOf(profiles, from);
    return tails.flatMap((tail) => to.map((head) => `${tail} ${whose} ${head} ${[...conditions].sort().join()}`));
  });
  return said.sort();
}

const queues = ['queue1', 'queue2'];
const buckets = ['bucket1', 'bucket2'];

test.each<{ readonly when: string; readonly text: string; readonly shelf: Shelf; readonly held: number }>([
  {
    when: 'a policy that two bear lets someone into what ends as one of them does',
    text: 'ann',
    shelf: onBoth(queues, says('Allow', ann, 'sqs:*', { Resource: 'arn:aws:sqs:*:*:*2' })),
    held: 1,
  },
  {
    when: 'a policy that two bear keeps everyone from what ends as one of them does',
    text: 'ann may sqs:* on *',
    shelf: onBoth(queues, says('Deny', '*', 'sqs:*', { Resource: 'arn:aws:sqs:*:*:*2' })),
    held: 1,
  },
  {
    when: 'a policy that two bear lets someone into all but what ends as one of them does',
    text: 'ann',
    shelf: onBoth(queues, says('Allow', ann, 'sqs:*', { NotResource: 'arn:aws:sqs:*:*:*2' })),
    held: 1,
  },
  {
    when: 'a policy that two bear lets someone into the objects of one of them',
    text: 'ann',
    shelf: onBoth(buckets, says('Allow', ann, 's3:GetObject', { Resource: 'arn:aws:s3:::?????t2/*' })),
    held: 1,
  },
  {
    when: 'a policy that two bear names one of them',
    text: 'ann may sqs:* on *',
    shelf: onBoth(queues, says('Deny', '*', 'sqs:*', { Resource: named('queue2').arn })),
    held: 1,
  },
  {
    when: 'a policy that two bear names both by a wildcard at its end',
    text: 'ann',
    shelf: onBoth(queues, says('Allow', ann, 'sqs:*', { Resource: `${named('queue').arn}*` })),
    held: 2,
  },
  {
    when: 'one of two sessions of a role is named by a policy',
    text: 'ci; ci trusts ann; ann',
    shelf: { bucket1: says('Allow', session('one'), 's3:GetObject', { Resource: '*' }) },
    held: 1,
  },
  {
    when: 'each of two sessions of a role is named by the policy of another',
    text: 'ci; ci trusts ann; ann',
    shelf: {
      bucket1: says('Allow', session('one'), 's3:GetObject', { Resource: '*' }),
      bucket2: says('Allow', session('two'), 's3:GetObject', { Resource: '*' }),
    },
    held: 2,
  },
  {
    when: 'one of two sessions is kept from what the role may have',
    text: 'ci may s3:GetObject on *; ci trusts ann; ann',
    shelf: {
      bucket1: says('Deny', session('one'), 's3:GetObject', { Resource: '*' }),
      bucket2: says('Allow', session('two'), 's3:GetObject', { Resource: '*' }),
    },
    held: 5,
  },
])('where $when', async ({ text, shelf, held }) => {
  const estate = await estateWith(text, shelf);
  const levels: readonly Level[] = ['read', 'write', 'administer'];
  for (const level of levels)
    expect(pairs(estate, deriveAccess(estate, level))).toEqual(pairs(estate, plainAccess(estate, level)));
  expect(pairs(estate, deriveAccess(estate, 'read'))).toHaveLength(held);
});
