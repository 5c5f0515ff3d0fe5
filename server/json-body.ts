import type { Request } from 'express';
import { UsageError } from '../model/errors.ts';
import { TooLargeError } from './problem.ts';

const maximumBytes = 1_000_000;

/**
 * The body of a request that says that it is JSON; not checked further.
 *
 * @throws {UsageError} when it is none, or of another type, which a page of another site could send unasked
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  if (request.is('application/json') === false) throw new UsageError('the body must be application/json');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maximumBytes) throw new TooLargeError(maximumBytes);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch (cause) {
    throw new UsageError('the body is not JSON', undefined, { cause });
  }
}
