import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { opengraph } from '../../ingest/sources/opengraph.ts';
import type { Said } from '../../ingest/source.ts';
import { InputError } from '../../model/errors.ts';

type Files = Readonly<Record<string, unknown>>;

/** Writes the files into a folder and reads it; what is no text and no bytes is written as JSON. */
async function read(files: Files): Promise<Said[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-opengraph-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const isReady = typeof content === 'string' || Buffer.isBuffer(content);
      writeFileSync(join(folder, name), isReady ? content : JSON.stringify(content));
      utimesSync(join(folder, name), 1_700_000_000, 1_700_000_000);
    }
    return await drain(opengraph.read([folder]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function drain(stream: AsyncIterable<Said>): Promise<Said[]> {
  const said: Said[] = [];
  for await (const each of stream) said.push(each);
  return said;
}

async function readGraph(nodes: unknown, edges: unknown = []): Promise<Said[]> {
  return read({ 'g.json': { graph: { nodes, edges } } });
}

const node = (id: string, properties: object = {}, kinds: string[] = []) => ({ id, kinds, properties });
const edge = (start: unknown, end: unknown, properties?: object) => ({ kind: 'Can', start, end, properties });

/** `record | field | reason` of each rejection. */
function refusals(said: readonly Said[]): string[] {
  return said.flatMap((each) => {
    if (each.say !== 'rejection') return [];
    const { record, field, reason } = each.rejection;
    return [[record, field, reason].join(' | ')];
  });
}

/** `a-Can->b` of each relation, with `?` where it is conditional and `/` where it is not traversable. */
function relations(said: readonly Said[]): string[] {
  return said.flatMap((each) => {
    if (each.say !== 'record' || each.record.record !== 'fact' || each.record.fact !== 'relation') return [];
    const { from, to, kind, traversable, certainty } = each.record;
    return [`${from}-${kind}${certainty === 'conditional' ? '?' : ''}${traversable ? '' : '/'}->${to}`];
  });
}

function nodes(said: readonly Said[]) {
  return said.flatMap((each) => (each.say === 'record' && each.record.record === 'node' ? [each.record] : []));
}

function counts(said: readonly Said[]): Record<string, number> {
  return Object.fromEntries(said.flatMap((each) => (each.say === 'count' ? [[each.of, each.count]] : [])));
}

const classes = [
  {
    when: 'it is both',
    kinds: ['AmbitIdentity', 'Agent'],
    properties: { category: 'automation' },
    is: { kind: 'Agent', category: 'identity' },
  },
  {
    when: 'a kind says identity',
    kinds: ['AmbitIdentity', 'Robot'],
    is: { kind: 'Robot', category: 'identity', human: false, weight: 5 },
  },
  {
    when: 'a kind says identity and no other kind is there',
    kinds: ['AmbitIdentity'],
    is: { kind: 'machine-identity', category: 'identity', human: false, weight: 5 },
  },
  {
    when: 'the category says identity',
    properties: { category: 'identity' },
    is: { kind: 'machine-identity', category: 'identity', human: false },
  },
  {
    when: 'it is a person',
    kinds: ['AmbitIdentity'],
    properties: { human: true },
    is: { kind: 'human-identity', category: 'identity', human: true },
  },
  {
    when: 'its kind is one for people',
    kinds: ['AmbitIdentity', 'human-identity'],
    is: { kind: 'human-identity', human: true },
  },
  { when: 'a kind says resource', kinds: ['Box', 'AmbitResource'], is: { kind: 'Box', category: 'system', weight: 5 } },
  {
    when: 'a kind says resource and the category which',
    kinds: ['AmbitResource'],
    properties: { category: 'data' },
    is: { kind: 'data-resource', category: 'data', weight: 5 },
  },
  {
    when: 'only the category says resource',
    kinds: ['Job'],
    properties: { category: 'automation', weight: 100 },
    is: { kind: 'Job', category: 'automation', weight: 100 },
  },
  { when: 'the weight is zero', kinds: ['AmbitResource'], properties: { weight: 0 }, is: { weight: 0 } },
  {
    when: 'a resource is of a kind with a weight of its own',
    kinds: ['AmbitResource', 'aws-secret'],
    is: { kind: 'aws-secret', weight: 5 },
  },
  { when: 'nothing says what it is', kinds: ['Group'], is: { kind: 'Group', category: 'passage' } },
  {
    when: 'a registered kind does not say that it is an identity',
    kinds: ['aws-role'],
    is: { kind: 'aws-role', category: 'passage' },
  },
  {
    when: 'the category is of another tool',
    kinds: ['X'],
    properties: { category: 'Tier Zero' },
    is: { kind: 'X', category: 'passage' },
  },
  {
    when: 'it has a name and a region',
    properties: { name: 'n', region: 'eu-west-1', arn: 'a:b' },
    is: { name: 'n', region: 'eu-west-1', properties: { arn: 'a:b' } },
  },
  { when: 'it has no name', is: { name: 'id', properties: {} } },
  {
    when: 'it has many kinds',
    kinds: ['A', 'AmbitIdentity', 'B'],
    is: { kind: 'A', properties: { kinds: ['A', 'B'] } },
  },
];

test.each(classes)('a node, when $when', async ({ kinds = [], properties = {}, is }) => {
  const [record] = nodes(await readGraph([node('id', properties, kinds)]));
  expect(record).toMatchObject({ id: 'id', ...is });
  if (is.category === 'passage') expect(record?.weight).toBeUndefined();
});

test('a credential stays what its kind says', async () => {
  const [record] = nodes(await readGraph([node('k', {}, ['aws-access-key'])]));
  expect(record?.kind).toBe('aws-access-key');
  expect(record?.category).toBeUndefined();
});

const twoNodes = [node('a', { name: 'n', port: 1 }, ['Host']), node('b', { name: 'm', port: 1 }, ['Host', 'Web'])];
const byName = (value: string, more: object = {}) => ({ match_by: 'name', value, ...more });
const byProperty = (...pairs: [string, unknown][]) => ({
  match_by: 'property',
  property_matchers: pairs.map(([key, value]) => ({ key, operator: 'equals', value })),
});

const edges = [
  { when: 'ends are objects', edge: edge({ value: 'a' }, { value: 'b' }), is: ['a-Can->b'] },
  {
    when: 'ends say that they match by id',
    edge: edge({ value: 'a', match_by: 'id' }, { value: 'b', kind: 'Host' }),
    is: ['a-Can->b'],
  },
  { when: 'ends are plain', edge: edge('a', 'b'), is: ['a-Can->b'] },
  { when: 'ends are names', edge: edge(byName('n'), byName('m')), is: ['a-Can->b'] },
  { when: 'an end is a property', edge: edge('a', byProperty(['port', 1], ['name', 'm'])), is: ['a-Can->b'] },
  {
    when: 'an end is a property and a kind tells which',
    edge: edge('a', { ...byProperty(['port', 1]), kind: 'Web' }),
    is: ['a-Can->b'],
  },
  {
    when: 'it is conditional',
    edge: edge('a', 'b', { certainty: 'conditional', conditions: ['mfa'] }),
    is: ['a-Can?->b'],
  },
  { when: 'it is not traversable', edge: edge('a', 'b', { traversable: false }), is: ['a-Can/->b'] },
  {
    when: 'it says that it is traversable and certain',
    edge: edge('a', 'b', { traversable: true, certainty: 'certain' }),
    is: ['a-Can->b'],
  },
  { when: 'properties are null', edge: { ...edge('a', 'b'), properties: null }, is: ['a-Can->b'] },
];

test.each(edges)('an edge, when $when', async ({ edge: each, is }) => {
  expect(relations(await readGraph(twoNodes, [each]))).toEqual(is);
});

test('conditions and other properties of an edge are kept', async () => {
  const properties = { certainty: 'conditional', traversable: true, conditions: ['mfa'], rule: 'r' };
  const said = await readGraph(twoNodes, [edge('a', 'b', properties)]);
  const fact = said.find((each) => each.say === 'record' && each.record.record === 'fact');
  expect(fact).toMatchObject({ record: { properties: { conditions: ['mfa'], rule: 'r' } } });
});

const long = 'x'.repeat(201);
const badNodes = [
  { when: 'it is a text', node: 'a', tells: 'graph.nodes[0] |  | expected an object' },
  { when: 'it has no id', node: { kinds: [] }, tells: 'graph.nodes[0] | id | expected a text that is not empty' },
  {
    when: 'its id is a number',
    node: { id: 7, kinds: [] },
    tells: 'graph.nodes[0] | id | expected a text that is not empty',
  },
  {
    when: 'its id has a line end',
    node: node('a\nb'),
    tells: 'graph.nodes[0] | id | holds a control character or half a character',
  },
  {
    when: 'its id is half a character',
    node: node('a\ud83d'),
    tells: 'graph.nodes[0] | id | holds a control character or half a character',
  },
  {
    when: 'its id is endless',
    node: node('a'.repeat(2049)),
    tells: 'graph.nodes[0] | id | longer than 2048 characters',
  },
  { when: 'kinds are missing', node: { id: 'a' }, tells: 'graph.nodes[0] | kinds | expected an array of texts' },
  {
    when: 'a kind is a number',
    node: { id: 'a', kinds: ['A', 1] },
    tells: 'graph.nodes[0] | kinds[1] | expected a text that is not empty',
  },
  {
    when: 'a kind is too long',
    node: node('a', {}, [long]),
    tells: 'graph.nodes[0] | kinds[0] | longer than 200 characters',
  },
  {
    when: 'properties are a list',
    node: { id: 'a', kinds: [], properties: [] },
    tells: 'graph.nodes[0] | properties | expected an object',
  },
  {
    when: 'the weight is a text',
    node: node('a', { weight: '5' }),
    tells: 'graph.nodes[0] | properties.weight | expected a finite number that is not negative',
  },
  {
    when: 'the weight is negative',
    node: node('a', { weight: -1 }),
    tells: 'graph.nodes[0] | properties.weight | expected a finite number that is not negative',
  },
  {
    when: 'human is a text',
    node: node('a', { human: 'no' }),
    tells: 'graph.nodes[0] | properties.human | expected true or false',
  },
];

test.each(badNodes)('a node is rejected when $when', async ({ node: each, tells }) => {
  expect(refusals(await readGraph([each]))).toEqual([tells]);
});

const badEdges = [
  { when: 'it is null', edge: null, tells: ' |  | expected an object' },
  { when: 'its kind is missing', edge: { start: 'a', end: 'b' }, tells: ' | kind | expected a text that is not empty' },
  {
    when: 'it has no end',
    edge: { kind: 'Can', start: 'a' },
    tells: ' | end | expected an id or an object with a value',
  },
  { when: 'its start has no value', edge: edge({}, 'b'), tells: ' | start.value | expected a text that is not empty' },
  {
    when: 'it matches by chance',
    edge: edge({ value: 'a', match_by: 'chance' }, 'b'),
    tells: ' | start.match_by | expected id, name or property',
  },
  { when: 'no node has the name', edge: edge(byName('zoe'), 'b'), tells: ' | start | no node has name "zoe"' },
  {
    when: 'two nodes have the property',
    edge: edge('a', byProperty(['port', 1])),
    tells: ' | end | more than one node has port 1',
  },
  {
    when: 'no node of the kind has the name',
    edge: edge('a', byName('n', { kind: 'Web' })),
    tells: ' | end | no node has kind "Web" and name "n"',
  },
  {
    when: 'a value is of another type',
    edge: edge('a', byProperty(['port', '1'])),
    tells: ' | end | no node has port "1"',
  },
  {
    when: 'there are no matchers',
    edge: edge('a', byProperty()),
    tells: ' | end.property_matchers | expected a list of matchers',
  },
  {
    when: 'a matcher wants a pattern',
    edge: edge('a', { match_by: 'property', property_matchers: [{ key: 'n', operator: 'regex', value: 'x' }] }),
    tells: ' | end.property_matchers[0].operator | expected equals',
  },
  {
    when: 'a matcher wants a list',
    edge: edge('a', byProperty(['n', []])),
    tells: ' | end.property_matchers[0].value | expected a text, a number, true or false',
  },
  {
    when: 'traversable is a text',
    edge: edge('a', 'b', { traversable: 'false' }),
    tells: ' | properties.traversable | expected true or false',
  },
  {
    when: 'certainty is a guess',
    edge: edge('a', 'b', { certainty: 'maybe' }),
    tells: ' | properties.certainty | expected certain or conditional',
  },
  {
    when: 'conditions are a text',
    edge: edge('a', 'b', { certainty: 'conditional', conditions: 'mfa' }),
    tells: ' | properties.conditions | expected an array of texts',
  },
];

test.each(badEdges)('an edge is rejected when $when', async ({ edge: each, tells }) => {
  const said = await readGraph(twoNodes, [edge('a', 'b'), each]);
  expect(refusals(said)).toEqual([`graph.edges[1]${tells}`]);
  expect(relations(said)).toEqual([]);
});

test('nodes that only edges name become passages, once each', async () => {
  const said = await readGraph([node('a')], [edge('a', 'x'), edge('x', 'y'), edge('y', 'a')]);
  expect(nodes(said).map(({ id, kind, category }) => `${id} ${kind} ${category}`)).toEqual([
    'a other passage',
    'x other passage',
    'y other passage',
  ]);
  expect(counts(said)).toEqual({ nodes: 1, relations: 3, 'nodes that only edges name': 2 });
});

test('a node said twice in the same words is one node', async () => {
  const said = await readGraph([
    node('a', { name: 'n', x: 1 }),
    { properties: { x: 1, name: 'n' }, kinds: [], id: 'a' },
  ]);
  expect(nodes(said)).toHaveLength(1);
  expect(counts(said)).toEqual({ nodes: 1, relations: 0, 'repeated nodes and relations': 1 });
});

test('a node said twice in other words is rejected', async () => {
  const said = await readGraph([node('a', { weight: 100 }), node('b'), node('a', { weight: 1 })]);
  expect(refusals(said)).toEqual(['graph.nodes[2] | id | another node has this id']);
});

const conditional = { certainty: 'conditional' };
const repeats = [
  { when: 'they are the same', edges: [edge('a', 'b'), edge({ value: 'a' }, 'b')], is: 'a-Can->b' },
  { when: 'the first is stronger', edges: [edge('a', 'b'), edge('a', 'b', conditional)], is: 'a-Can->b' },
  { when: 'the second is stronger', edges: [edge('a', 'b', conditional), edge('a', 'b')], is: 'a-Can->b' },
  {
    when: 'one is not traversable',
    edges: [edge('a', 'b', { traversable: false }), edge('a', 'b', conditional)],
    is: 'a-Can?->b',
  },
  { when: 'one goes by name', edges: [edge('a', 'b', conditional), edge(byName('n'), byName('m'))], is: 'a-Can->b' },
];

test.each(repeats)('of two edges with the same ends and kind the stronger stays when $when', async ({ edges, is }) => {
  const said = await readGraph(twoNodes, edges);
  expect(relations(said)).toEqual([is]);
  expect(counts(said)).toEqual({ nodes: 2, relations: 1, 'repeated nodes and relations': 1 });
});

test('the scope is what the metadata says, wherever it stands', async () => {
  const graph = { nodes: [node('a')], edges: [] };
  const said = await read({
    'a.json': { graph, metadata: { source_kind: 'Okta' } },
    'b.json': { metadata: { source_kind: 'GitHub' }, graph: { nodes: [node('b')] } },
    'c.json.gz': gzipSync(JSON.stringify({ graph: { nodes: [node('c')] } })),
    'd.txt': 'not read',
  });
  const scopes = said.flatMap((each) => (each.say === 'scope' ? [each.scope] : []));
  expect(scopes).toEqual(['Okta', 'GitHub', 'opengraph']);
  expect(nodes(said).map(({ origin }) => origin)).toEqual(
    scopes.map((scope) => ({ source: 'opengraph', scope, part: 'graph', observedAt: '2023-11-14T22:13:20.000Z' })),
  );
});

test('an empty graph still says its scope', async () => {
  expect(await readGraph([])).toEqual([
    { say: 'scope', scope: 'opengraph' },
    { say: 'count', of: 'nodes', count: 0 },
    { say: 'count', of: 'relations', count: 0 },
  ]);
});

test('edges find nodes of other files, before or after', async () => {
  const said = await read({
    '1.json': { graph: { edges: [edge(byName('n'), 'b')] } },
    '2.json': { graph: { nodes: twoNodes } },
  });
  expect(relations(said)).toEqual(['a-Can->b']);
  expect(nodes(said)).toHaveLength(2);
});

const badFiles: { when: string; files: Files; tells: string[] }[] = [
  {
    when: 'it is cut off',
    files: { 'g.json': '{"graph":{"nodes":[{"id":"a"' },
    tells: ['graph.nodes[0] |  | truncated: the file ends at byte 28'],
  },
  {
    when: 'it is another JSON',
    files: { 'g.json': '{"UserDetailList":[]}' },
    tells: [' |  | holds none of graph.nodes, graph.edges'],
  },
  {
    when: 'nodes are an object',
    files: { 'g.json': '{"graph":{"nodes":{}}}' },
    tells: [' | graph.nodes | expected an array'],
  },
  {
    when: 'a key stands twice',
    files: { 'g.json': '{"graph":{"nodes":[{"id":"a","id":"b","kinds":[]}]}}' },
    tells: ['graph.nodes[0] | id | duplicate key "id"'],
  },
  {
    when: 'metadata is a text',
    files: { 'g.json': { graph: { nodes: [] }, metadata: 'x' } },
    tells: ['metadata |  | expected an object'],
  },
  {
    when: 'the scope is a number',
    files: { 'g.json': { graph: { nodes: [] }, metadata: { source_kind: 1 } } },
    tells: ['metadata | source_kind | expected a text that is not empty'],
  },
  {
    when: 'it says two scopes',
    files: { 'g.json': '{"graph":{"nodes":[]},"metadata":{"source_kind":"A"}}{"metadata":{"source_kind":"B"}}' },
    tells: ['metadata | source_kind | the same file said "A" before'],
  },
  { when: 'the folder holds nothing to read', files: {}, tells: [' |  | no .json or .json.gz file in this folder'] },
];

test.each(badFiles)('a file is rejected when $when', async ({ files, tells }) => {
  const said = await read(files);
  expect(refusals(said)).toEqual(tells);
  expect(said.every(({ say }) => say === 'rejection')).toBe(true);
});

test('a thousand rejections are told, the rest are counted', async () => {
  const said = refusals(await readGraph(Array.from({ length: 1200 }, () => 0)));
  expect(said).toHaveLength(1001);
  expect(said[1000]).toBe(' |  | 200 more records were rejected');
});

test('a path that cannot be read is thrown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ambit-opengraph-'));
  mkdirSync(join(folder, 'x.json'));
  await expect(drain(opengraph.read([join(folder, 'none.json')]))).rejects.toThrow(InputError);
  await expect(drain(opengraph.read([folder]))).rejects.toThrow(InputError);
  rmSync(folder, { recursive: true });
});
