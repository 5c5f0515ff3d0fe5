import { printable } from '../../model/printable.ts';
import type { ChangedRadius } from '../../queries/compare/compare-radii.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import { breakText, closingLine, markedSteps, markOf, radiusText } from './lines.ts';

/** Identities, edges and uses that are told one by one. */
const shown = 20;

/** Nodes that are named of what an identity loses or gains. */
const named = 3;

/** What changes would do, as a plan reads in a terminal: `+` is gained, `-` lost, `~` changed, the rest is not shown. */
export function whatIfText(simulation: Simulation): string {
  const { identities, breaks, unobserved, unknown } = simulation;
  const steps = markedSteps(simulation).map(
    ([mark, { kind, from, to }, more]) => `${mark} ${printable(kind)}  ${printable(from)} → ${printable(to)}${more}`,
  );
  return [
    ...section('', identities.map(identityLines)),
    ...section('', steps),
    ...section(
      'would break',
      breaks.map((use) => `! ${printable(breakText(use), 600)}`),
    ),
    ...section(
      'no use is recorded of',
      unobserved.map((id) => `? ${printable(id)}`),
    ),
    ...section(
      'not known before it is applied',
      unknown.map((words) => `? ${printable(words, 400)}`),
    ),
    closingLine(simulation),
    '',
  ].join('\n');
}

/** A heading, the first entries, how many more there are, and a line between. */
function section(title: string, entries: readonly string[]): readonly string[] {
  if (entries.length === 0) return [];
  const more = entries.length > shown ? [`  and ${entries.length - shown} more (--format json)`] : [];
  return [...(title === '' ? [] : [`${title}:`]), ...entries.slice(0, shown), ...more, ''];
}

function identityLines(changed: ChangedRadius): string {
  const { id, before, after, lost, gained, crownJewels } = changed;
  const jewel = crownJewels.gained.length === 0 ? [] : [`    gains ${crownJewels.gained.length} crown jewels`];
  return [
    `${markOf(changed)} ${printable(id)}`,
    `    certain   ${radiusText(before.certain)} to ${radiusText(after.certain)}`,
    `    possible  ${radiusText(before.possible)} to ${radiusText(after.possible)}`,
    ...jewel,
    ...listed('-', lost),
    ...listed('+', gained),
  ].join('\n');
}

function listed(mark: string, ids: readonly string[]): readonly string[] {
  const more = ids.length > named ? [`  ${mark} and ${ids.length - named} more`] : [];
  return [...ids.slice(0, named).map((id) => `  ${mark} ${printable(id)}`), ...more];
}
