import type { ReportRow } from '../../model/answers.ts';

/** A crown jewel, and who reaches it. */
export interface ExposedJewel {
  readonly id: string;
  readonly machines: number;
  readonly people: number;
}

/** How often a finding was made. */
export interface FindingCount {
  readonly id: string;
  readonly identities: number;
}

/** The jewels that most identities reach, most exposed first. */
export function exposedJewels(rows: readonly ReportRow[]): ExposedJewel[] {
  const jewels = new Map<string, { machines: number; people: number }>();
  for (const row of rows) {
    for (const id of row.crownJewels) {
      const tally = jewels.get(id) ?? { machines: 0, people: 0 };
      jewels.set(id, tally);
      if (row.human) tally.people++;
      else tally.machines++;
    }
  }
  return [...jewels]
    .map(([id, tally]) => ({ id, ...tally }))
    .sort((a, b) => b.machines + b.people - a.machines - a.people || (a.id < b.id ? -1 : 1));
}

/** The findings, most frequent first. */
export function findingCounts(rows: readonly ReportRow[]): FindingCount[] {
  const counts = new Map<string, number>();
  for (const id of rows.flatMap((row) => row.findings)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .map(([id, identities]) => ({ id, identities }))
    .sort((a, b) => b.identities - a.identities || (a.id < b.id ? -1 : 1));
}
