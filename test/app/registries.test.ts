import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as exportRegistry from '../../app/export/registry.ts';
import * as commandRegistry from '../../cli/registry.ts';
import { parseArguments } from '../../cli/parse-arguments.ts';
import { commands } from '../../cli/main.ts';
import { sources } from '../../app/sources.ts';
import { exportFormats } from '../../app/exports.ts';
import { version } from '../../model/version.ts';
import { allQueries } from '../../queries/all-queries.ts';
import { routes } from '../../server/app.ts';
import * as routeRegistry from '../../server/routes/registry.ts';

const root = new URL('../../', import.meta.url);

/** Names of the files of a folder, without registry and the files beside what multiplies. */
function filesOf(folder: string, beside: readonly string[] = []): readonly string[] {
  return readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.ts') && name !== 'registry.ts' && !beside.includes(name))
    .sort();
}

/** The files that a registry exports from. */
function registered(folder: string, below = ''): readonly string[] {
  const text = readFileSync(new URL(`${folder}registry.ts`, root), 'utf8');
  const lines = text.trimEnd().split('\n');
  const found = lines.flatMap((line) => /^export \{ \w+ \} from '\.\/(.+)';$/.exec(line)?.[1] ?? []);
  expect(found).toHaveLength(lines.length); // export lines only
  return found.map((path) => path.slice(below.length)).sort();
}

const registries = [
  { folder: 'server/routes/', beside: [] },
  { folder: 'queries/', beside: ['all-queries.ts', 'define-query.ts', 'radii.ts', 'rank.ts'] },
  { folder: 'reports/formats/', beside: [] },
  { folder: 'app/export/', beside: ['define-export.ts'] },
];

test.each(registries)('every file of $folder is in its registry', ({ folder, beside }) => {
  expect(registered(folder)).toEqual(filesOf(folder, beside));
});

test('every file of cli/commands/ is in the registry', () => {
  expect(registered('cli/', 'commands/')).toEqual(filesOf('cli/commands/'));
});

test('every source has a folder or a file of its id', () => {
  const names = readdirSync(new URL('ingest/sources/', root)).filter((name) => name !== 'registry.ts');
  expect([...new Set(names.map((name) => name.replace(/\.ts$/, '')))].sort()).toEqual(
    sources.map(({ id }) => id).sort(),
  );
});

test('what is registered is what is offered', () => {
  expect(commands).toEqual(Object.values(commandRegistry));
  expect(routes).toEqual(Object.values(routeRegistry));
  expect(exportFormats).toEqual(Object.values(exportRegistry));
});

/** Names are unique, and none of the texts is empty. */
function expectDocumented(names: readonly string[], texts: readonly string[]): void {
  expect(new Set(names).size).toBe(names.length);
  expect([...names, ...texts].filter((text) => text.trim() === '')).toEqual([]);
}

test('commands say what they do, take and need', () => {
  expectDocumented(
    commands.map(({ name }) => name),
    commands.flatMap(({ summary, options, examples }) => [
      summary,
      examples[0] ?? '',
      ...Object.values(options).flatMap(({ description, value = 'flag' }) => [description, value]),
    ]),
  );
});

const environment = {
  store: '.ambit',
  isTerminal: true,
  showsProgress: false,
  columns: 80,
  neo4j: { user: 'neo4j', password: '' },
  cacheFolder: '.cache',
};
const examples = commands.flatMap((command) => command.examples.map((example) => ({ command, example })));

test.each(examples)('the example is one: $example', ({ command, example }) => {
  const [program, name, ...argv] = example.split(' ');
  expect([program, name]).toEqual(['ambit', command.name]);
  expect(parseArguments(command, argv, environment).format).not.toBe('');
});

test('questions say what they ask, take and answer', () => {
  expectDocumented(
    allQueries.map(({ id }) => id),
    allQueries.flatMap(({ question, params, columns }) => [
      question,
      ...[...Object.values(params), ...Object.values(columns)].map(({ description }) => description),
    ]),
  );
  for (const { columns } of allQueries) expect(Object.keys(columns)).not.toEqual([]);
});

test('routes, exports and sources say what they are', () => {
  expectDocumented(
    routes.map(({ method, path }) => `${method} ${path}`),
    routes.flatMap(({ summary, params }) => [summary, ...Object.values(params).map((each) => each.description ?? '')]),
  );
  expectDocumented(
    exportFormats.map(({ id }) => id),
    exportFormats.flatMap(({ title, mediaType }) => [title, mediaType]),
  );
  expectDocumented(
    sources.map(({ id }) => id),
    sources.flatMap(({ title, reads }) => [title, reads]),
  );
});

test('the program has the version of its package', () => {
  const { version: packaged } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  expect(version).toBe(packaged);
});
