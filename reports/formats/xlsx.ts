import writeXlsxFile from 'write-excel-file/node';
import { printable } from '../../model/printable.ts';
import { reportColumns } from '../columns.ts';
import { defineFormat } from '../define-format.ts';
import type { RankedReport } from '../ranked-report.ts';

/** Characters that a cell may hold (Excel's own limit). */
const longestCell = 32_767;

/** Rows that a sheet may hold, its head among them (Excel's own limit). */
const mostRows = 1_048_576;

export const xlsx = defineFormat({
  id: 'xlsx',
  title: 'Excel workbook',
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extension: 'xlsx',
  write: workbook,
});

/**
 * One sheet of identities and one of gaps. Texts are cells of type string, so none is ever a formula.
 *
 * @throws {RangeError} when there are more identities than a sheet holds
 */
async function workbook({ identities, gaps }: RankedReport): Promise<Uint8Array> {
  if (identities.length >= mostRows)
    throw new RangeError(`${identities.length} identities, a sheet holds ${mostRows - 1}`);
  const head = reportColumns.map(({ name }) => ({ value: name, type: String, fontWeight: 'bold' as const }));
  const rows = identities.map((row) => reportColumns.map(({ cell }) => cellOf(cell(row))));
  const gapHead = ['scope', 'call', 'region', 'reason', 'resources', 'since'].map((name) => ({
    value: name,
    type: String,
    fontWeight: 'bold' as const,
  }));
  const gapRows = gaps.map(({ scope, call, region, reason, count, since }) =>
    [scope, call, region, reason, count, since].map(cellOf),
  );
  return writeXlsxFile([
    { sheet: 'identities', data: [head, ...rows], stickyRowsCount: 1 },
    { sheet: 'gaps', data: [gapHead, ...gapRows], stickyRowsCount: 1 },
  ]).toBuffer();
}

function cellOf(value: string | number | boolean) {
  if (typeof value === 'number') return { value, type: Number };
  if (typeof value === 'boolean') return { value, type: Boolean };
  return { value: printable(value, longestCell - 1), type: String };
}
