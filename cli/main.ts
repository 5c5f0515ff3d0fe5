import { readEnvironment } from '../app/environment.ts';
import { AmbitError, InputError, UsageError } from '../model/errors.ts';
import { version } from '../model/version.ts';
import type { Command } from './define-command.ts';
import { commandHelp, overview } from './help.ts';
import { print, printJson, tell } from './output.ts';
import { parseArguments } from './parse-arguments.ts';
import * as registry from './registry.ts';

const commands: readonly Command[] = Object.values(registry);

/** Runs one command line; the only place of the command line where errors are caught. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = argv;
  try {
    if (name === '--version') return await said(`${version}\n`);
    if (name === '--help' || name === 'help') return await said(overview(commands, version));
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) throw new UsageError(`there is no command ${name}`, 'see `ambit --help`');
    const invocation = parseArguments(command, rest, readEnvironment());
    if (invocation.flags.has('help')) return await said(commandHelp(command));
    return await command.run(invocation);
  } catch (error) {
    return await explain(error, argv);
  }
}

async function said(text: string): Promise<number> {
  await print(text);
  return 0;
}

async function explain(error: unknown, argv: readonly string[]): Promise<number> {
  if (!(error instanceof AmbitError)) throw error;
  if (
    error instanceof InputError &&
    argv.some((arg, index) => arg === '--format=json' || (arg === 'json' && argv[index - 1] === '--format'))
  ) {
    await printJson({ rejected: error.rejected });
  }
  tell(`ambit: ${error.message}`);
  if (error.hint !== undefined) tell(error.hint);
  return error.exitCode;
}
