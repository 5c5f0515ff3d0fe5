import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { closureWasmSource } from '../../engine/closure-wasm.ts';
import { closureBytes, ClosureTooLarge, membersOfSet } from '../../engine/closure-question.ts';
import type { ClosureAnswer, ClosureQuestion } from '../../engine/closure-question.ts';
import { ClosureThreads } from '../../engine/closure-threads.ts';
import { plainAnswer } from '../../engine/closure-twin.ts';
import { sourceHash } from '../../scripts/build-wasm.mjs';
import { generateEstate } from '../../bench/generate-estate.ts';
import { buildCsr } from '../../engine/csr.ts';
import { anyGraph, chain, csrOf, graphOf } from './random-graph.ts';
import type { PlainGraph } from './random-graph.ts';
import { reachByBfs, reachByList } from './slow-twins.ts';

const GROUPS = 3;

const one = new ClosureThreads(1);
const two = new ClosureThreads(2);
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

/** As usual; with all that large graphs alone would call for; with everything swept. */
const tunings = [
  { leastVisits: 1_000_000, mostTokens: 1024 },
  { leastVisits: 0, mostTokens: 6 },
  { leastVisits: 0, mostTokens: 0 },
  { leastVisits: 1_000_000, mostTokens: 3 },
];

interface Asked {
  readonly plain: PlainGraph;
  readonly kept: readonly boolean[];
  readonly question: ClosureQuestion;
}

/** Questions with some edges dropped, nodes of any group, weight or none, sources twice, specials counted or not. */
const anyQuestion = (maxNodes: number): fc.Arbitrary<Asked> =>
  anyGraph(maxNodes).chain((plain) => {
    const nodes = Array.from({ length: plain.nodeCount }, (_, u) => u);
    return fc
      .record({
        kept: fc.array(fc.boolean(), { minLength: plain.edges.length, maxLength: plain.edges.length }),
        isFiltered: fc.boolean(),
        groups: fc.array(fc.nat({ max: GROUPS }), { minLength: nodes.length, maxLength: nodes.length }),
        weights: fc.array(fc.constantFrom(0, 1, 5, 1001, 4_294_967_295), {
          minLength: nodes.length,
          maxLength: nodes.length,
        }),
        sources: fc.array(fc.constantFrom(...nodes, ...(nodes.length === 0 ? [0] : [])), { maxLength: nodes.length }),
        specials: fc.shuffledSubarray(nodes),
      })
      .map(({ kept, isFiltered, groups, weights, sources, specials }) => {
        const graph = csrOf(plain);
        const node = Uint32Array.from(nodes.filter((u) => groups[u] < GROUPS));
        return {
          plain,
          kept: isFiltered ? kept : kept.map(() => true),
          question: {
            graph,
            keep: isFiltered ? Uint8Array.from(graph.order, (e) => (kept[e] ? 1 : 0)) : undefined,
            sources: Uint32Array.from(nodes.length === 0 ? [] : sources),
            targets: { node, group: Uint8Array.from(node, (u) => groups[u]), weight: node.map((u) => weights[u]) },
            groupCount: GROUPS,
            specials: Uint32Array.from(specials),
          },
        };
      });
  });

/** By source: its counts, weight and special nodes. */
function told({ sources }: ClosureQuestion, { counts, weights, reached }: ClosureAnswer): unknown[] {
  return Array.from(sources, (_, s) => [
    ...counts.subarray(s * GROUPS, (s + 1) * GROUPS),
    weights[s],
    membersOfSet(reached, reached.setOf[s]),
  ]);
}

/** The same by one search a source. */
function slowly(reach: readonly { has(u: number): boolean }[], { sources, targets, specials }: ClosureQuestion) {
  return Array.from(sources, (source) => {
    const counts = Array.from({ length: GROUPS }, () => 0);
    let weight = 0;
    for (const [i, u] of targets.node.entries()) {
      if (u === source || !reach[source].has(u)) continue;
      counts[targets.group[i]]++;
      weight += targets.weight[i];
    }
    const met = [...specials.keys()].filter((i) => specials[i] !== source && reach[source].has(specials[i]));
    return [...counts, weight, met];
  });
}

test.each(tunings)('counts, weights and special nodes are those of a plain BFS: %o', (tuning) => {
  fc.assert(
    fc.property(anyQuestion(16), ({ plain, kept, question }) => {
      const reach = reachByBfs({ nodeCount: plain.nodeCount, edges: plain.edges.filter((_, e) => kept[e]) });
      const expected = slowly(reach, question);
      expect(told(question, one.answer([question], { tuning })[0])).toEqual(expected);
      expect(told(question, plainAnswer(question))).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});

test.each([1, 2])('so they are over many blocks, seed %i', (seed) => {
  const { plain, question } = layered(1600, seed);
  const expected = slowly(reachByList(plain), question);
  for (const tuning of tunings) {
    const [answer] = one.answer([question], { tuning });
    expect(told(question, answer)).toEqual(expected);
    expect(answer.effort?.bytes).toBeLessThan(closureBytes(question));
  }
});

/** A sparse graph of so many nodes with many distinct weights, all of them sources, targets and special. */
function layered(nodeCount: number, seed: number): { plain: PlainGraph; question: ClosureQuestion } {
  let state = seed;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) % below;
  };
  const edges = Array.from({ length: nodeCount * 1.3 }, () => [draw(nodeCount), draw(nodeCount)] as const);
  const plain = { nodeCount, edges };
  const node = Uint32Array.from({ length: nodeCount }, (_, u) => u);
  const targets = {
    node,
    group: Uint8Array.from(node, () => draw(GROUPS)),
    weight: node.map(() => (draw(2) === 0 ? 5 : draw(1000))),
  };
  return { plain, question: { graph: csrOf(plain), sources: node, targets, groupCount: GROUPS, specials: node } };
}

/** An estate's two questions: certain edges, then all. */
function estateQuestions(nodeCount: number): ClosureQuestion[] {
  const estate = generateEstate({ nodeCount, edgeCount: nodeCount * 2.6, seed: 7 });
  const graph = buildCsr(nodeCount, estate.from, estate.to);
  const node = Uint32Array.from({ length: nodeCount }, (_, u) => u).filter((u) => estate.kind[u] !== 3);
  const targets = {
    node,
    group: Uint8Array.from(node, (u) => (estate.kind[u] < 3 ? 0 : 1)),
    weight: node.map((u) => estate.weight[u]),
  };
  const all = {
    graph,
    sources: node.filter((u) => u < estate.identityCount),
    targets,
    groupCount: GROUPS,
    specials: node.filter((u) => estate.weight[u] >= 25),
  };
  return [{ ...all, keep: Uint8Array.from(graph.order, (e) => 1 - estate.isConditional[e]) }, all];
}

test('two threads give what one gives, and what the plain twin gives, run after run', async () => {
  const questions = estateQuestions(6000);
  const tuning = { leastVisits: 100, mostTokens: 50 };
  const expected = questions.map((question) => told(question, plainAnswer(question)));
  for (let round = 0; round < 3; round++) {
    const ways = [
      one.answer(questions, { tuning }),
      two.answer(questions, { tuning }),
      await two.answerLater(questions),
    ];
    for (const answers of ways) expect(answers.map((answer, i) => told(questions[i], answer))).toEqual(expected);
  }
});

test('a search finds hubs in an estate with a core', () => {
  const [, question] = estateQuestions(6000);
  const [{ effort }] = one.answer([question], { tuning: { leastVisits: 100, mostTokens: 50 } });
  expect(effort?.hubs).toBeGreaterThan(0);
  expect(effort?.largeRows).toBeGreaterThan(0);
  expect(effort?.largeRows).toBeLessThan(effort?.rows ?? 0);
});

test('progress ends at 1', async () => {
  const shares: number[] = [];
  await two.answerLater(estateQuestions(3000), { onProgress: (share) => shares.push(share) });
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test('work that nobody wants any more ends, and the threads can be used again', async () => {
  const questions = estateQuestions(40_000);
  const controller = new AbortController();
  const waiting = two.answerLater(questions, {
    signal: controller.signal,
    tuning: { leastVisits: 1_000_000, mostTokens: 0 },
    onProgress: () => controller.abort(),
  });
  await expect(waiting).rejects.toThrow('aborted');
  const [small] = estateQuestions(3000);
  expect(told(small, (await two.answerLater([small]))[0])).toEqual(told(small, plainAnswer(small)));
});

test('a chain of 200,000 nodes', () => {
  const graph = chain(200_000);
  const node = Uint32Array.from({ length: 100 }, (_, i) => i * 2000);
  const targets = { node, group: new Uint8Array(100), weight: new Uint32Array(100).fill(5) };
  const sources = Uint32Array.of(0, 1, 198_000, 199_999);
  const [{ counts, weights }] = one.answer([{ graph, sources, targets, groupCount: 1, specials: node }]);
  expect([...counts]).toEqual([99, 99, 0, 0]);
  expect([...weights]).toEqual([495, 495, 0, 0]);
});

const small: ClosureQuestion = {
  graph: csrOf(graphOf(3, '0>1 1>2')),
  sources: Uint32Array.of(0),
  targets: { node: Uint32Array.of(1, 2), group: Uint8Array.of(0, 1), weight: Uint32Array.of(1, 2) },
  groupCount: 2,
  specials: Uint32Array.of(2),
};

const broken: { when: string; change: Partial<ClosureQuestion> }[] = [
  { when: 'a source that is no node', change: { sources: Uint32Array.of(3) } },
  { when: 'a special node that is none', change: { specials: Uint32Array.of(3) } },
  { when: 'a special node given twice', change: { specials: Uint32Array.of(1, 1) } },
  { when: 'marks for too few edges', change: { keep: Uint8Array.of(1) } },
  { when: 'a group too many', change: { groupCount: 1 } },
  { when: 'more groups than there can be', change: { groupCount: 255 } },
  { when: 'a target given twice', change: { targets: { ...small.targets, node: Uint32Array.of(1, 1) } } },
  { when: 'a target that is no node', change: { targets: { ...small.targets, node: Uint32Array.of(1, 3) } } },
  { when: 'a weight too few', change: { targets: { ...small.targets, weight: Uint32Array.of(1) } } },
  {
    when: 'an edge to no node',
    change: { graph: { offsets: Uint32Array.of(0, 1, 2, 2), targets: Uint32Array.of(1, 3) } },
  },
  {
    when: 'offsets that fall',
    change: { graph: { offsets: Uint32Array.of(0, 2, 1, 2), targets: Uint32Array.of(1, 2) } },
  },
  { when: 'no offsets', change: { graph: { offsets: new Uint32Array(0), targets: new Uint32Array(0) } } },
];

test.each(broken)('refused: $when', ({ change }) => {
  expect(() => one.answer([{ ...small, ...change }])).toThrow(RangeError);
});

test('refused before the work where it would take too much, with the bytes that it would take', () => {
  const bytes = closureBytes(small);
  expect(() => one.answer([small], { mostBytes: bytes - 1 })).toThrow(ClosureTooLarge);
  expect(() => one.answer([small], { mostBytes: bytes - 1 })).toThrow(String(bytes));
  expect(one.answer([small], { mostBytes: bytes })[0].counts).toEqual(Uint32Array.of(1, 1));
});

test('the module was compiled from the source that stands in assembly/', () => {
  expect(closureWasmSource).toBe(sourceHash());
});
