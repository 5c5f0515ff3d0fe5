import type { ReportRow } from '../model/answers.ts';
import { printable } from '../model/printable.ts';
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

/** RFC 4180, one line an identity, a piece a line. */
export function* csvReport({ identities }: RankedReport): Generator<string> {
  yield `${columns.map(([name]) => name).join(',')}\r\n`;
  for (const row of identities) yield `${columns.map(([, cell]) => quote(cell(row))).join(',')}\r\n`;
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection"); blanks and
 * full-width signs are looked through, as some spreadsheets do. Control characters are spelled out.
 */
function quote(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  const shown = printable(value, Number.POSITIVE_INFINITY);
  const tame = /^\s*[=+\-@＝＋－＠]/.test(shown) ? `'${shown}` : shown;
  return /[",;']/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
