import type { Change } from '../model/change.ts';
import { printable } from '../model/printable.ts';
import type { Certificate, Plan, PlannedChange, Unblockable } from '../queries/plan/plan.ts';

/** Lines of a list that are told one by one. */
const shown = 20;

/** A plan for a terminal: numbered changes, so that one can be refused by its number, and what proves them. */
export function planText(plan: Plan): string {
  const { steps, cost, before, after, certificate, breaks, unblockable, milliseconds } = plan;
  return [
    ...steps.flatMap(stepLines),
    ...(steps.length === 0 ? ['nothing is to be changed'] : ['']),
    ...(steps.length === 0 ? [] : [`${steps.length} changes, cost ${cost}: ${certificateText(certificate)}`]),
    `weight ${before.weight} to ${after.weight}, resources ${before.resources} to ${after.resources} (${milliseconds} ms)`,
    ...section('would break', breaks, ({ identity, action, resource, lastUsed }) =>
      printable(`${identity}  ${action} on ${resource}, last used ${lastUsed}`),
    ),
    ...section('cannot be kept out', unblockable, unblockableText),
    '',
  ].join('\n');
}

function stepLines({ change, cost, reasons, use, lastUsed, felt }: PlannedChange, at: number): readonly string[] {
  const used = use === 'in use' ? `in use, last ${lastUsed}` : use === 'unknown' ? 'use unknown' : 'never seen in use';
  const held = felt === 1 ? '1 identity' : `${felt} identities`;
  return [
    `${String(at + 1).padStart(3)}  ${changeText(change)}`,
    `     cost ${cost}; ${used}; ${held}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`,
  ];
}

/** A change in one line. */
export function changeText({ change, ...fields }: Change): string {
  const said = Object.entries(fields).map(([name, value]) => `${name} ${String(value)}`);
  return printable(`${change}  ${said.join('  ')}`, 400);
}

/** What proves how good a plan is, in one line. */
export function certificateText({ kind, lowerBound, gap, optimal }: Certificate): string {
  if (optimal) return `the least there is (${kind}, lower bound ${round(lowerBound)})`;
  return `no plan costs less than ${round(lowerBound)}, so at most ${round(gap * 100)} % too much`;
}

function unblockableText({ from, to, path, reason }: Unblockable): string {
  const way = path.map(({ kind, to: head }) => `${kind} ${head}`).join(' > ');
  return printable(`${from} reaches ${to} (${reason}): ${way}`, 600);
}

function section<T>(title: string, rows: readonly T[], text: (row: T) => string): readonly string[] {
  if (rows.length === 0) return [];
  const more = rows.length > shown ? [`  and ${rows.length - shown} more (--format json)`] : [];
  return ['', `${title}:`, ...rows.slice(0, shown).map((row) => `  ${text(row)}`), ...more];
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
