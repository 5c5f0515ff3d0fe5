import { describe, expect, test } from 'vitest';
import { blastRadius } from '../../queries/blast-radius.ts';
import { exposure } from '../../queries/exposure.ts';
import { reach } from '../../queries/reach.ts';
import { graphOf, idOf } from '../helpers/estate-derived.ts';
import { shortName } from '../helpers/estate-names.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';

const estate = [
  'ann may sts:* on *',
  'ci trusts home; ci may s3:* on *; ci may lambda:UpdateFunctionCode on *',
  'job trusts ann if Bool aws:MultiFactorAuthPresent true; job may * on *',
  'function runsAs bob-runner; bob-runner may secretsmanager:GetSecretValue on *',
  'secret holds bob; secret tagged criticality=critical',
  'bucket; bucket2; bucket3; bucket4; bucket5; cleo tagged owner=ops',
].join('; ');

function indexOf(graph: OpenGraph, name: string): number {
  const node = graph.indexOf(idOf(name));
  if (node === undefined) throw new TypeError(`no node ${name}`);
  return node;
}

const mark = (certainty: string): string => (certainty === 'certain' ? '' : '?');

describe('reach', () => {
  test('nearest first, one row a node, inner nodes and passages not counted', async () => {
    const graph = await graphOf(estate);
    const rows = reach.run(graph, { of: indexOf(graph, 'ci') });
    expect(rows.map(({ id, hops, certainty }) => `${hops} ${shortName(id)}${mark(certainty)}`)).toEqual([
      '1 function',
      '1 bucket',
      '1 bucket2',
      '1 bucket3',
      '1 bucket4',
      '1 bucket5',
      '2 bob-runner',
      '3 secret',
      '5 bob',
    ]);
  });

  test('what only conditions open is conditional', async () => {
    const graph = await graphOf(estate);
    const rows = reach.run(graph, { of: indexOf(graph, 'ann') });
    const conditional = rows.filter(({ certainty }) => certainty === 'conditional').map(({ id }) => shortName(id));
    expect(conditional.sort()).toEqual(['cleo', 'job']);
  });
});

describe('exposure', () => {
  test('is reach, asked from the other end', async () => {
    const graph = await graphOf(estate);
    const identities = graph.nodesWhere((node) => graph.category(node) === 'identity');
    for (const to of graph.nodesWhere((node) => graph.category(node) !== 'passage')) {
      const rows = exposure.run(graph, { to });
      const expected = Array.from(identities).flatMap((of) => {
        const row = reach.run(graph, { of }).find(({ id }) => id === graph.id(to));
        return row === undefined ? [] : [`${row.hops} ${graph.id(of)}${mark(row.certainty)}`];
      });
      if (graph.category(to) === 'credential') continue; // a credential is on the way, but in no radius
      expect(rows.map(({ id, hops, certainty }) => `${hops} ${id}${mark(certainty)}`).sort()).toEqual(expected.sort());
    }
  });
});

describe('blast radius', () => {
  test('ranks by what falls, and says who administers what', async () => {
    const graph = await graphOf(estate);
    const rows = blastRadius.run(graph, {});
    expect(rows.map(({ rank }) => rank)).toEqual(rows.map((_, at) => at + 1));
    const told = new Map(rows.map((row) => [shortName(row.id), row]));
    expect(told.get('job')?.administers.map(shortName)).toEqual(['administration']);
    expect(told.get('ann')?.administers).toEqual([]);
    expect(told.get('ann')?.certain).toMatchObject({ data: 6, automation: 1, identity: 3, resources: 7, weight: 130 });
    expect(told.get('ann')?.possible).toMatchObject({ resources: 7, identity: 5 });
    expect(told.get('ann')?.crownJewels.map(shortName)).toEqual(['secret']);
    expect(told.get('cleo')).toMatchObject({ owner: 'ops', score: 0, crownJewels: [], administers: [] });
    expect(told.get('job')?.score).toBe(100);
    expect(rows.at(0)?.id).toBe(idOf('job'));
  });

  const findings = [
    { when: 'a role with everything', facts: 'ci may * on *', of: 'ci', are: ['NHI5'] },
    { when: 'a role with all but IAM', facts: 'ci may all-but iam:* on *', of: 'ci', are: [] },
    { when: 'a role that trusts a foreign account', facts: 'ci trusts out', of: 'ci', are: ['NHI3'] },
    {
      when: 'a role that trusts it with an external id',
      facts: 'ci trusts out if StringEquals sts:ExternalId x',
      of: 'ci',
      are: [],
    },
    { when: 'a role that trusts an account that was read', facts: 'far-ann; ci trusts far', of: 'ci', are: [] },
    { when: 'a role that trusts everyone', facts: 'ci trusts *', of: 'ci', are: ['NHI4'] },
    { when: 'an old key that nobody uses', facts: 'bob hasKey', of: 'bob', are: ['NHI1', 'NHI7'] },
    { when: 'a key that is switched off', facts: 'bob hasInactiveKey', of: 'bob', are: [] },
    { when: 'a key in a secret', facts: 'secret holds bob', of: 'bob', are: ['NHI1', 'NHI2', 'NHI7'] },
  ];

  test.each(findings)('$when', async ({ facts, of, are }) => {
    const rows = blastRadius.run(await graphOf(facts), {});
    expect(rows.find(({ id }) => id === idOf(of))?.findings).toEqual(are);
  });
});
