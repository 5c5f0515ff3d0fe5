import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { opengraph } from '../../app/export/opengraph.ts';
import { sourceById } from '../../app/sources.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import type { AmbitRecord } from '../../model/records.ts';
import { blastRadius } from '../../queries/blast-radius.ts';
import { estateOfRecords } from '../helpers/estate-derived.ts';

const folder = mkdtempSync(join(tmpdir(), 'ambit-roundtrip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function graphOf(text: string): Promise<OpenGraph> {
  const file = join(folder, 'estate.json');
  writeFileSync(file, text);
  const records: AmbitRecord[] = [];
  for await (const said of sourceById('opengraph').read([file])) {
    if (said.say === 'rejection') throw new Error(`${said.rejection.record} ${said.rejection.reason}`);
    if (said.say === 'record') records.push(said.record);
  }
  return new OpenGraph(deriveGraph(estateOfRecords(records)));
}

const words = [
  'a',
  ':',
  '%',
  '%3A',
  '%25',
  '__proto__',
  'AmbitIdentity',
  'ambit-identity',
  'ambit-resource',
  'é',
  '-',
  '"',
];
const word = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
const nodes = fc.uniqueArray(
  fc.record({
    id: word,
    kinds: fc.tuple(word),
    properties: fc.record(
      {
        name: word,
        category: fc.constantFrom('identity', 'data', 'system', 'automation', 'other'),
        weight: fc.constantFrom(0, 0.5, 5, 100),
        human: fc.boolean(),
        owner: word,
      },
      { requiredKeys: [] },
    ),
  }),
  { minLength: 1, maxLength: 8, selector: ({ id }) => id },
);

const estates = nodes.chain((all) => {
  const end = fc.constantFrom(...all).map(({ id }) => ({ value: id }));
  const certainty = fc.constantFrom('certain', 'conditional');
  const properties = fc.record({ certainty, traversable: fc.boolean() }, { requiredKeys: [] });
  const edges = fc.array(fc.record({ kind: word, start: end, end, properties }), { maxLength: 12 });
  return edges.map((some) => ({ graph: { nodes: all, edges: some } }));
});

/** What the report says of each identity but its names, in the order of the original ids. */
function radii(graph: OpenGraph, idOf: (id: string) => string): readonly unknown[] {
  return blastRadius
    .run(graph, {})
    .map(({ id, human, certain, possible, crownJewels }) => ({
      id: idOf(id),
      human,
      certain,
      possible,
      jewels: crownJewels.map(idOf).sort(),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

test('whatever a source calls its nodes, the export reads back with the same radii', async () => {
  await fc.assert(
    fc.asyncProperty(estates, async (estate) => {
      const graph = await graphOf(JSON.stringify(estate));
      const text = [...opengraph.write(graph)].join('');
      const written = JSON.parse(text) as {
        graph: {
          nodes: { id: string; kinds: string[]; properties: { ambit_id: string } }[];
          edges: { kind: string }[];
        };
      };
      const ids = new Map(written.graph.nodes.map(({ id, properties }) => [id, properties.ambit_id]));
      expect(ids.size).toBe(written.graph.nodes.length);
      for (const { id, kinds } of written.graph.nodes) {
        expect(id).not.toContain(':');
        expect(new Set(kinds).size).toBe(kinds.length);
        for (const kind of kinds) expect(kind).toMatch(/^[A-Za-z0-9_]+$/);
      }
      for (const { kind } of written.graph.edges) expect(kind).toMatch(/^[A-Za-z0-9_]+$/);
      expect(radii(await graphOf(text), (id) => ids.get(id) ?? '')).toEqual(radii(graph, (id) => id));
    }),
    { numRuns: 150 },
  );
});
