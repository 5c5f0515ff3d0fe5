import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTable, type TableColumn } from '../../reports/table.ts';
import { cutText, textWidth } from '../../reports/text-width.ts';

const widths = [
  { text: '', width: 0 },
  { text: 'abc…', width: 4 },
  { text: 'é', width: 1 },
  { text: 'e\u0301', width: 1 },
  { text: '日本', width: 4 },
  { text: '한', width: 2 },
  { text: '🔑', width: 2 },
  { text: 'Ａ', width: 2 },
];

test.each(widths)('"$text" takes $width', ({ text, width }) => {
  expect(textWidth(text)).toBe(width);
});

const cuts = [
  { text: 'abc', width: 3, cut: 'abc' },
  { text: 'abcd', width: 3, cut: 'ab…' },
  { text: '日本語', width: 4, cut: '日…' },
  { text: '日本', width: 4, cut: '日本' },
  { text: '🔑🔑', width: 3, cut: '🔑…' },
  { text: 'e\u0301e\u0301e\u0301', width: 2, cut: 'e\u0301…' },
];

test.each(cuts)('"$text" in $width is "$cut"', ({ text, width, cut }) => {
  expect(cutText(text, width)).toBe(cut);
});

type Row = readonly string[];
const columns: readonly TableColumn<Row>[] = [
  { title: 'name', cell: ([name = '']) => name, shrinks: true, least: 10 },
  { title: 'n', cell: ([, count = '']) => count, align: 'right' },
  { title: 'note', cell: ([, , note = '']) => note, shrinks: true, drops: 2 },
  { title: 'more', cell: ([, , , more = '']) => more, shrinks: true, drops: 1 },
];

const tables = [
  { when: 'all fits', width: 40, row: ['ann', '1', 'x', 'y'], shows: 'name  n  note  more\nann   1  x     y\n' },
  {
    when: 'the widest shrinks first',
    width: 40,
    row: ['a'.repeat(30), '1', 'b'.repeat(9), 'c'],
    shows: `name                  n  note       more\n${'a'.repeat(19)}…  1  ${'b'.repeat(9)}  c\n`,
  },
  {
    when: 'the highest drops first',
    width: 30,
    row: ['a'.repeat(30), '1', 'b'.repeat(30), 'c'.repeat(30)],
    shows: `name          n  more\n${'a'.repeat(11)}…  1  ${'c'.repeat(12)}…\n`,
  },
  {
    when: 'nothing more drops',
    width: 5,
    row: ['a'.repeat(30), '12', 'b', 'c'],
    shows: `name         n\n${'a'.repeat(9)}…  12\n`,
  },
];

test.each(tables)('$when', ({ width, row, shows }) => {
  expect(formatTable(columns, [row], width)).toBe(shows);
});

test('no row is wider than the table may be, and none breaks', () => {
  const rows = fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 4, maxLength: 4 }));
  const anyColumns = columns.map((column) => ({ ...column, shrinks: true, least: 4 }));
  fc.assert(
    fc.property(rows, fc.integer({ min: 40, max: 200 }), (given, width) => {
      const lines = formatTable(anyColumns, given, width).split('\n');
      expect(lines).toHaveLength(given.length + 2);
      for (const line of lines) {
        expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(/\p{C}/u);
      }
    }),
  );
});

test('a hundred thousand rows are a table', () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => [`row ${index}`, '1', '', '']);
  expect(formatTable(columns, rows, 80).split('\n')).toHaveLength(100_002);
});
