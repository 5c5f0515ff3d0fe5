import type { GapRow, ReportRow } from '../model/answers.ts';

/** The ranked report as formats take it. */
export interface RankedReport {
  readonly snapshot: string;
  readonly createdAt: string;
  readonly identities: readonly ReportRow[];
  /** How many identities there are in all. */
  readonly total: number;
  readonly gaps: readonly GapRow[];
}
