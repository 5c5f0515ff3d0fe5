import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowAfterKey } from '../../web/list/keys.ts';
import { pagesOf, scrollToShow, windowOf } from '../../web/list/window.ts';

const viewports = fc.record({
  scrollTop: fc.integer({ min: 0, max: 10_000_000 }),
  height: fc.integer({ min: 0, max: 2000 }),
  rowHeight: fc.constant(60),
});

test('every row in sight is drawn, and few others', () => {
  fc.assert(
    fc.property(viewports, fc.integer({ min: 0, max: 200_000 }), (viewport, total) => {
      const { first, end } = windowOf(viewport, total);
      const inSight = (row: number) =>
        row >= 0 &&
        row < total &&
        (row + 1) * 60 > viewport.scrollTop &&
        row * 60 < viewport.scrollTop + viewport.height;
      for (const row of [
        Math.floor(viewport.scrollTop / 60),
        Math.ceil((viewport.scrollTop + viewport.height) / 60) - 1,
      ]) {
        expect(!inSight(row) || (row >= first && row < end)).toBe(true);
      }
      expect(end - first).toBeLessThanOrEqual(viewport.height / 60 + 14);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(total);
    }),
  );
});

const pages = [
  { first: 0, end: 0, holds: [] },
  { first: 0, end: 200, holds: [0] },
  { first: 0, end: 201, holds: [0, 1] },
  { first: 399, end: 401, holds: [1, 2] },
];

test.each(pages)('rows $first to $end', ({ first, end, holds }) => {
  expect(pagesOf({ first, end }, 200)).toEqual(holds);
});

const view = { scrollTop: 600, height: 300, rowHeight: 60 };

const scrolls = [
  { when: 'in sight', row: 12, to: 600 },
  { when: 'above', row: 3, to: 180 },
  { when: 'below', row: 20, to: 960 },
];

test.each(scrolls)('a row $when is shown with the least movement', ({ row, to }) => {
  expect(scrollToShow(row, view)).toBe(to);
});

const keys = [
  { key: 'ArrowDown', row: -1, to: 0 },
  { key: 'ArrowDown', row: 9, to: 9 },
  { key: 'ArrowUp', row: 0, to: 0 },
  { key: 'ArrowUp', row: -1, to: 9 },
  { key: 'PageDown', row: 2, to: 6 },
  { key: 'PageUp', row: 2, to: 0 },
  { key: 'Home', row: 5, to: 0 },
  { key: 'End', row: 5, to: 9 },
  { key: 'a', row: 5, to: undefined },
];

test.each(keys)('$key from row $row of ten', ({ key, row, to }) => {
  expect(rowAfterKey(key, row, 10, 4)).toBe(to);
});

test('an empty list has no row to go to', () => {
  expect(rowAfterKey('Home', -1, 0, 4)).toBeUndefined();
});
