import type { Environment } from '../app/environment.ts';

/** One option of a command; flags take no value. */
export interface Option {
  readonly description: string;
  /** Name of the value in the help; absent for a flag. */
  readonly value?: string;
  /** One letter that stands for it. */
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
}

/** What a command is given. */
export interface Invocation {
  readonly args: readonly string[];
  /** Values by option name, each in the order given. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly flags: ReadonlySet<string>;
  /** `table` on a terminal, else `json`, unless `--format` names one that the command has. */
  readonly format: string;
  readonly environment: Environment;
}

/** One command of `ambit`; a literal, from which its help is made. */
export interface Command {
  readonly name: string;
  /** What follows the name: `<source> [path…]`. */
  readonly usage: string;
  readonly summary: string;
  /** Beyond `--store`, `--format` and `--help`, which all take. */
  readonly options: Readonly<Record<string, Option>>;
  /** Formats beside `table` and `json`. */
  readonly formats?: readonly string[];
  readonly examples: readonly string[];
  /** @returns the exit code */
  run(invocation: Invocation): Promise<number>;
}

/** Checks a command's literal at compile time. */
export function defineCommand(command: Command): Command {
  return command;
}
