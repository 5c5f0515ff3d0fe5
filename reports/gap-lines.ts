import type { GapRow } from '../model/answers.ts';
import { groupBy } from '../model/group-by.ts';
import { printable } from '../model/printable.ts';

/** Lines that the head of a report gives to gaps; the rest is counted. */
const shownLines = 8;

/** Calls that one line names; the rest is counted. */
const shownCalls = 3;

/** What could not be read, said before anything that might be taken for "no access": a line for each reason and scope. */
export function gapLines(gaps: readonly GapRow[]): readonly string[] {
  if (gaps.length === 0) return [];
  const groups = [...groupBy(gaps, ({ scope, reason }) => `${scope}\n${reason}`).values()];
  const lines = groups.slice(0, shownLines).map(gapLine);
  const more = groups.length > lines.length ? [`  and more for ${groups.length - lines.length} other reasons`] : [];
  const things = gaps.length === 1 ? '1 thing' : `${gaps.length} things`;
  return [`${things} could not be read; what they would show is missing here:`, ...lines, ...more];
}

function gapLine(gaps: readonly GapRow[]): string {
  const [{ scope, reason }] = gaps;
  const calls = gaps.slice(0, shownCalls).map(callText);
  const more = gaps.length > calls.length ? ` and ${gaps.length - calls.length} more` : '';
  const since = gaps.reduce((oldest, gap) => (gap.since < oldest ? gap.since : oldest), gaps[0].since);
  const age = since === '' ? '' : ` (since ${since.slice(0, 10)})`;
  return `  ${printable(`${scope}  ${reason}: ${calls.join(', ')}${more}${age}`, 400)}`;
}

function callText({ call, region, count }: GapRow): string {
  const place = region === '' ? '' : ` in ${region}`;
  return `${call}${place}${count === 0 ? '' : ` of ${count} resources`}`;
}
