import { UnavailableError } from '../../model/errors.ts';

/** A call did not end within its time, whatever its peer does. */
export class DeadlineError extends UnavailableError {
  override name = 'DeadlineError';
}

/** An answer that is no answer of the service: an empty body, a web page, a document without its fields. */
export class AnswerError extends UnavailableError {
  override name = 'AnswerError';
  /** Whether the endpoint seems not to know the operation at all. */
  readonly isUnsupported: boolean;

  constructor(message: string, isUnsupported = false) {
    super(message);
    this.isUnsupported = isUnsupported;
  }
}
