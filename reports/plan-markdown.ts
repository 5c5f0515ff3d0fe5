import { printable } from '../model/printable.ts';
import type { Plan, ReviewedStep } from '../queries/plan/plan.ts';
import { certificateText, changeText } from './plan-text.ts';

/** A plan as steps for a person: documents before and after, commands, Terraform, and how each is taken back. */
export function planMarkdown(
  { cost, before, after, certificate, breaks, unblockable }: Plan,
  steps: readonly ReviewedStep[],
): string {
  return [
    '# Remediation plan',
    '',
    `${steps.length} changes, cost ${cost}: ${certificateText(certificate)}.`,
    `Total blast radius: weight ${before.weight} to ${after.weight}.`,
    ...listed(
      'Would break',
      breaks,
      ({ identity, action, resource, lastUsed }) => `${identity}: ${action} on ${resource}, last used ${lastUsed}`,
    ),
    ...listed('Cannot be kept out', unblockable, ({ from, to, reason }) => `${from} reaches ${to} (${reason})`),
    ...steps.flatMap(stepText),
    '',
  ].join('\n');
}

function stepText(step: ReviewedStep, at: number): readonly string[] {
  const { change, cost, use, felt, reasons, commands, undo, terraform, note } = step;
  return [
    '',
    `## ${at + 1}. ${change.change}`,
    '',
    fenced('', [changeText(change)]),
    `Cost ${cost}; use: ${use}; held by ${felt}.${reasons.length > 0 ? ` ${reasons.join('; ')}.` : ''}`,
    ...(note === '' ? [] : ['', note]),
    ...titled('Before', 'json', step.before === undefined ? [] : [JSON.stringify(step.before, undefined, 2)]),
    ...titled('After', 'json', step.after === undefined ? [] : [JSON.stringify(step.after, undefined, 2)]),
    ...titled('Do', 'sh', commands),
    ...titled('Terraform', 'hcl', terraform === '' ? [] : [terraform]),
    ...titled('Take back', 'sh', undo),
  ];
}

function titled(title: string, language: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `**${title}**`, '', fenced(language, lines)];
}

/** A block of code that nothing in it can end. */
function fenced(language: string, lines: readonly string[]): string {
  const body = lines.join('\n');
  const longest = Math.max(2, ...Array.from(body.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${body}\n${fence}`;
}

function listed<T>(title: string, rows: readonly T[], text: (row: T) => string): readonly string[] {
  return rows.length === 0
    ? []
    : [
        '',
        `**${title}**`,
        '',
        fenced(
          '',
          rows.map((row) => printable(text(row), 600)),
        ),
      ];
}
