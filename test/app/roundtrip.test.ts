import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opengraph } from '../../app/export/opengraph.ts';
import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import { Workspace } from '../../app/workspace.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import type { ReportRow } from '../../model/answers.ts';
import { openStore } from '../../store/open-store.ts';
import { demoStore, type Scratch } from './demo-store.ts';

interface Node {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Edge {
  readonly kind: string;
  readonly start: { readonly value: string };
  readonly end: { readonly value: string };
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly metadata: object;
  readonly graph: { readonly nodes: readonly Node[]; readonly edges: readonly Edge[] };
}

let scratch: Scratch;
let text: string;
let rows: readonly ReportRow[];

beforeAll(async () => {
  scratch = await demoStore();
  [text, rows] = await asking(scratch.store, (graph, report) => [[...opengraph.write(graph)].join(''), report]);
});

afterAll(() => scratch.remove());

async function asking<T>(store: string, work: (graph: OpenGraph, report: readonly ReportRow[]) => T): Promise<T> {
  const workspace = new Workspace(await openStore(store, { readOnly: true }));
  try {
    const open = await workspace.need();
    return work(open.graph, await open.report());
  } finally {
    await workspace.close();
  }
}

/** What BloodHound's documentation asks of an OpenGraph document; each fault in words. */
function* faults({ metadata, graph, ...rest }: Document): Generator<string> {
  yield* unknown('document', rest, []);
  yield* unknown('metadata', metadata, ['source_kind']);
  yield* unknown('graph', graph, ['nodes', 'edges']);
  const ids = new Set(graph.nodes.map(({ id }) => id));
  if (ids.size !== graph.nodes.length) yield 'an id is there twice';
  for (const node of graph.nodes) yield* nodeFaults(node);
  for (const edge of graph.edges) yield* edgeFaults(edge, ids);
}

function* unknown(what: string, object: object, known: readonly string[]): Generator<string> {
  for (const key of Object.keys(object)) if (!known.includes(key)) yield `${what}: ${key}`;
}

function* nodeFaults(node: Node): Generator<string> {
  const { id, kinds, properties } = node;
  yield* unknown(id, node, ['id', 'kinds', 'properties']);
  if (id === '' || /[:\p{Cc}]/u.test(id)) yield `${id}: id`;
  if (kinds.length < 1 || kinds.length > 3 || new Set(kinds).size !== kinds.length) yield `${id}: kinds`;
  if (kinds.some((kind) => !/^[A-Za-z0-9_]+$/.test(kind))) yield `${id}: ${kinds.join(' ')}`;
  if ('objectid' in properties) yield `${id}: objectid`;
  yield* propertyFaults(id, properties);
}

function* edgeFaults(edge: Edge, ids: ReadonlySet<string>): Generator<string> {
  const name = `${edge.start.value} ${edge.kind} ${edge.end.value}`;
  yield* unknown(name, edge, ['kind', 'start', 'end', 'properties']);
  if (!/^[A-Za-z0-9_]+$/.test(edge.kind)) yield `${name}: kind`;
  for (const end of [edge.start, edge.end]) {
    yield* unknown(name, end, ['value']);
    if (!ids.has(end.value)) yield `${name}: ${end.value} is no node`;
  }
  yield* propertyFaults(name, edge.properties);
}

function* propertyFaults(of: string, properties: Readonly<Record<string, unknown>>): Generator<string> {
  for (const [key, value] of Object.entries(properties)) {
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
    const types = new Set(parts.map((part) => typeof part));
    const isFlat = [...types].every((type) => ['string', 'number', 'boolean'].includes(type));
    if (!isFlat || types.size > 1) yield `${of}: ${key}`;
    if (typeof value === 'string' && value.includes('\0')) yield `${of}: ${key} holds a NUL`;
  }
}

test('the demo estate leaves in the form that BloodHound documents', () => {
  const document = JSON.parse(text) as Document;
  expect(document.graph.nodes.length).toBeGreaterThan(600);
  expect(document.graph.edges.length).toBeGreaterThan(600);
  expect([...faults(document)]).toEqual([]);
});

const wrong: readonly { readonly when: string; readonly node?: Partial<Node>; readonly edge?: Partial<Edge> }[] = [
  { when: 'an ARN as id', node: { id: 'arn:aws:s3:::x' } },
  { when: 'four kinds', node: { kinds: ['A', 'B', 'C', 'D'] } },
  { when: 'a kind with a hyphen', node: { kinds: ['aws-role'] } },
  { when: 'an object as property', node: { properties: { tags: { a: 1 } } } },
  { when: 'an array of two types', node: { properties: { mixed: [1, 'a'] } } },
  { when: 'objectid', node: { properties: { objectid: 'x' } } },
  { when: 'an edge kind with a hyphen', edge: { kind: 'can-read' } },
  { when: 'an edge to nowhere', edge: { end: { value: 'nowhere' } } },
  { when: 'null as property', edge: { properties: { since: null } } },
];

test.each(wrong)('the checker finds $when', ({ node, edge }) => {
  const nodes = [
    { id: 'a', kinds: ['A'], properties: {} },
    { id: 'b', kinds: ['B'], properties: {}, ...node },
  ];
  const edges = [{ kind: 'K', start: { value: 'a' }, end: { value: 'a' }, properties: {}, ...edge }];
  expect([...faults({ metadata: {}, graph: { nodes, edges } })]).toHaveLength(1);
});

test('read back into a fresh store, every identity has the radius that it had', async () => {
  const file = join(scratch.folder, 'export.json');
  const store = join(scratch.folder, 'again');
  writeFileSync(file, text);
  const opened = await openStore(store);
  await ingest(opened, 'opengraph', sourceById('opengraph').read([file]));
  await opened.close();

  const ownIds = new Map(
    (JSON.parse(text) as Document).graph.nodes.map(({ id, properties }) => [id, properties['ambit_id']]),
  );
  const again = await asking(store, (_graph, report) => report);
  const radii = (each: ReportRow, id: unknown) => [
    id,
    each.human,
    each.certain,
    each.possible,
    each.crownJewels.length,
  ];
  const byId = (a: readonly unknown[], b: readonly unknown[]): number => (String(a[0]) < String(b[0]) ? -1 : 1);
  expect(again.map((row) => radii(row, ownIds.get(row.id))).sort(byId)).toEqual(
    rows.map((row) => radii(row, row.id)).sort(byId),
  );
});
