import { UsageError } from '../model/errors.ts';
import type { Command, Invocation } from './define-command.ts';
import { option } from './parse-arguments.ts';

/** The format that the invocation asks for: `table` on a terminal, else `json`, unless `--format` names one. */
export function formatOf(command: Pick<Command, 'formats'>, invocation: Invocation): string {
  const asked = option(invocation, 'format');
  if (asked === undefined) return invocation.environment.isTerminal ? 'table' : 'json';
  const known = ['table', 'json', ...(command.formats ?? [])];
  if (known.includes(asked)) return asked;
  throw new UsageError(`there is no format ${asked} here`, `formats are ${known.join(', ')}`);
}

/** Writes a result; waits where the reader is slow, so that nothing is lost at exit. */
export async function print(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise<void>((resolve) => {
    process.stdout.once('drain', resolve);
    process.stdout.once('close', resolve);
  });
}

/** One JSON document and a newline. */
export async function printJson(value: unknown): Promise<void> {
  await print(`${JSON.stringify(value)}\n`);
}

/** Writes for a person, beside the result. */
export function tell(text: string): void {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
}
