import type { Questions } from '../../app/questions.ts';
import { UsageError } from '../../model/errors.ts';
import { allQueries, type AnyQuery } from '../../queries/all-queries.ts';
import type { Param } from '../../queries/define-query.ts';
import { formatTable } from '../../reports/table.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { engineOption, withQuestions } from '../engine-option.ts';
import { print, printJson } from '../output.ts';

export const query = defineCommand({
  name: 'query',
  usage: '[id] [name=value…]',
  summary: 'any named question; without an id it lists them',
  options: engineOption,
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
    const values = readValues(question, given);
    return withQuestions(invocation, async (questions) => {
      const rows = await questions.ask(question, await readArguments(questions, question, values));
      if (invocation.format === 'json') await printJson({ query: id, rows });
      else await print(rowTable(question, rows, invocation.environment.columns));
      return 0;
    });
  },
});

async function list(invocation: Invocation): Promise<number> {
  const rows = allQueries.map(({ id, question, params }) => ({ id, question, params: Object.keys(params) }));
  if (invocation.format === 'json') {
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

/** @throws {UsageError} when a parameter is unknown, missing, or given twice */
function readValues({ params }: AnyQuery, given: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map(given.map(splitArgument));
  if (values.size < given.length) throw new UsageError('a parameter is given twice');
  const unknown = [...values.keys()].find((name) => !Object.hasOwn(params, name));
  if (unknown !== undefined)
    throw new UsageError(`there is no parameter ${unknown}`, `parameters are ${Object.keys(params).join(', ')}`);
  const missing = Object.entries(params).find(([name, { type }]) => type === 'node' && !values.has(name));
  if (missing !== undefined) throw new UsageError(`${missing[0]} is missing`, missing[1].description);
  return values;
}

async function readArguments(
  questions: Questions,
  { params }: AnyQuery,
  values: ReadonlyMap<string, string>,
): Promise<Record<string, number>> {
  const args: [string, number][] = [];
  for (const [name, param] of Object.entries(params))
    args.push([name, await readArgument(questions, { name, param, text: values.get(name) })]);
  return Object.fromEntries(args);
}

function splitArgument(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(`${text} is no parameter`, 'write name=value');
}

async function readArgument(
  questions: Questions,
  { name, param, text }: { readonly name: string; readonly param: Param; readonly text: string | undefined },
): Promise<number> {
  if (param.type === 'node') return (await questions.node(text ?? '')).index;
  const number = text === undefined ? param.default : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= param.min && number <= param.max) return number;
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
