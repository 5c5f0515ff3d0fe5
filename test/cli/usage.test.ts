import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../../model/version.ts';
import { textWidth } from '../../reports/text-width.ts';
import { scratchStore, type Scratch } from '../app/demo-store.ts';
import { call } from './called.ts';
import { fixture, program, type Program } from './spawned.ts';

let scratch: Scratch;
let ambit: Program;

beforeAll(async () => {
  scratch = await scratchStore();
  ambit = program(scratch.store);
  const hostile = {
    graph: {
      nodes: [
        { id: 'twin-1', kinds: ['AmbitIdentity'], properties: { name: 'twin' } },
        { id: 'twin-2', kinds: ['AmbitIdentity'], properties: { name: 'twin' } },
        { id: '__proto__', kinds: ['AmbitIdentity'], properties: { name: 'constructor' } },
        { id: 'red', kinds: ['AmbitIdentity'], properties: { name: '\u001b[31mred\u202e\u0007' } },
        { id: 'long', kinds: ['AmbitIdentity'], properties: { name: 'n'.repeat(4000) } },
        { id: '日本', kinds: ['AmbitResource'], properties: { name: '日本語🔑' } },
      ],
      edges: [
        { kind: 'K', start: { value: '__proto__' }, end: { value: 'red' } },
        { kind: 'K', start: { value: 'red' }, end: { value: '日本' } },
      ],
    },
  };
  const file = join(scratch.folder, 'hostile.json');
  writeFileSync(file, JSON.stringify(hostile));
  await ambit.json('ingest', 'opengraph', file);
  writeFileSync(join(scratch.folder, 'bad.json'), '{"graph":{"nodes":[{"id":"\\u001b[2J"}]');
  mkdirSync(join(scratch.folder, 'not-a-store'));
  writeFileSync(join(scratch.folder, 'not-a-store', 'mine.txt'), 'mine');
});

afterAll(() => scratch.remove());

// FOLDER stands for the test's own.
const cases: readonly { readonly line: string; readonly code: number; readonly tells?: RegExp }[] = [
  { line: 'frob', code: 2, tells: /no command frob/ },
  { line: '--frob', code: 2, tells: /no command --frob/ },
  { line: 'report --frob', code: 2, tells: /--frob/ },
  { line: 'report --top', code: 2, tells: /--top/ },
  { line: 'report --top 0', code: 2, tells: /--top 0/ },
  { line: 'report --top 1e3', code: 2, tells: /--top 1e3/ },
  { line: 'report --top 5 --top 6', code: 2, tells: /--top/ },
  { line: 'report --all=yes', code: 2, tells: /--all/ },
  { line: 'report nothing', code: 2, tells: /no report nothing/ },
  { line: 'report blast-radius twin', code: 2, tells: /one report/ },
  { line: 'report --format docx', code: 2, tells: /formats are table, json, csv/ },
  { line: 'report --format docx --store FOLDER/absent', code: 2 },
  { line: 'ingest opengraph FOLDER/bad.json --format docx', code: 2, tells: /docx/ },
  { line: 'reach', code: 2, tells: /node is missing/ },
  { line: 'reach --store FOLDER/absent', code: 2, tells: /node is missing/ },
  { line: 'reach twin red', code: 2, tells: /one node/ },
  { line: 'reach nobody', code: 2, tells: /no node nobody/ },
  { line: 'reach twin', code: 2, tells: /2 nodes are named twin[^]*twin-1[^]*twin-2/ },
  { line: 'exposure twin', code: 2, tells: /twin-1/ },
  { line: 'show twin', code: 2, tells: /twin-1/ },
  { line: 'show toString', code: 2, tells: /no node toString/ },
  { line: 'paths --from twin-1', code: 2, tells: /--to is missing/ },
  { line: 'paths --from twin-1 --to twin', code: 2, tells: /twin-2/ },
  { line: 'paths twin-1 twin-2', code: 2 },
  { line: 'paths --from twin-1 --to twin-2 --k 0', code: 2, tells: /--k 0/ },
  { line: 'query frob', code: 2, tells: /no question frob/ },
  { line: 'query reach', code: 2, tells: /of is missing/ },
  { line: 'query reach of=red __proto__=1', code: 2, tells: /no parameter __proto__/ },
  { line: 'query reach of=red of=red', code: 2, tells: /twice/ },
  { line: 'query paths from=red to=red k=', code: 2, tells: /k=/ },
  { line: 'export', code: 2, tells: /format is missing/ },
  { line: 'export docx', code: 2, tells: /opengraph/ },
  { line: 'ingest', code: 2, tells: /source is missing/ },
  { line: 'ingest azure x', code: 2, tells: /aws, opengraph/ },
  { line: 'ingest aws', code: 2, tells: /no path/ },
  { line: 'ingest aws x --region eu-west-1', code: 2, tells: /--live/ },
  { line: 'ingest opengraph --live', code: 2, tells: /--live/ },
  { line: 'ingest aws x --live', code: 2, tells: /no path/ },
  { line: 'serve --port 70000', code: 2, tells: /--port 70000/ },
  { line: 'serve here', code: 2, tells: /here/ },
  { line: 'demo --port x', code: 2, tells: /--port x/ },
  { line: 'report --store http://x', code: 2, tells: /http:/ },
  { line: 'ingest aws FOLDER/absent', code: 3, tells: /no such file/ },
  { line: 'ingest opengraph FOLDER/bad.json', code: 3, tells: /bad\.json/ },
  { line: 'ingest opengraph FOLDER/bad.json --dry-run', code: 3, tells: /bad\.json/ },
  { line: 'evaluate FOLDER/absent', code: 3, tells: /absent/ },
  { line: 'report --store FOLDER/absent', code: 4, tells: /no store/ },
  { line: 'report --store FOLDER/not-a-store', code: 4, tells: /not a store/ },
  { line: 'ingest opengraph FOLDER/hostile.json --store FOLDER/not-a-store', code: 4, tells: /mine\.txt/ },
  { line: 'report --out FOLDER/absent/x', code: 4, tells: /cannot be written/ },
  { line: 'export opengraph --out FOLDER', code: 4, tells: /cannot be written/ },
];

test.each(cases)('$code: ambit $line', async ({ line, code, tells = /./ }) => {
  const ended = await call(scratch.store, line.replaceAll('FOLDER', scratch.folder).split(' '));
  expect(ended).toMatchObject({ code });
  expect(ended.told).toMatch(tells);
  expect(ended.told).not.toMatch(/\bat .*:\d+:\d+/);
  expect(ended.told).not.toContain('\u001b');
  if (code !== 3) expect(ended.out).toBe('');
  expect(existsSync(join(scratch.folder, 'absent'))).toBe(false);
});

test('help and version', async () => {
  expect(await ambit.run('--version')).toMatchObject({ code: 0, out: `${version}\n` });
  for (const argv of [['--help'], ['-h'], ['help'], []]) {
    const { code, out } = await ambit.run(...argv);
    expect(code).toBe(0);
    expect(out).toMatch(/usage: ambit <command>/);
  }
  const { out } = await ambit.run('report', '--help');
  expect(out).toMatch(/--format FORMAT .*: table, json, csv\b/);
});

const rejections = [
  { when: 'away from a terminal', argv: [] },
  { when: '--format json', argv: ['--format', 'json'] },
  { when: '--format=json', argv: ['--format=json'] },
  { when: '--dry-run', argv: ['--dry-run'] },
];

test.each(rejections)('rejected input is printed as JSON: $when', async ({ argv }) => {
  const { code, out } = await ambit.run('ingest', 'opengraph', join(scratch.folder, 'bad.json'), ...argv);
  expect(code).toBe(3);
  const { rejected } = JSON.parse(out) as { rejected: Record<string, string>[] };
  expect(rejected.length).toBeGreaterThan(0);
  for (const each of rejected) expect(Object.keys(each).sort()).toEqual(['field', 'file', 'reason', 'record']);
});

test('rejected input with --format table leaves standard output alone', async () => {
  const ended = await ambit.run('ingest', 'opengraph', join(scratch.folder, 'bad.json'), '--format', 'table');
  expect(ended).toMatchObject({ code: 3, out: '' });
});

test('hostile names move no cursor, in any table', async () => {
  const lines = [
    ['report', '--all', '--format', 'table'],
    ['report', '--all', '--format', 'markdown'],
    ['report', '--all', '--format', 'csv'],
    ['reach', 'red', '--format', 'table'],
    ['exposure', 'red', '--format', 'table'],
    ['show', 'red', '--format', 'table'],
    ['paths', '--from', '__proto__', '--to', 'red', '--format', 'table'],
    ['paths', '--from', 'red', '--to', 'twin-1', '--format', 'table'],
    ['query', 'reach', 'of=__proto__', '--format', 'table'],
  ];
  for (const argv of lines) {
    const { code, out } = await call(scratch.store, argv);
    expect(code).toBe(0);
    expect(out).not.toMatch(/[^\P{C}\n\r]/u);
  }
  const { told } = await call(scratch.store, ['reach', '\u001b[31m']);
  expect(told).not.toContain('\u001b');
});

test('names of objects that JavaScript knows are names like others', async () => {
  const { from, nodes } = await ambit.json<{ from: string; nodes: { id: string }[] }>('reach', 'constructor');
  expect(from).toBe('__proto__');
  expect(nodes.map(({ id }) => id)).toEqual(['red', '日本']);
});

const widths = [40, 80, 120];

test.each(widths)('$COLUMNS of %i is the width of the table', async (width) => {
  const { out } = await program(scratch.store, { COLUMNS: String(width) }).run('report', '--all', '--format', 'table');
  const table = out.split('\n\n')[1] ?? '';
  expect(table).not.toBe('');
  for (const line of table.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
});

test('a reader that goes away ends the command quietly', async () => {
  const big = join(scratch.folder, 'big');
  await program(big).run('demo', '--no-serve');
  for (const line of ['report --all', 'export opengraph']) {
    const shell = spawn('bash', ['-c', `set -o pipefail; bin/ambit ${line} | true`], {
      cwd: fixture('../..'),
      env: { PATH: process.env['PATH'], AMBIT_STORE: big },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    expect(await text(shell.stderr)).toBe('');
    await new Promise((resolve) => (shell.exitCode === null ? shell.once('exit', resolve) : resolve(undefined)));
    expect(shell.exitCode).toBe(0);
  }
  const full = spawn('bash', ['-c', 'bin/ambit report --all > /dev/full'], {
    cwd: fixture('../..'),
    env: { PATH: process.env['PATH'], AMBIT_STORE: big },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  expect(await text(full.stderr)).toMatch(/^ambit: standard output cannot be written/);
});

test('--out writes a file that only its owner reads', async () => {
  const file = join(scratch.folder, 'report.csv');
  const ended = await ambit.run('report', '--all', '--format', 'csv', '--out', file);
  expect(ended).toEqual({ code: 0, out: '', told: '' });
  expect(readFileSync(file, 'utf8')).toMatch(/^rank,id,name/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
