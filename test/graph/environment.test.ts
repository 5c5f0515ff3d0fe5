import { expect, test } from 'vitest';
import { environmentOfName, environmentOfTags } from '../../graph/environment.ts';
import { decodeGraph, encodeGraph } from '../../graph/graph-bytes.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import type { NodeRecord } from '../../model/records.ts';
import { graphOf, idOf } from '../helpers/estate-derived.ts';

const tagCases = [
  { when: 'nothing is said', tags: {}, is: undefined },
  { when: 'the tag is empty', tags: { environment: ' ' }, is: undefined },
  { when: 'production', tags: { environment: 'production' }, is: 'production' },
  { when: 'a short word, in capitals', tags: { Env: 'PRD' }, is: 'production' },
  { when: 'live', tags: { stage: 'live' }, is: 'production' },
  { when: 'production of a region', tags: { environment: 'prod-eu1' }, is: 'production' },
  { when: 'not production', tags: { environment: 'non-prod' }, is: 'non-prod' },
  { when: 'before production', tags: { environment: 'Pre Production' }, is: 'pre production' },
  { when: 'tests of production', tags: { environment: 'prod-test' }, is: 'prod-test' },
  { when: 'a word within another', tags: { environment: 'product' }, is: 'product' },
  { when: 'a word of its own', tags: { environment: 'Blue' }, is: 'blue' },
  { when: 'for everybody', tags: { environment: 'shared' }, is: 'every' },
  { when: 'two tags: environment decides', tags: { stage: 'live', environment: 'dev' }, is: 'dev' },
  { when: 'the first tag is empty', tags: { environment: '', env: 'dev' }, is: 'dev' },
  { when: 'another tag', tags: { Environments: 'prod' }, is: undefined },
];

function node(tags: Readonly<Record<string, string>>, source: string, properties = {}): NodeRecord {
  const origin = { source, scope: 'any', part: 'any', observedAt: '2026-01-01T00:00:00Z' };
  return { record: 'node', id: 'any', kind: 'any', name: 'any', tags, properties, origin };
}

test.each(tagCases)('environment by tags: $when', ({ tags, is }) => {
  expect(environmentOfTags(node(tags, 'aws'))).toBe(is);
});

test('properties of a node count in a file that has no tags, and nowhere else', () => {
  expect(environmentOfTags(node({}, 'opengraph', { environment: 'Prod' }))).toBe('production');
  expect(environmentOfTags(node({}, 'opengraph', { environment: 5 }))).toBeUndefined();
  expect(environmentOfTags(node({}, 'aws', { environment: 'Prod' }))).toBeUndefined();
});

const nameCases = [
  { name: 'halyard-production', is: 'production' },
  { name: 'HalyardProd', is: 'production' },
  { name: 'acme prod 2', is: 'production' },
  { name: 'acme-prod01', is: 'production' },
  { name: 'acme-nonprod', is: 'nonprod' },
  { name: 'acme-non-prod', is: 'non-production' },
  { name: 'AcmeNonProd', is: 'non-production' },
  { name: 'acme_pre_production', is: 'non-production' },
  { name: 'acme-dev', is: 'dev' },
  { name: 'Sandbox of Ann', is: 'sandbox' },
  { name: 'acme-product-data', is: undefined },
  { name: 'delivery', is: undefined },
  { name: 'developers', is: undefined },
  { name: 'contest', is: undefined },
  { name: '', is: undefined },
];

test.each(nameCases)('environment by the name of an account: $name', ({ name, is }) => {
  expect(environmentOfName(name)).toBe(is);
});

test('tags stay with a graph through its bytes; one of which nothing is known has the layout of before', async () => {
  const known = await graphOf('ann tagged env=Prod; bob');
  const again = new OpenGraph(decodeGraph(encodeGraph(known.data)));
  const of = (name: string) => again.environment(again.indexOf(idOf(name)) ?? -1);
  expect([of('ann'), of('bob')]).toEqual(['production', null]);

  const layoutOf = (graph: OpenGraph) => Buffer.from(encodeGraph(graph.data)).readUInt32BE(4);
  const unknown = await graphOf('ann; bob');
  expect([layoutOf(known), layoutOf(unknown)]).toEqual([2, 1]);
  const { nodeEnvironment } = decodeGraph(encodeGraph(unknown.data));
  expect(nodeEnvironment).toEqual(unknown.data.nodeEnvironment);
});

test.each([0, 3, 2 ** 32 - 1])('layout %i is refused with a word of advice', async (layout) => {
  const bytes = encodeGraph((await graphOf('ann')).data);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(4, layout);
  expect(() => decodeGraph(bytes)).toThrow('the stored graph has another layout');
});
