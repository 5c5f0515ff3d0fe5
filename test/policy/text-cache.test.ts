import { expect, test } from 'vitest';
import { textCache } from '../../policy/text-cache.ts';

/** A cache that tells how often each text was made. */
function counting(maxCharacters: number) {
  const times = new Map<string, number>();
  const cache = textCache((text) => {
    times.set(text, (times.get(text) ?? 0) + 1);
    return `made of ${text}`;
  }, maxCharacters);
  return { times, cache };
}

test('what recurs is made twice and then remembered, what comes once is not', () => {
  const { times, cache } = counting(10);
  const texts = ['once', 'often', 'often', 'other', 'often', 'often'];
  expect(texts.map((text) => cache.get(text))).toEqual(texts.map((text) => `made of ${text}`));
  expect(Object.fromEntries(times)).toEqual({ once: 1, often: 2, other: 1 });
});

test('a text longer than the bound is made each time', () => {
  const { times, cache } = counting(3);
  for (let round = 0; round < 4; round++) cache.get('long');
  expect(times.get('long')).toBe(4);
});
