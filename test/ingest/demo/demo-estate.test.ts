import { assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArn } from '../../../model/arn.ts';
import { nodeKindOfType } from '../../../model/node-kinds.ts';
import { demoEstate } from '../../../ingest/demo/demo-estate.ts';
import type { ReadEstate } from './read-estate.ts';
import { accountOfFile, readEstate } from './read-estate.ts';

const estate = readEstate();
const isHuman = (tags: readonly { Key: string; Value: string }[]): boolean =>
  tags.some(({ Key, Value }) => Key === 'ambit:human' && Value === 'true');
const isForPeople = (path: string): boolean => path.startsWith('/aws-reserved/sso.amazonaws.com/');

/** Everything that has an ARN of its own and the account whose file it stands in. */
function named(read: ReadEstate): [string, string][] {
  return read.items.flatMap((item) => {
    const value = item.value as { Arn?: string; arn?: string };
    const arn = value.Arn ?? value.arn;
    return arn === undefined ? [] : [[arn, accountOfFile(item)]];
  });
}

function danglingReferences({ users, groups, roles, policies, resources, credentials, items }: ReadEstate): string[] {
  const profiles = roles.flatMap(({ InstanceProfileList }) => InstanceProfileList.map(({ Arn }) => Arn));
  const known = new Set([...users, ...groups, ...roles, ...policies].map(({ Arn }) => Arn).concat(profiles));
  const perAccount = new Set(items.map((item) => `${accountOfFile(item)} ${(item.value as { Arn?: string }).Arn}`));
  const holders = [...users, ...groups, ...roles];
  const attachments = holders.flatMap(({ Arn, AttachedManagedPolicies }) =>
    AttachedManagedPolicies.map(({ PolicyArn }) => [parseArn(Arn)?.account, PolicyArn] as const),
  );
  const keys = new Set(credentials.map(({ id }) => id));
  return [
    ...attachments.filter(([account, policy]) => !perAccount.has(`${account} ${policy}`)).map(([, policy]) => policy),
    ...users.flatMap(({ Arn, GroupList }) =>
      GroupList.map((group) => `${Arn.slice(0, Arn.indexOf(':user'))}:group/${group}`).filter((arn) => !known.has(arn)),
    ),
    ...roles.flatMap(({ PermissionsBoundary: held }) =>
      held === undefined || known.has(held.PermissionsBoundaryArn) ? [] : [held.PermissionsBoundaryArn],
    ),
    ...resources.flatMap(({ runsAs }) => (runsAs === undefined || known.has(runsAs) ? [] : [runsAs])),
    ...resources.flatMap(
      ({ config }) => (config?.['holds'] as string[] | undefined)?.filter((id) => !keys.has(id)) ?? [],
    ),
    ...credentials.flatMap(({ identity }) => (known.has(identity) ? [] : [identity])),
  ];
}

describe('how much there is', () => {
  const machines = estate.users.filter(({ Tags }) => !isHuman(Tags)).length;
  const people = estate.users.length - machines;
  const forPeople = estate.roles.filter(({ Path }) => isForPeople(Path)).length;
  const critical = estate.resources.filter(({ tags }) => tags['criticality'] === 'critical').length;
  const accounts = new Set(estate.items.filter(({ file }) => file.includes('/')).map(accountOfFile));
  const withoutOwner = estate.users.filter(({ Tags }) => !Tags.some(({ Key }) => Key === 'owner')).length;

  const counts = [
    { of: 'accounts', count: accounts.size, low: 3, high: 4 },
    { of: 'machine identities', count: machines + estate.roles.length - forPeople, low: 140, high: 160 },
    { of: 'human identities', count: people + forPeople, low: 38, high: 42 },
    { of: 'resources', count: estate.resources.length, low: 380, high: 420 },
    { of: 'kinds of resource', count: new Set(estate.resources.map(({ type }) => type)).size, low: 20, high: 40 },
    { of: 'crown jewels', count: critical, low: 6, high: 12 },
    { of: 'users without an owner', count: withoutOwner, low: 3, high: 8 },
    { of: 'resources with a policy', count: estate.resources.filter(({ policy }) => policy).length, low: 20, high: 60 },
  ];

  test.each(counts)('$of: $count in [$low, $high]', ({ count, low, high }) => {
    expect(count).toBeGreaterThanOrEqual(low);
    expect(count).toBeLessThanOrEqual(high);
  });

  test('nearly every resource has a kind of its own', () => {
    const others = estate.resources.filter(({ type }) => nodeKindOfType(type).kind === 'aws-resource');
    expect(others.length).toBeLessThan(30);
  });
});

describe('the generator', () => {
  test('says the same for the same seed', () => {
    assert(
      property(integer(), (seed) => {
        expect([...demoEstate(seed)]).toEqual([...demoEstate(seed)]);
      }),
      { numRuns: 5 },
    );
  });

  test('says something else for another seed, of the same things', () => {
    const [one, other] = [readEstate(1), readEstate(2)];
    expect(one.items).not.toEqual(other.items);
    expect(one.roles.map(({ Arn }) => Arn)).toEqual(other.roles.map(({ Arn }) => Arn));
  });

  test('leaves no reference dangling, whatever the seed', () => {
    assert(
      property(integer(), (seed) => {
        expect(danglingReferences(readEstate(seed))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('names nothing twice within an account, and only in the account it is in', () => {
    const names = named(estate);
    expect(new Set(names.map((pair) => pair.join(' '))).size).toBe(names.length);
    const ids = estate.credentials.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const strangers = names.filter(
      ([arn, account]) => !['', 'aws', account].includes(parseArn(arn)?.account ?? 'none'),
    );
    expect(strangers).toEqual([]);
  });

  test('gives every resource an ARN of its own', () => {
    const arns = estate.resources.map(({ arn }) => arn);
    expect(new Set(arns).size).toBe(arns.length);
    for (const arn of arns) expect(arn).toMatch(/^arn:aws:[a-z0-9]+:([a-z]{2}-[a-z]+-\d)?:(\d{12})?:[\w./:-]+$/);
  });

  test('numbers elements from 0 and lines from 1', () => {
    const next = new Map<string, number>();
    for (const { file, section, index } of estate.items) {
      const key = `${file} ${section}`;
      const first = file.endsWith('.ndjson') ? 1 : 0;
      expect(index).toBe(next.get(key) ?? first);
      next.set(key, index + 1);
    }
  });

  test('has no time after the collection', () => {
    const times = JSON.stringify(estate.items).match(/"20\d\d-\d\d-\d\dT[^"]*"/g) ?? [];
    expect(times.length).toBeGreaterThan(300);
    expect(times.filter((time) => time > '"2026-06-01T06:00:00.000Z"')).toEqual([]);
  });

  test('uses no credential before it was made', () => {
    const early = estate.credentials.filter(({ created, lastUsed }) => lastUsed !== undefined && lastUsed < created);
    expect(early).toEqual([]);
  });
});
