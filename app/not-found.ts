import { UsageError } from '../model/errors.ts';

/** What a request names is not there: a node, a source, a format. */
export class NotFoundError extends UsageError {
  override name = 'NotFoundError';
}
