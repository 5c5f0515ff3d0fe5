import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { generateEstate } from '../../bench/generate-estate.ts';
import { openGraphLines, writeEstate } from '../../bench/write-estate.ts';
import { closureMembers } from '../../engine/closure-members.ts';
import { closureSums } from '../../engine/closure.ts';
import { buildCsr } from '../../engine/csr.ts';
import { reachByBfs } from '../engine/slow-twins.ts';

const size = { nodeCount: 1000, edgeCount: 2700, seed: 5 };

test('one seed gives one estate, another seed another', () => {
  expect(generateEstate(size)).toEqual(generateEstate(size));
  expect(generateEstate({ ...size, seed: 6 })).not.toEqual(generateEstate(size));
});

test('it has the edges asked for, no two with the same ends', () => {
  const { from, to } = generateEstate(size);
  expect(from).toHaveLength(2700);
  expect(new Set(Array.from(from, (u, e) => `${u}>${to[e]}`)).size).toBe(2700);
});

test('about half of the identities reach the core', () => {
  const { nodeCount, from, to, identityCount } = generateEstate({ nodeCount: 10_000, edgeCount: 27_000, seed: 5 });
  const sources = Uint32Array.from({ length: identityCount }, (_, u) => u);
  const { words } = closureMembers(buildCsr(nodeCount, from, to), sources, Uint32Array.of(0));
  const share = words.reduce((sum, bit) => sum + bit, 0) / identityCount;
  expect(share).toBeGreaterThan(0.35);
  expect(share).toBeLessThan(0.6);
});

test('the closure of every node equals a plain BFS from it', () => {
  const { nodeCount, from, to, weight } = generateEstate(size);
  const node = Uint32Array.from({ length: nodeCount }, (_, u) => u);
  const targets = { node, group: new Uint8Array(nodeCount), weight };
  const { counts, weights } = closureSums(buildCsr(nodeCount, from, to), node, targets, 1);
  const reach = reachByBfs({ nodeCount, edges: Array.from(from, (u, e) => [u, to[e]] as const) });
  expect([...counts]).toEqual(reach.map((found) => found.size - 1));
  expect([...weights]).toEqual(
    reach.map((found, u) => [...found.keys()].reduce((sum, v) => sum + (v === u ? 0 : weight[v]), 0)),
  );
});

test('the file is OpenGraph: one node or edge a line, ids without colons, ends that exist', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ambit-estate-'));
  const file = join(folder, 'estate.json');
  await writeEstate(generateEstate(size), file);
  const text = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });

  expect(text).toBe([...openGraphLines(generateEstate(size))].join(''));
  const { graph } = JSON.parse(text) as { graph: { nodes: EstateNode[]; edges: EstateEdge[] } };
  const ids = new Set(graph.nodes.map(({ id }) => id));
  expect(ids.size).toBe(1000);
  expect(graph.nodes.every(({ id }) => /^est-[a-z]+-\d+$/.test(id))).toBe(true);
  expect(graph.edges.every(({ start, end }) => ids.has(start.value) && ids.has(end.value))).toBe(true);
  expect(graph.edges.every(({ kind }) => /^[A-Za-z0-9_]+$/.test(kind))).toBe(true);
  const conditional = graph.edges.filter(({ properties }) => properties.certainty === 'conditional').length;
  expect(conditional / graph.edges.length).toBeCloseTo(0.1, 1);
  expect(graph.nodes.filter(({ properties }) => properties.category === 'identity')).toHaveLength(400);
});

interface EstateNode {
  readonly id: string;
  readonly properties: { readonly category?: string };
}

interface EstateEdge {
  readonly kind: string;
  readonly start: { readonly value: string };
  readonly end: { readonly value: string };
  readonly properties: { readonly certainty: string };
}

test('refused: too few edges for the estate', () => {
  expect(() => generateEstate({ nodeCount: 1000, edgeCount: 1000, seed: 1 })).toThrow(RangeError);
});
