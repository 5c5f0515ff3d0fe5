import { resolveNode } from '../../app/resolve-node.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { UsageError } from '../../model/errors.ts';
import { allQueries, type AnyQuery } from '../../queries/all-queries.ts';
import type { Param } from '../../queries/define-query.ts';
import { formatTable } from '../../reports/table.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { formatOf, print, printJson } from '../output.ts';
import { withSnapshot } from '../store-option.ts';

export const query = defineCommand({
  name: 'query',
  usage: '[id] [name=value…]',
  summary: 'any named question; without an id it lists them',
  options: {},
  examples: [
    'ambit query',
    'ambit query reach of=ci-deploy',
    'ambit query paths from=ci-deploy to=customer-records k=5',
  ],
  async run(invocation) {
    const [id, ...given] = invocation.args;
    if (id === undefined) return list(invocation);
    const question = allQueries.find((candidate) => candidate.id === id);
    if (question === undefined)
      throw new UsageError(
        `there is no question ${id}`,
        `questions are ${allQueries.map((known) => known.id).join(', ')}`,
      );
    return withSnapshot(invocation, async ({ graph }) => {
      const rows = question.run(graph, readArguments(graph, question, given));
      if (formatOf({}, invocation) === 'json') await printJson({ query: id, rows });
      else await print(rowTable(question, rows, invocation.environment.columns));
      return 0;
    });
  },
});

async function list(invocation: Invocation): Promise<number> {
  const rows = allQueries.map(({ id, question, params }) => ({ id, question, params: Object.keys(params) }));
  if (formatOf({}, invocation) === 'json') {
    await printJson({ queries: rows });
    return 0;
  }
  const columns = [
    { title: 'id', cell: (row: (typeof rows)[number]) => row.id },
    { title: 'parameters', cell: (row: (typeof rows)[number]) => row.params.join(' ') },
    { title: 'question', cell: (row: (typeof rows)[number]) => row.question, shrinks: true },
  ];
  await print(formatTable(columns, rows, invocation.environment.columns));
  return 0;
}

function readArguments(graph: OpenGraph, { params }: AnyQuery, given: readonly string[]): Record<string, number> {
  const values = new Map(given.map(splitArgument));
  const unknown = [...values.keys()].find((name) => !Object.hasOwn(params, name));
  if (unknown !== undefined)
    throw new UsageError(`there is no parameter ${unknown}`, `parameters are ${Object.keys(params).join(', ')}`);
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => [name, readArgument(graph, { name, param, text: values.get(name) })]),
  );
}

function splitArgument(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(`${text} is no parameter`, 'write name=value');
}

function readArgument(
  graph: OpenGraph,
  { name, param, text }: { readonly name: string; readonly param: Param; readonly text: string | undefined },
): number {
  if (param.type === 'node') {
    if (text === undefined) throw new UsageError(`${name} is missing`, param.description);
    return resolveNode(graph, text);
  }
  const number = text === undefined ? param.default : Number(text);
  if (Number.isInteger(number) && number >= param.min && number <= param.max) return number;
  throw new UsageError(`${name}=${text}: expected a whole number from ${param.min} to ${param.max}`);
}

function rowTable({ columns }: AnyQuery, rows: readonly object[], width: number): string {
  const cells = Object.keys(columns).map((name) => ({
    title: name,
    cell: (row: object) => cellText(Reflect.get(row, name)),
    shrinks: true,
  }));
  return formatTable(cells, rows, width);
}

function cellText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value ?? null);
}
