import { printable } from '../../model/printable.ts';
import { reportColumns } from '../columns.ts';
import type { RankedReport } from '../ranked-report.ts';
import { defineFormat } from '../define-format.ts';

export const csv = defineFormat({
  id: 'csv',
  title: 'CSV',
  mediaType: 'text/csv',
  extension: 'csv',
  write: csvReport,
});

/** RFC 4180, one line an identity, a piece a line. */
export function* csvReport({ identities }: RankedReport): Generator<string> {
  yield `${reportColumns.map(({ name }) => name).join(',')}\r\n`;
  for (const row of identities) yield `${reportColumns.map(({ cell }) => quote(cell(row))).join(',')}\r\n`;
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
