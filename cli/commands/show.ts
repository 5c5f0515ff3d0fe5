import { describeNode, type Neighbour, type NodeDescription } from '../../app/describe-node.ts';
import { resolveNode } from '../../app/resolve-node.ts';
import { edgeDoc } from '../../edges/edge-doc.ts';
import { defineCommand } from '../define-command.ts';
import { print, printJson } from '../output.ts';
import { onlyArgument } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';
import { printable } from '../../model/printable.ts';

export const show = defineCommand({
  name: 'show',
  usage: '<node>',
  summary: 'everything known of one node',
  options: {},
  examples: ['ambit show ci-deploy'],
  run(invocation) {
    const node = onlyArgument(invocation, 'node');
    return withSnapshot(invocation, async (open) => {
      const description = await describeNode(open, resolveNode(open.graph, node));
      if (invocation.format === 'json') await printJson(description);
      else await print(describe(description));
      return 0;
    });
  },
});

function describe({ node, report, out, outCount, in: into, inCount, facts, policyFindings }: NodeDescription): string {
  const rows: readonly (readonly [string, string])[] = [
    ['id', node.id],
    [
      'kind',
      `${node.kind} (${node.category}${node.category === 'identity' ? (node.human ? ', a person' : ', a machine') : ''})`,
    ],
    ['scope', node.scope],
    ['weight', String(node.weight)],
    ['owner', node.owner ?? 'nobody is named'],
    ['environment', node.environment ?? 'not known'],
    ['seen', node.observedAt ?? 'derived'],
    ...Object.entries(node.tags).map(([key, value]) => [`tag ${key}`, value] as const),
    ...Object.entries(node.properties).map(
      ([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value ?? null)] as const,
    ),
  ];
  const radius = report
    ? [
        `rank ${report.rank}, score ${report.score}: ${report.certain.resources} resources for certain, ${report.possible.resources} possible; findings ${report.findings.join(' ') || 'none'}`,
      ]
    : [];
  return [
    printable(node.name, 2000),
    ...rows.map(([key, value]) => `  ${printable(key, 2000).padEnd(12)}  ${printable(value, 2000)}`),
    ...radius,
    `\nreaches in one step (${outCount})`,
    ...out.map((edge) => neighbourLine(edge.to.id, edge)),
    `\nis reached in one step (${inCount})`,
    ...into.map((edge) => neighbourLine(edge.from.id, edge)),
    ...findingLines(policyFindings),
    `\nfacts (${facts.length})`,
    ...facts.map(
      ({ fact, names, source, observedAt }) =>
        `  ${fact}  ${printable(names.join(' → '), 2000)}  (${source}, ${observedAt})`,
    ),
    '',
  ].join('\n');
}

function findingLines(findings: NodeDescription['policyFindings']): readonly string[] {
  if (findings.length === 0) return [];
  const lines = findings.map(({ policy, field, reason }) => printable(`  ${reason}  (${policy}: ${field})`, 2000));
  return [`\nin its policies (${findings.length})`, ...lines];
}

function neighbourLine(id: string, { kind, certainty, conditions }: Neighbour): string {
  const open = conditions.length === 0 ? '' : `  if ${conditions.join(' and ')}`;
  return printable(`  ${edgeDoc(kind).title.padEnd(24)} ${certainty.padEnd(11)} ${id}${open}`, 2000);
}
