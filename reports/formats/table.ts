import type { ReportRow } from '../../model/answers.ts';
import { nodeKind } from '../../model/node-kinds.ts';
import { gapLines } from '../gap-lines.ts';
import type { RankedReport } from '../ranked-report.ts';
import { formatTable, type TableColumn } from '../table.ts';
import { defineFormat } from '../define-format.ts';

export const table = defineFormat({
  id: 'table',
  title: 'Table for a terminal',
  mediaType: 'text/plain',
  extension: 'txt',
  write: (report, { width }) => [tableReport(report, width)],
});

const columns: readonly TableColumn<ReportRow>[] = [
  { title: '#', cell: (row) => row.rank, align: 'right' },
  { title: 'identity', cell: (row) => row.name, shrinks: true, least: 22 },
  { title: 'kind', cell: (row) => kindTitle(row.kind), shrinks: true, drops: 8 },
  { title: 'account', cell: (row) => row.scope, shrinks: true, least: 12, drops: 5 },
  { title: 'score', cell: (row) => row.score.toFixed(1), align: 'right', drops: 1 },
  { title: 'resources', cell: (row) => span(row.certain.resources, row.possible.resources), align: 'right' },
  { title: 'identities', cell: (row) => span(row.certain.identity, row.possible.identity), align: 'right', drops: 2 },
  { title: 'jewels', cell: (row) => row.crownJewels.length, align: 'right', drops: 3 },
  { title: 'admin of', cell: (row) => row.administers.length, align: 'right', drops: 4 },
  { title: 'owner', cell: (row) => row.owner ?? '–', shrinks: true, drops: 6 },
  { title: 'findings', cell: (row) => row.findings.join(' '), drops: 7 },
];

/** The ranked report for a terminal, gaps in its head. */
export function tableReport(report: RankedReport, width: number): string {
  const shown = report.identities.length;
  return [
    `${shown} of ${report.total} identities, largest blast radius first · snapshot ${report.snapshot} · ${report.createdAt}`,
    ...gapLines(report.gaps),
    '',
    formatTable(columns, report.identities, width),
    'resources and identities: certain, or certain…possible under conditions',
    '',
  ].join('\n');
}

/** The title of a kind that we know, else the source's own word. */
function kindTitle(kind: string): string {
  const known = nodeKind(kind);
  return known.kind === kind ? known.title : kind;
}

function span(certain: number, possible: number): string {
  return certain === possible ? String(certain) : `${certain}…${possible}`;
}
