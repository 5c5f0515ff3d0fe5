import type { RankedReport } from '../ranked-report.ts';
import { defineFormat } from '../define-format.ts';

export const json = defineFormat({
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  extension: 'json',
  write: jsonReport,
});

/** The ranked report as JSON, a piece an identity, so that a large one never stands in memory as one text. */
export function* jsonReport({ snapshot, identities, gaps }: RankedReport): Generator<string> {
  yield `{"snapshot":${JSON.stringify(snapshot)},"identities":[`;
  for (const [index, row] of identities.entries()) yield `${index === 0 ? '' : ','}${JSON.stringify(row)}`;
  yield `],"gaps":${JSON.stringify(gaps)}}\n`;
}
