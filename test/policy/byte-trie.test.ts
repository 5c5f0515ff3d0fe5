import { expect, test } from 'vitest';
import { createRandom } from '../../bench/random.ts';
import { byteTrie } from '../../policy/byte-trie.ts';

/** Texts none of which begins another: what stands between quotes holds none. */
function randomText(seed: number): () => string {
  const random = createRandom(seed);
  return () => `"${Array.from({ length: random.below(200) }, () => 'ab\u00e9'[random.skewed(3)]).join('')}"`;
}

test.each([1, 2, 3])('finds what was added and nothing else, wherever it stands: seed %i', (seed) => {
  const draw = randomText(seed);
  const trie = byteTrie<string>(1_000_000);
  const known = new Map<string, string>();
  for (let round = 0; round < 3000; round++) {
    const text = draw();
    const line = Buffer.from(`xx${text}yy`);
    const found = trie.find(line, 2, line.length);
    expect(found?.made).toBe(known.get(text));
    expect(trie.find(line, 2, line.length - 3)).toBeUndefined();
    if (found !== undefined) continue;
    trie.add(line, 2, line.length - 2, `made of ${text}`);
    known.set(text, `made of ${text}`);
  }
});

test('forgets all that it holds rather than hold more', () => {
  const trie = byteTrie<number>(10);
  const texts = ['"aaa"', '"bbb"', '"ccc"'].map((text) => Buffer.from(text));
  for (const [at, text] of texts.entries()) trie.add(text, 0, text.length, at);
  expect(texts.map((text) => trie.find(text, 0, text.length)?.made)).toEqual([undefined, undefined, 2]);
});

test('does not hold what is larger than its bound', () => {
  const trie = byteTrie<number>(3);
  const text = Buffer.from('"aaa"');
  expect(trie.add(text, 0, text.length, 1).made).toBe(1);
  expect(trie.find(text, 0, text.length)).toBeUndefined();
});
