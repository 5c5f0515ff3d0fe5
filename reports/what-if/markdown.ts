import { printable } from '../../model/printable.ts';
import type { ChangedRadius } from '../../queries/compare/compare-radii.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import { breakText, closingLine, markedSteps, markOf } from './lines.ts';

/** Rows of each table: a comment on a pull request holds 65,536 characters. */
const shown = 25;

/** Nodes that are named of what an identity loses or gains. */
const named = 5;

/** What changes would do, fit for a comment on a pull request: the sum first, the rest folded away. */
export function whatIfMarkdown(simulation: Simulation): string {
  const { identities, breaks, unobserved, unknown } = simulation;
  const growing = identities.filter((changed) => markOf(changed) !== '-');
  const jewels = identities.filter(({ crownJewels }) => crownJewels.gained.length > 0);
  const steps = markedSteps(simulation);
  return [
    '### Blast radius of this change',
    '',
    escape(closingLine(simulation)),
    '',
    ...(jewels.length > 0 ? [`**${jewels.length} identities gain a crown jewel.**`, ''] : []),
    ...(growing.length > 0 ? [`**${growing.length} identities reach more than before.**`, ''] : []),
    ...identityTable(identities),
    ...folded(
      'Uses seen that would break',
      breaks.map((use) => escape(breakText(use))),
    ),
    ...folded('Not known before it is applied', unknown.map(escape)),
    ...folded('No use is recorded of', unobserved.map(code)),
    ...folded(
      'Steps that come and go',
      steps.map(
        ([mark, step, more]) => `${code(mark)} ${escape(step.kind)} ${code(step.from)} → ${code(step.to)}${more}`,
      ),
    ),
  ].join('\n');
}

function identityTable(identities: readonly ChangedRadius[]): readonly string[] {
  if (identities.length === 0) return [];
  const rows = identities.slice(0, shown).map((changed) => {
    const { id, before, after, lost, gained } = changed;
    const cells = [
      code(markOf(changed)),
      code(id),
      `${before.certain.weight} → ${after.certain.weight}`,
      `${before.possible.weight} → ${after.possible.weight}`,
      listed(gained),
      listed(lost),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const more = identities.length > shown ? ['', `and ${identities.length - shown} more`] : [];
  const head = '| | identity | certain weight | possible weight | gains | loses |';
  return [head, '| --- | --- | -: | -: | --- | --- |', ...rows, ...more, ''];
}

function listed(ids: readonly string[]): string {
  const more = ids.length > named ? [`and ${ids.length - named} more`] : [];
  return [...ids.slice(0, named).map(code), ...more].join('<br>');
}

function folded(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > shown ? [`- and ${lines.length - shown} more`] : [];
  const items = lines.slice(0, shown).map((line) => `- ${line}`);
  return ['<details>', `<summary>${title} (${lines.length})</summary>`, '', ...items, ...more, '', '</details>', ''];
}

/** Names come from outside: nothing of them is markup. */
function escape(text: string): string {
  return printable(text, 400).replaceAll(/[\\`*_{}[\]()<>#!|&~@]|^[+-]/g, (mark) => `&#${mark.codePointAt(0)};`);
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}
