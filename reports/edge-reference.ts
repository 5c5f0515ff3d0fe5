import { edgeRules } from '../edges/edge-doc.ts';
import type { EdgeDoc } from '../edges/define-edge.ts';
import { owaspNhi } from '../model/owasp-nhi.ts';

/** `docs/edges.md`: every kind of edge, from the rules' own literals. */
export function edgeReference(): string {
  return [
    '# Edges',
    '',
    '<!-- Generated from edges/ by `npm run docs`; edit the rules, not this page. -->',
    '',
    'An edge says that whoever holds its tail gets hold of its head. Each one names the statement or the record that proves it, and is certain, or conditional with the conditions that must hold.',
    '',
    ...edgeRules.map(({ kind, title }) => `- [${kind}](#${anchor(kind)}): ${title}`),
    '',
    ...edgeRules.flatMap(section),
  ].join('\n');
}

function section(rule: EdgeDoc): readonly string[] {
  return [
    `## ${rule.kind}`,
    '',
    rule.description,
    '',
    `**Abuse.** ${rule.abuse}`,
    '',
    `**Closing it.** ${rule.remediation}`,
    '',
    `**What the rule does not see.** ${rule.limits}`,
    '',
    ...(rule.nhi.length === 0
      ? []
      : [`**OWASP NHI.** ${rule.nhi.map((id) => `${id} ${owaspNhi[id] ?? ''}`.trim()).join(', ')}`, '']),
    ...(rule.mitre.length === 0 ? [] : [`**MITRE ATT&CK.** ${rule.mitre.join(', ')}`, '']),
    ...rule.references.map((reference) => `- <${reference}>`),
    '',
  ];
}

function anchor(kind: string): string {
  return kind.toLowerCase();
}
