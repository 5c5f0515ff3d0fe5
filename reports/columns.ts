import type { ReportRow } from '../model/answers.ts';

/** A column of the ranked report where all of it is told: CSV and spreadsheets. */
export interface ReportColumn {
  readonly name: string;
  readonly cell: (row: ReportRow) => string | number | boolean;
}

export const reportColumns: readonly ReportColumn[] = [
  { name: 'rank', cell: (row) => row.rank },
  { name: 'id', cell: (row) => row.id },
  { name: 'name', cell: (row) => row.name },
  { name: 'kind', cell: (row) => row.kind },
  { name: 'human', cell: (row) => row.human },
  { name: 'owner', cell: (row) => row.owner ?? '' },
  { name: 'scope', cell: (row) => row.scope },
  { name: 'score', cell: (row) => row.score },
  { name: 'certain_resources', cell: (row) => row.certain.resources },
  { name: 'certain_identities', cell: (row) => row.certain.identity },
  { name: 'certain_weight', cell: (row) => row.certain.weight },
  { name: 'possible_resources', cell: (row) => row.possible.resources },
  { name: 'possible_identities', cell: (row) => row.possible.identity },
  { name: 'possible_weight', cell: (row) => row.possible.weight },
  { name: 'crown_jewels', cell: (row) => row.crownJewels.join(' ') },
  { name: 'administers', cell: (row) => row.administers.join(' ') },
  { name: 'findings', cell: (row) => row.findings.join(' ') },
];
