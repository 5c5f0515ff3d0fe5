import type { Api } from './api/client.ts';
import type { ReportRow, Status } from './api/shapes.ts';
import type { WordBook } from './word-book.ts';
import type { FoundNodes } from './state/found-nodes.ts';
import type { Navigation } from './state/navigation.ts';

/** What every view of the page is given. */
export interface App {
  readonly api: Api;
  readonly words: WordBook;
  readonly navigation: Navigation;
  readonly status: Status;
  readonly survey: Survey;
  /** What the console found, for the map to mark. */
  readonly found: FoundNodes;
  /** Shows a failure where the person looks, and says it to a screen reader. */
  readonly fail: (error: unknown) => void;
  /** Says something to a screen reader. */
  readonly announce: (text: string) => void;
}

/** The top of the ranked report, which the overview and the filters are made of. */
export interface Survey {
  readonly rows: readonly ReportRow[];
  /** Identities in all; more than `rows` in a large estate. */
  readonly total: number;
  /** Largest possible weight of an identity, the full length of a bar. */
  readonly heaviest: number;
}

/** How many identities the survey holds at most. */
export const SURVEY_LIMIT = 1000;

/** Reads the survey. */
export async function readSurvey(api: Api): Promise<Survey> {
  const { total, identities } = await api.report({ offset: 0, limit: SURVEY_LIMIT, sort: 'rank' });
  const heaviest = Math.max(1, ...identities.map((row) => row.possible.weight));
  return { rows: identities, total, heaviest };
}
