import { expect, test } from 'vitest';
import { printable } from '../../model/printable.ts';

const cases = [
  { when: 'plain', text: 'a "b" é 日 😀', shows: 'a "b" é 日 😀' },
  { when: 'a terminal escape', text: '\u001b[31mred', shows: '\\u{1b}[31mred' },
  { when: 'a line end', text: 'a\r\nb\u2028c', shows: 'a\\u{d}\\u{a}b\\u{2028}c' },
  { when: 'a bidirectional override', text: 'a\u202etxt.exe', shows: 'a\\u{202e}txt.exe' },
  { when: 'half a character', text: 'a\ud83d', shows: 'a\\u{d83d}' },
];

test.each(cases)('$when', ({ text, shows }) => {
  expect(printable(text)).toBe(shows);
});

test('is cut to the length asked for', () => {
  expect(printable('abcdef', 3)).toBe('abc…');
  expect(printable('abc', 3)).toBe('abc');
});
