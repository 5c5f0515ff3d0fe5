import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hops, UNREACHED } from '../../engine/hops.ts';
import { decodeGraph, encodeGraph } from '../../graph/graph-bytes.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { isResource } from '../../model/node-kind.ts';
import { computeRadii } from '../../queries/radii.ts';
import { isCounted } from '../../queries/reach.ts';
import { estateOf, estateOfRecords, graphOf, recordsOf } from '../helpers/estate-derived.ts';
import { allowing, denying, randomEstate } from '../helpers/random-estate.ts';
import { ExpandedEstate } from './expanded-estate.ts';

/** Everything that the random estates' policies tell apart in a bucket. */
const keys = ['any', 'logs/any', ...['ann', 'bob', 'far-ann'].map((name) => `${name}/any`)];

const settings = { seed: 1912, numRuns: 150 };

/** Ids that each identity reaches, by certainty. */
function reachOf(graph: OpenGraph, certainty: 'certain' | 'possible'): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = certainty === 'certain' ? graph.certain : graph.data.csr;
  const shown = graph.nodesWhere(() => true);
  const identities = graph.nodesWhere((node) => graph.category(node) === 'identity');
  return new Map(
    Array.from(identities, (identity) => {
      const depth = hops(edges, [identity]);
      const met = shown.filter((node) => node !== identity && depth[node] !== UNREACHED);
      return [graph.id(identity), new Set(Array.from(met, (node) => graph.id(node)))];
    }),
  );
}

describe.each(['certain', 'possible'] as const)('the %s reach of random estates', (certainty) => {
  test('is what judging every identity by itself finds', async () => {
    await fc.assert(
      fc.asyncProperty(randomEstate, async (text) => {
        const estate = await estateOf(text);
        const graph = new OpenGraph(deriveGraph(estate));
        const slow = new ExpandedEstate(estate, keys);
        for (const [id, reach] of reachOf(graph, certainty))
          expect([id, ...[...reach].sort()]).toEqual([id, ...[...slow.reached(id, certainty)].sort()]);
      }),
      settings,
    );
  });

  test('never shrinks by a statement that allows', async () => {
    await fc.assert(
      fc.asyncProperty(randomEstate, allowing, async (text, statement) => {
        const before = reachOf(await graphOf(text), certainty);
        const after = reachOf(await graphOf(`${text}; ${statement}`), certainty);
        for (const [id, reach] of before)
          expect([id, ...[...reach].filter((other) => !after.get(id)?.has(other))]).toEqual([id]);
      }),
      settings,
    );
  });

  test('never grows by a statement that denies', async () => {
    await fc.assert(
      fc.asyncProperty(randomEstate, denying, async (text, statement) => {
        const before = reachOf(await graphOf(text), certainty);
        const after = reachOf(await graphOf(`${text}; ${statement}`), certainty);
        for (const [id, reach] of after)
          expect([id, ...[...reach].filter((other) => !before.get(id)?.has(other))]).toEqual([id]);
      }),
      settings,
    );
  });
});

test('radii count what is reached', async () => {
  await fc.assert(
    fc.asyncProperty(randomEstate, async (text) => {
      const graph = await graphOf(text);
      const radii = computeRadii(graph);
      for (const certainty of ['certain', 'possible'] as const) {
        const reach = reachOf(graph, certainty);
        for (const [at, node] of radii.identities.entries()) {
          const met = [...(reach.get(graph.id(node)) ?? [])].map((id) => graph.indexOf(id) ?? -1);
          const counted = met.filter((other) => isCounted(graph, other));
          const resources = counted.filter((other) => isResource(graph.category(other)));
          expect(radii[certainty][at]).toMatchObject({
            identity: counted.length - resources.length,
            resources: resources.length,
            weight: resources.reduce((sum, other) => sum + graph.data.nodeWeight[other], 0),
          });
        }
      }
    }),
    settings,
  );
});

describe('the compiled graph of random estates', () => {
  test('is the same after encoding and decoding', async () => {
    await fc.assert(
      fc.asyncProperty(randomEstate, async (text) => {
        const compiled = deriveGraph(await estateOf(text));
        expect(decodeGraph(encodeGraph(compiled))).toEqual(compiled);
      }),
      { ...settings, numRuns: 30 },
    );
  });

  test('is the same, byte for byte, in whatever order the records come', async () => {
    await fc.assert(
      fc.asyncProperty(randomEstate, fc.infiniteStream(fc.nat()), async (text, numbers) => {
        const records = await recordsOf(text);
        const shuffled = records
          .map((record) => ({ record, at: Number(numbers.next().value) }))
          .sort((a, b) => a.at - b.at)
          .map(({ record }) => record);
        const [one, two] = [records, shuffled].map((list) => encodeGraph(deriveGraph(estateOfRecords(list))));
        expect(Buffer.compare(one, two)).toBe(0);
      }),
      { ...settings, numRuns: 60 },
    );
  });
});
