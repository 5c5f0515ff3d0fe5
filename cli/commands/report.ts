import { writeFile } from 'node:fs/promises';
import { gapRows } from '../../app/gap-rows.ts';
import { UsageError } from '../../model/errors.ts';
import { csvReport } from '../../reports/csv.ts';
import { markdownReport } from '../../reports/markdown.ts';
import { tableReport } from '../../reports/ranked-table.ts';
import type { RankedReport } from '../../reports/ranked-report.ts';
import { defineCommand } from '../define-command.ts';
import { formatOf, print } from '../output.ts';
import { integerOption, option } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';

const formats = ['csv', 'markdown'];

export const report = defineCommand({
  name: 'report',
  usage: '[id]',
  summary: 'a ranked report: which identities reach most, if they are compromised',
  options: {
    top: { value: 'N', description: 'so many rows; 10 unless told' },
    all: { description: 'every identity' },
    out: { value: 'FILE', description: 'write there instead of to standard output' },
    strict: { description: 'exit with 5 where something could not be read' },
  },
  formats,
  examples: ['ambit report', 'ambit report --all --format json', 'ambit report --all --format csv --out report.csv'],
  run: (invocation) =>
    withSnapshot(invocation, async ({ report: rows, snapshot }) => {
      const [id = 'blast-radius'] = invocation.args;
      if (id !== 'blast-radius') throw new UsageError(`there is no report ${id}`, 'reports are blast-radius');
      const format = formatOf({ formats }, invocation);
      const top = invocation.flags.has('all')
        ? rows.length
        : integerOption(invocation, 'top', { min: 1, max: 1_000_000, otherwise: 10 });
      const gaps = gapRows(snapshot.info.gaps);
      const ranked: RankedReport = {
        snapshot: snapshot.info.id,
        createdAt: snapshot.info.createdAt,
        identities: rows.slice(0, top),
        total: rows.length,
        gaps,
      };
      const text = render(ranked, format, invocation.environment.columns);
      const file = option(invocation, 'out');
      if (file === undefined) await print(text);
      else await writeFile(file, text, { mode: 0o600 });
      return invocation.flags.has('strict') && gaps.length > 0 ? 5 : 0;
    }),
});

function render(report: RankedReport, format: string, width: number): string {
  if (format === 'table') return tableReport(report, width);
  if (format === 'csv') return csvReport(report);
  if (format === 'markdown') return markdownReport(report);
  return `${JSON.stringify({ snapshot: report.snapshot, identities: report.identities, gaps: report.gaps })}\n`;
}
