import { printable } from '../../model/printable.ts';
import type { RankedReport } from '../ranked-report.ts';
import { gapLines } from '../gap-lines.ts';
import { defineFormat } from '../define-format.ts';

export const markdown = defineFormat({
  id: 'markdown',
  title: 'Markdown',
  mediaType: 'text/markdown',
  extension: 'md',
  write: (report) => [markdownReport(report)],
});

/** The ranked report as a Markdown table. */
export function markdownReport(report: RankedReport): string {
  const rows = report.identities.map((row) =>
    [
      row.rank,
      code(row.id),
      row.score.toFixed(1),
      `${row.certain.resources} / ${row.possible.resources}`,
      `${row.certain.identity} / ${row.possible.identity}`,
      row.crownJewels.length,
      row.administers.length,
      escape(row.owner ?? ''),
      row.findings.join(' '),
    ].join(' | '),
  );
  const gaps = gapLines(report.gaps).map(escape);
  return [
    `# Blast radius of ${report.identities.length} of ${report.total} identities`,
    '',
    `Snapshot ${report.snapshot}, ${report.createdAt}. Resources and identities: certain / possible under conditions.`,
    '',
    ...(gaps.length === 0 ? [] : [gaps[0], '', ...gaps.slice(1).map((line) => `- ${line.trim()}`), '']),
    '| # | identity | score | resources | identities | crown jewels | administers | owner | findings |',
    '| -: | --- | -: | -: | -: | -: | -: | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

/** Names come from outside: nothing of them is markup. */
function escape(text: string): string {
  return printable(text, 2000).replaceAll(/[\\`*_{}[\]()<>#!|&~]|^[+-]/g, (mark) => `&#${mark.codePointAt(0)};`);
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}
