import { expect, test } from 'vitest';

import { generateAccounts } from '../../bench/generate-accounts.ts';
import { buildCsr } from '../../engine/csr.ts';
import { ClosureThreads } from '../../engine/closure-threads.ts';
import { plainAnswer } from '../../engine/closure-twin.ts';

test('one seed gives one organisation, another seed another', () => {
  expect(generateAccounts(2, 1)).toEqual(generateAccounts(2, 1));
  expect(generateAccounts(2, 2)).not.toEqual(generateAccounts(2, 1));
});

test('11 edges an identity, and an administration that reaches its whole account', () => {
  const { nodeCount, identityCount, from, to } = generateAccounts(3, 1);
  expect(identityCount).toBe(3000);
  expect(from).toHaveLength(33_000);
  expect(to.every((v) => v < nodeCount)).toBe(true);
  expect(from.filter((u) => u === 0)).toHaveLength(nodeCount / 3 - 1);
});

test('the closure over two threads is that of the plain twin', async () => {
  const { nodeCount, kind, weight, from, to } = generateAccounts(3, 5);
  const node = Uint32Array.from(kind.keys()).filter((u) => kind[u] !== 1);
  const question = {
    graph: buildCsr(nodeCount, from, to),
    sources: node.filter((u) => kind[u] === 0),
    targets: { node, group: Uint8Array.from(node, (u) => kind[u] >> 1), weight: node.map((u) => weight[u]) },
    groupCount: 2,
    specials: node.filter((u) => weight[u] === 100),
  };
  const threads = new ClosureThreads(2);
  const [first, second] = threads.answer([question, question], { tuning: { leastVisits: 1000, mostTokens: 100 } });
  await threads.close();
  const { counts, weights } = plainAnswer(question);
  for (const answer of [first, second]) {
    expect(answer.counts).toEqual(counts);
    expect(answer.weights).toEqual(weights);
  }
});
