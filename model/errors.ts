/** What was wrong with one record of an input: where it stands and why it was not taken. */
export interface Rejection {
  readonly file: string;
  /** The record's own name (an ARN, an id) or its place (`line 17`, `UserDetailList[3]`). */
  readonly record: string;
  /** Path of the field inside the record; empty when the record as a whole is meant. */
  readonly field: string;
  readonly reason: string;
}

/**
 * Base of every error that a person is meant to read.
 *
 * `message` says what, with the value; `hint` what the operator can do about it.
 */
export abstract class AmbitError extends Error {
  override name = 'AmbitError';
  readonly hint: string | undefined;
  /** The process's exit code (see docs/quickstart.md) when this error ends a command. */
  abstract readonly exitCode: 2 | 3 | 4;

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** The command or request itself is wrong: an unknown option, an ambiguous name. */
export class UsageError extends AmbitError {
  override name = 'UsageError';
  override readonly exitCode = 2;
}

/** An input was refused as a whole; nothing of it was taken. */
export class InputError extends AmbitError {
  override name = 'InputError';
  override readonly exitCode = 3;
  readonly rejected: readonly Rejection[];

  constructor(rejected: readonly Rejection[], hint?: string, options?: ErrorOptions) {
    super(rejected.map(describeRejection).join('\n'), hint, options);
    this.rejected = rejected;
  }
}

/** A store or a source cannot be reached, opened or trusted. */
export class UnavailableError extends AmbitError {
  override name = 'UnavailableError';
  override readonly exitCode = 4;
}

function describeRejection({ file, record, field, reason }: Rejection): string {
  return [file, record, field].filter((part) => part !== '').join(': ') + `: ${reason}`;
}
