import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { csvReport } from '../../reports/formats/csv.ts';
import { htmlReport } from '../../reports/formats/html.ts';
import { jsonReport } from '../../reports/formats/json.ts';
import { markdownReport } from '../../reports/formats/markdown.ts';
import { pdf } from '../../reports/formats/pdf.ts';
import { sarifText } from '../../reports/formats/sarif.ts';
import { tableReport } from '../../reports/formats/table.ts';
import { xlsx } from '../../reports/formats/xlsx.ts';
import { sample } from './sample.ts';

const goldens = [
  { file: 'table-60.txt', text: () => tableReport(sample, 60) },
  { file: 'table-100.txt', text: () => tableReport(sample, 100) },
  { file: 'table-200.txt', text: () => tableReport(sample, 200) },
  { file: 'report.csv', text: () => [...csvReport(sample)].join('') },
  { file: 'report.md', text: () => markdownReport(sample) },
  { file: 'report.html', text: () => [...htmlReport(sample)].join('') },
  { file: 'report.sarif', text: () => sarifText(sample) },
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

test('HTML holds no markup but its own', () => {
  const text = [...htmlReport(sample)].join('');
  expect(text).not.toMatch(/<script|<img|onerror=|javascript:/i);
  for (const { name } of sample.identities) if (/[<>"]/.test(name)) expect(text).not.toContain(name);
});

test('SARIF names a rule for every result, and does not call a run with gaps complete', () => {
  const [run] = (JSON.parse(sarifText(sample)) as SarifLog).runs;
  const rules = new Set(run.tool.driver.rules.map(({ id }) => id));
  expect(run.results.length).toBeGreaterThan(0);
  expect(run.results.filter(({ ruleId }) => !rules.has(ruleId))).toEqual([]);
  expect(run.invocations[0].executionSuccessful).toBe(false);
});

test('a workbook holds every identity and gap as texts and numbers, and no formula', async () => {
  const bytes = await xlsx.write(sample, { width: 0 });
  if (!(bytes instanceof Uint8Array)) throw new TypeError('a workbook is bytes');
  const files = unzipSync(bytes);
  const [identities, gaps] = ['sheet1', 'sheet2'].map((name) => strFromU8(files[`xl/worksheets/${name}.xml`]));
  expect(identities.match(/<row /g)).toHaveLength(sample.identities.length + 1);
  expect(gaps.match(/<row /g)).toHaveLength(sample.gaps.length + 1);
  expect(identities).not.toContain('<f>');
});

test('PDF is what Chromium prints', async () => {
  const bytes = await pdf.write(sample, { width: 0 });
  expect(
    Buffer.from(bytes as Uint8Array)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
    readonly results: readonly { readonly ruleId: string }[];
  }[];
}
