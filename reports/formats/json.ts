import type { ReportRow } from '../../model/answers.ts';
import { defineFormat } from '../define-format.ts';
import type { RankedReport } from '../ranked-report.ts';

export const json = defineFormat({
  id: 'json',
  title: 'JSON',
  mediaType: 'application/json',
  extension: 'json',
  write: jsonReport,
});

/** The ranked report as JSON in pieces, so that a large one never stands in memory as one text. */
export function* jsonReport({ snapshot, identities, gaps }: RankedReport): Generator<string> {
  yield `{"snapshot":${JSON.stringify(snapshot)},"identities":[`;
  const listText = createListTexts();
  for (const [index, row] of identities.entries()) {
    if (index > 0) yield ',';
    yield* rowPieces(row, listText);
  }
  yield `],"gaps":${JSON.stringify(gaps)}}\n`;
}

/** What `JSON.stringify` gives, but the long lists come from `listText` and go out as pieces of their own. */
function* rowPieces(row: ReportRow, listText: (list: readonly string[]) => string): Generator<string> {
  // A list left undefined is left out; the three stand last in every row.
  const head = { ...row, crownJewels: undefined, administers: undefined, findings: undefined };
  yield `${JSON.stringify(head).slice(0, -1)},"crownJewels":`;
  yield listText(row.crownJewels);
  yield `,"administers":${listText(row.administers)},"findings":${listText(row.findings)}}`;
}

/** The text of a list; many rows share a list, and its text is made once. */
function createListTexts(): (list: readonly string[]) => string {
  const texts = new WeakMap<readonly string[], string>();
  return (list) => {
    if (list.length === 0) return '[]';
    const known = texts.get(list);
    if (known !== undefined) return known;
    const text = JSON.stringify(list);
    texts.set(list, text);
    return text;
  };
}
