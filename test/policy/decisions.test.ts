import { expect, test } from 'vitest';
import { answerTo } from './notation.ts';
import { accounts } from './tables/accounts.ts';
import { evaluation } from './tables/evaluation.ts';
import { language } from './tables/language.ts';
import { special } from './tables/special.ts';
import { unknown } from './tables/unknown.ts';

const rows = [...evaluation, ...accounts, ...special, ...language, ...unknown].flatMap(({ page, rows: list }) =>
  list.map((row) => ({ ...row, page })),
);

test.each(rows)('$page: $when: $is', (row) => {
  expect(answerTo(row)).toBe(row.is);
});
