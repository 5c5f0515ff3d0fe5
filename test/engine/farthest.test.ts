import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { ClosureTooLarge } from '../../engine/closure-question.ts';
import { ClosureThreads } from '../../engine/closure-threads.ts';
import { farthestLater } from '../../engine/farthest.ts';
import type { FarthestQuestion } from '../../engine/farthest.ts';
import { plainFarthest } from '../../engine/farthest-twin.ts';
import { generateEstate } from '../../bench/generate-estate.ts';
import { buildCsr } from '../../engine/csr.ts';
import { anyGraph, chain, csrOf, graphOf } from './random-graph.ts';
import type { PlainGraph } from './random-graph.ts';
import { hopsByRelaxing } from './slow-twins.ts';

const threads = new ClosureThreads(3);
afterAll(() => threads.close());

interface Asked {
  readonly plain: PlainGraph;
  readonly hopOf: readonly number[];
  readonly question: FarthestQuestion;
}

/** Questions with free edges, counted and other nodes, sources twice or counted themselves. */
const anyQuestion = (maxNodes: number): fc.Arbitrary<Asked> =>
  anyGraph(maxNodes).chain((plain) => {
    const nodes = Array.from({ length: plain.nodeCount }, (_, u) => u);
    return fc
      .record({
        hopOf: fc.array(fc.constantFrom(0, 1, 1), { minLength: plain.edges.length, maxLength: plain.edges.length }),
        targets: fc.shuffledSubarray(nodes),
        sources: fc.array(fc.constantFrom(...nodes, ...(nodes.length === 0 ? [0] : [])), { maxLength: nodes.length }),
      })
      .map(({ hopOf, targets, sources }) => {
        const graph = csrOf(plain);
        return {
          plain,
          hopOf,
          question: {
            graph,
            hopOf: Uint8Array.from(graph.order, (e) => hopOf[e]),
            sources: Uint32Array.from(nodes.length === 0 ? [] : sources),
            targets: Uint32Array.from(targets),
          },
        };
      });
  });

test('the twin tells the most of the fewest hops', () => {
  fc.assert(
    fc.property(anyQuestion(10), ({ plain, hopOf, question }) => {
      const expected = Array.from(question.sources, (source) => {
        const depth = hopsByRelaxing(plain, [source], hopOf);
        return Math.max(0, ...Array.from(question.targets, (u) => depth[u]).filter((hop) => hop !== Infinity));
      });
      expect([...plainFarthest(question)]).toEqual(expected);
    }),
  );
});

test('all at once it is what the twin tells one by one', async () => {
  await fc.assert(
    fc.asyncProperty(anyQuestion(14), async ({ question }) => {
      expect(await farthestLater(threads, question)).toEqual(plainFarthest(question));
    }),
    { numRuns: 150 },
  );
});

test.each([1, 2, 3])('and in estates of several blocks, seed %i', async (seed) => {
  const estate = generateEstate({ nodeCount: 4000, edgeCount: 9000, seed });
  const graph = buildCsr(estate.nodeCount, estate.from, estate.to);
  const question = {
    graph,
    hopOf: Uint8Array.from(graph.order, (e) => (estate.edgeKind[e] === seed ? 0 : 1)),
    sources: Uint32Array.from({ length: estate.identityCount }, (_, u) => u),
    targets: Uint32Array.from({ length: estate.nodeCount }, (_, u) => u).filter((u) => estate.kind[u] !== 3),
  };
  const shares: number[] = [];
  const found = await farthestLater(threads, question, { onProgress: (share) => shares.push(share) });
  expect(found).toEqual(plainFarthest(question));
  expect(shares.at(-1)).toBe(1);
});

test('a chain of 3,000 nodes, every other edge free', async () => {
  const graph = chain(3000);
  const sources = Uint32Array.of(0, 1, 2998, 2999);
  const targets = Uint32Array.from({ length: 3000 }, (_, u) => u);
  const question = { graph, hopOf: Uint8Array.from(graph.targets, (v) => v % 2), sources, targets };
  expect([...(await farthestLater(threads, question))]).toEqual([1500, 1499, 1, 0]);
});

test('work that nobody waits for any more ends', async () => {
  const graph = chain(20_000);
  const all = Uint32Array.from({ length: 20_000 }, (_, u) => u);
  const question = { graph, hopOf: new Uint8Array(graph.targets.length).fill(1), sources: all, targets: all };
  const ending = new AbortController();
  const onProgress = (): void => ending.abort(new Error('enough'));
  await expect(farthestLater(threads, question, { signal: ending.signal, onProgress })).rejects.toThrow('enough');
});

const refused = [
  { when: 'a source that is no node', change: { sources: Uint32Array.of(2) } },
  { when: 'a target that is no node', change: { targets: Uint32Array.of(2) } },
  { when: 'a target twice', change: { targets: Uint32Array.of(1, 1) } },
  { when: 'hops of another length', change: { hopOf: new Uint8Array(2) } },
  { when: 'an edge of two hops', change: { hopOf: Uint8Array.of(2) } },
];

test.each(refused)('refused: $when', async ({ change }) => {
  const question = {
    graph: csrOf(graphOf(2, '0>1')),
    hopOf: Uint8Array.of(1),
    sources: Uint32Array.of(0),
    targets: Uint32Array.of(1),
  };
  expect([...(await farthestLater(threads, question))]).toEqual([1]);
  await expect(farthestLater(threads, { ...question, ...change })).rejects.toThrow(RangeError);
});

test('refused before any work: more memory than is allowed', async () => {
  const graph = chain(10);
  const nodes = Uint32Array.from({ length: 10 }, (_, u) => u);
  const question = { graph, hopOf: new Uint8Array(9).fill(1), sources: nodes, targets: nodes };
  await expect(farthestLater(threads, question, { mostBytes: 66_000 })).rejects.toThrow(ClosureTooLarge);
});
