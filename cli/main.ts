import { readEnvironment } from '../app/environment.ts';
import { AmbitError, InputError, UsageError } from '../model/errors.ts';
import { printable } from '../model/printable.ts';
import { version } from '../model/version.ts';
import type { Command, Invocation } from './define-command.ts';
import { commandHelp, overview } from './help.ts';
import { print, printJson, ReaderGone, tell } from './output.ts';
import { parseArguments } from './parse-arguments.ts';
import * as registry from './registry.ts';

/** Every command, in the order of its name. */
export const commands: readonly Command[] = Object.values(registry);

/** Exit code of a fault in the program itself (sysexits.h, EX_SOFTWARE): 1 is a gate that failed. */
const faultCode = 70;

/** Runs one command line; the only place of the command line where errors are caught. */
export async function main(argv: readonly string[]): Promise<number> {
  // Writes report their own errors; without a listener a reader that has gone would end the process with a stack.
  for (const stream of [process.stdout, process.stderr])
    if (stream.listenerCount('error') === 0) stream.on('error', () => {});
  let invocation: Invocation | undefined;
  try {
    const [name = '--help', ...rest] = argv;
    if (name === '--version') return await said(`${version}\n`);
    if (name === '--help' || name === '-h' || name === 'help') return await said(overview(commands, version));
    const command = commands.find((candidate) => candidate.name === name);
    if (command === undefined) throw new UsageError(`there is no command ${name}`, 'see `ambit --help`');
    invocation = parseArguments(command, rest, readEnvironment());
    if (invocation.flags.has('help')) return await said(commandHelp(command));
    return await command.run(invocation);
  } catch (error) {
    if (!(error instanceof InputError) || invocation?.format !== 'json') return explain(error);
    return explainRejected(error);
  }
}

async function explainRejected(error: InputError): Promise<number> {
  try {
    await printJson({ rejected: error.rejected });
  } catch (unwritten) {
    if (!(unwritten instanceof ReaderGone)) return explain(unwritten);
  }
  return explain(error);
}

async function said(text: string): Promise<number> {
  await print(text);
  return 0;
}

function explain(error: unknown): number {
  if (error instanceof ReaderGone) return 0;
  if (!(error instanceof AmbitError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tellLines(`ambit: this is a fault in the program, please report it: ${stack}`);
    return faultCode;
  }
  tellLines(`ambit: ${error.message}`);
  if (error.hint !== undefined) tellLines(error.hint);
  return error.exitCode;
}

/** Messages carry names from outside: nothing in them moves the cursor of whoever reads. */
function tellLines(text: string): void {
  tell(
    text
      .split('\n')
      .map((line) => printable(line, 2000))
      .join('\n'),
  );
}
