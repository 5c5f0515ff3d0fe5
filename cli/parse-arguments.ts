import { parseArgs } from 'node:util';
import type { Environment } from '../app/environment.ts';
import { UsageError } from '../model/errors.ts';
import type { Command, Invocation, Option } from './define-command.ts';

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, Option>> = {
  store: {
    value: 'URL',
    description: 'folder of the embedded store, or bolt://… for Neo4j; $AMBIT_STORE, else .ambit',
  },
  format: { value: 'FORMAT', description: 'table on a terminal, else json' },
  help: { description: 'this text', short: 'h' },
};

/**
 * @throws {UsageError} on an unknown option or one without its value
 */
export function parseArguments(command: Command, argv: readonly string[], environment: Environment): Invocation {
  const known = { ...command.options, ...commonOptions };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { value, short }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: true as const,
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
  const { values: found, positionals } = parse(command, argv, options);
  const values: Record<string, readonly string[]> = {};
  const flags = new Set<string>();
  for (const [name, given] of Object.entries(found)) {
    const list: readonly unknown[] = Array.isArray(given) ? given : [given];
    const texts = list.filter((value) => typeof value === 'string');
    if (texts.length === 0) flags.add(name);
    else if (texts.length > 1 && known[name]?.multiple !== true)
      throw new UsageError(`--${name} is given ${texts.length} times`);
    else values[name] = texts;
  }
  return { args: positionals, values, flags, format: formatOf(command, values, environment), environment };
}

function formatOf(
  { formats = [] }: Command,
  values: Readonly<Record<string, readonly string[]>>,
  { isTerminal }: Environment,
): string {
  const asked = values['format']?.[0];
  if (asked === undefined) return isTerminal ? 'table' : 'json';
  const known = ['table', 'json', ...formats];
  if (known.includes(asked)) return asked;
  throw new UsageError(`there is no format ${asked} here`, `formats are ${known.join(', ')}`);
}

function parse(
  command: Command,
  argv: readonly string[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object,
) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new UsageError(reason, `see \`ambit ${command.name} --help\``, { cause });
  }
}

/** The option's value, or undefined. */
export function option({ values }: Invocation, name: string): string | undefined {
  return values[name]?.[0];
}

/**
 * @throws {UsageError} when the value is no whole number in the range
 */
export function integerOption(
  invocation: Invocation,
  name: string,
  range: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const text = option(invocation, name);
  if (text === undefined) return range.otherwise;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= range.min && number <= range.max) return number;
  throw new UsageError(`--${name} ${text}: expected a whole number from ${range.min} to ${range.max}`);
}

/**
 * The one thing that the command takes.
 *
 * @throws {UsageError} when there is none, or more
 */
export function onlyArgument({ args }: Invocation, what: string): string {
  if (args.length === 1) return args[0];
  throw new UsageError(args.length === 0 ? `${what} is missing` : `one ${what} is taken, not ${args.length}`);
}

/**
 * @throws {UsageError} when the command is given anything but options
 */
export function noArguments({ args }: Invocation): void {
  if (args.length > 0) throw new UsageError(`${args[0]} is not taken here`);
}
