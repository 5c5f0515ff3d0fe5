import { expect, test } from 'vitest';
import { csvReport } from '../../reports/csv.ts';
import { jsonReport } from '../../reports/json.ts';
import { markdownReport } from '../../reports/markdown.ts';
import { tableReport } from '../../reports/ranked-table.ts';
import { sample } from './sample.ts';

const goldens = [
  { file: 'table-60.txt', text: () => tableReport(sample, 60) },
  { file: 'table-100.txt', text: () => tableReport(sample, 100) },
  { file: 'table-200.txt', text: () => tableReport(sample, 200) },
  { file: 'report.csv', text: () => [...csvReport(sample)].join('') },
  { file: 'report.md', text: () => markdownReport(sample) },
  { file: 'report.json', text: () => [...jsonReport(sample)].join('') },
];

test.each(goldens)('$file is as it was agreed on', async ({ file, text }) => {
  await expect(text()).toMatchFileSnapshot(`../fixtures/reports/${file}`);
});

test('JSON is the report itself', () => {
  const { snapshot, identities, gaps } = sample;
  expect(JSON.parse([...jsonReport(sample)].join(''))).toEqual({ snapshot, identities, gaps });
  const none = { ...sample, identities: [], gaps: [] };
  expect(JSON.parse([...jsonReport(none)].join(''))).toEqual({ snapshot, identities: [], gaps: [] });
});

/** Fields of RFC 4180, read by the letter. */
function readCsv(text: string): readonly (readonly string[])[] {
  return text
    .trimEnd()
    .split('\r\n')
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)])
    .map((fields) => fields.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''));
}

test('CSV has a line an identity with a field a column, none of which a spreadsheet runs', () => {
  const [head, ...lines] = readCsv([...csvReport(sample)].join(''));
  expect(lines).toHaveLength(sample.identities.length);
  for (const line of lines) {
    expect(line).toHaveLength(head?.length ?? 0);
    for (const field of line) expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]|[\p{Cc}\p{Cf}]/u);
  }
});

test('Markdown has a row an identity, and no mark of its names is markup', () => {
  const rows = markdownReport(sample)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(sample.identities.length + 2);
  for (const row of rows) expect(row.match(/\|/g)).toHaveLength(10);
  expect(markdownReport(sample)).not.toMatch(/<(?!\/?code>)|\]\(|[\p{Cf}]|[^\P{Cc}\n]/u);
});
