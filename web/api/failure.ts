/** A request that got no usable answer, in words for the person who waits for it. */
export class RequestFailure extends Error {
  override name = 'RequestFailure';
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly detail: string;

  constructor(status: number, title: string, detail: string, options?: ErrorOptions) {
    super(title, options);
    this.status = status;
    this.detail = detail;
  }
}

/** Whether the session is over, so that only a fresh link helps. */
export function isExpired(error: unknown): boolean {
  return error instanceof RequestFailure && error.status === 401;
}

/** The failure that a problem document (RFC 9457) describes; anything else still names its status. */
export function failureOf(status: number, body: unknown): RequestFailure {
  const problem = typeof body === 'object' && body !== null ? (body as { title?: unknown; detail?: unknown }) : {};
  const title = typeof problem.title === 'string' ? problem.title : `The server answered ${status}`;
  return new RequestFailure(status, title, typeof problem.detail === 'string' ? problem.detail : '');
}
