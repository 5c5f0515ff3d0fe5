import type { Command, Option } from './define-command.ts';
import { commonOptions } from './parse-arguments.ts';

/** Help for all commands. */
export function overview(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    `ambit ${version}: if this machine identity is compromised, what falls, and by which way?`,
    '',
    'usage: ambit <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '`ambit <command> --help` tells more. Exit codes: 0 done, 1 a gate failed, 2 wrong usage,',
    '3 input rejected, 4 store or source unavailable, 5 done with gaps under --strict.',
    '',
  ].join('\n');
}

/** Help for one command. */
export function commandHelp({ name, usage, summary, options, formats = [], examples }: Command): string {
  const all = Object.entries({ ...options, ...commonOptions });
  const heads = all.map(([option, { value }]) => `--${option}${value === undefined ? '' : ` ${value}`}`);
  const width = Math.max(...heads.map((head) => head.length));
  const describe = ([option, { description }]: readonly [string, Option]): string =>
    option === 'format' ? `${description}: table, json${formats.map((format) => `, ${format}`).join('')}` : description;
  return [
    `usage: ambit ${name} ${usage}`.trimEnd(),
    '',
    summary,
    '',
    ...all.map((entry, index) => `  ${heads[index].padEnd(width)}  ${describe(entry)}`),
    '',
    ...examples.map((example) => `  $ ${example}`),
    '',
  ].join('\n');
}
