import type { RankedReport } from './ranked-report.ts';

/** The ranked report as JSON, a piece an identity, so that a large one never stands in memory as one text. */
export function* jsonReport({ snapshot, identities, gaps }: RankedReport): Generator<string> {
  yield `{"snapshot":${JSON.stringify(snapshot)},"identities":[`;
  for (const [index, row] of identities.entries()) yield `${index === 0 ? '' : ','}${JSON.stringify(row)}`;
  yield `],"gaps":${JSON.stringify(gaps)}}\n`;
}
