import type { ErrorRequestHandler, Response } from 'express';
import { NotFoundError } from '../app/not-found.ts';
import { AmbiguousNameError } from '../app/resolve-node.ts';
import { AmbitError, InputError, UnavailableError, UsageError } from '../model/errors.ts';

/** An error as RFC 9457 has it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Of a refused input: what was wrong where. */
  readonly rejected?: InputError['rejected'];
  /** Of a name that several nodes have: their ids. */
  readonly candidates?: readonly string[];
}

/** A body that is larger than the server takes. */
export class TooLargeError extends UsageError {
  override name = 'TooLargeError';

  constructor(maximumBytes: number) {
    super(`the body is larger than ${maximumBytes} bytes`, 'use `ambit ingest`');
  }
}

export function sendProblem(response: Response, problem: Omit<Problem, 'type'>): void {
  response
    .status(problem.status)
    .type('application/problem+json')
    .json({ type: 'about:blank', ...problem });
}

/** The only place of the server where errors are caught; what nobody meant to be read tells the client nothing. */
export function problemHandler(log: (event: string, details: object) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = problemOf(error);
    if (problem.status >= 500)
      log('error', {
        path: request.path,
        status: problem.status,
        message: logText(error),
      });
    // What is left of a body that was refused is not read: the connection ends with the answer.
    if (!request.complete) response.set('Connection', 'close');
    sendProblem(response, problem);
  };
}

/** A fault is logged with its stack; what is meant to be read says enough. */
function logText(error: unknown): string {
  if (error instanceof AmbitError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function problemOf(error: unknown): Omit<Problem, 'type'> {
  if (error instanceof NotFoundError)
    return { title: 'There is nothing of that name', status: 404, detail: detailOf(error) };
  if (error instanceof AmbiguousNameError)
    return { title: 'The name is ambiguous', status: 400, detail: detailOf(error), candidates: error.candidates };
  if (error instanceof TooLargeError) return { title: 'The body is too large', status: 413, detail: detailOf(error) };
  if (error instanceof UsageError) return { title: 'This cannot be asked', status: 400, detail: detailOf(error) };
  if (error instanceof InputError)
    return { title: 'The input was rejected', status: 422, detail: detailOf(error), rejected: error.rejected };
  if (error instanceof UnavailableError)
    return { title: 'The store or source is unavailable', status: 503, detail: detailOf(error) };
  const status = clientStatus(error);
  return status === undefined
    ? { title: 'Something went wrong here', status: 500 }
    : { title: 'The request was refused', status };
}

/** Express's own parsers throw errors with a status; only those of the client's making are passed on. */
function clientStatus(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

function detailOf({ message, hint }: AmbitError): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}
