import type { ReportRow } from '../model/answers.ts';
import type { RankedReport } from './ranked-report.ts';

const columns: readonly (readonly [string, (row: ReportRow) => string | number | boolean])[] = [
  ['rank', (row) => row.rank],
  ['id', (row) => row.id],
  ['name', (row) => row.name],
  ['kind', (row) => row.kind],
  ['human', (row) => row.human],
  ['owner', (row) => row.owner ?? ''],
  ['scope', (row) => row.scope],
  ['score', (row) => row.score],
  ['certain_resources', (row) => row.certain.resources],
  ['certain_identities', (row) => row.certain.identity],
  ['certain_weight', (row) => row.certain.weight],
  ['possible_resources', (row) => row.possible.resources],
  ['possible_identities', (row) => row.possible.identity],
  ['possible_weight', (row) => row.possible.weight],
  ['crown_jewels', (row) => row.crownJewels.join(' ')],
  ['administers', (row) => row.administers.join(' ')],
  ['findings', (row) => row.findings.join(' ')],
];

/** RFC 4180, one line an identity. */
export function csvReport({ identities }: RankedReport): string {
  const lines = [
    columns.map(([name]) => name),
    ...identities.map((row) => columns.map(([, cell]) => quote(cell(row)))),
  ];
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection"). */
function quote(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const tame = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
