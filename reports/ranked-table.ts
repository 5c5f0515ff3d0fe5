import type { GapRow, ReportRow } from '../model/answers.ts';
import { nodeKind } from '../model/node-kinds.ts';
import type { RankedReport } from './ranked-report.ts';
import { formatTable, type TableColumn } from './table.ts';

const columns: readonly TableColumn<ReportRow>[] = [
  { title: '#', cell: (row) => row.rank, align: 'right' },
  { title: 'identity', cell: (row) => row.name, shrinks: true },
  { title: 'kind', cell: (row) => nodeKind(row.kind).title, shrinks: true },
  { title: 'account', cell: (row) => row.scope },
  { title: 'score', cell: (row) => row.score.toFixed(1), align: 'right' },
  { title: 'resources', cell: (row) => span(row.certain.resources, row.possible.resources), align: 'right' },
  { title: 'identities', cell: (row) => span(row.certain.identity, row.possible.identity), align: 'right' },
  { title: 'jewels', cell: (row) => row.crownJewels.length, align: 'right' },
  { title: 'admin of', cell: (row) => row.administers.length, align: 'right' },
  { title: 'owner', cell: (row) => row.owner ?? '–', shrinks: true },
  { title: 'findings', cell: (row) => row.findings.join(' ') },
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

/** What could not be read, said before anything that might be taken for "no access". */
export function gapLines(gaps: readonly GapRow[]): readonly string[] {
  if (gaps.length === 0) return [];
  const shown = gaps.slice(0, 5).map(({ scope, call, region, reason, count, since }) => {
    const place = region === '' ? '' : ` in ${region}`;
    const items = count === 0 ? '' : ` (${count} resources)`;
    return `  ${scope}  ${call}${place}${items}: ${reason}${since === '' ? '' : `, since ${since}`}`;
  });
  const more = gaps.length > shown.length ? [`  and ${gaps.length - shown.length} more`] : [];
  return [`${gaps.length} things could not be read; what they would show is missing here:`, ...shown, ...more];
}

function span(certain: number, possible: number): string {
  return certain === possible ? String(certain) : `${certain}…${possible}`;
}
