import { Readable } from 'node:stream';
import { AnswerError } from './collect-errors.ts';

/** What this module needs of a client of the SDK. */
export interface CheckedClient {
  readonly middlewareStack: { add(middleware: never, options: { step: 'deserialize'; priority: 'low' }): void };
  destroy(): void;
}

type Handler = (args: unknown) => Promise<{ response: unknown; output: never }>;

/** Largest answer that is taken; AWS's own pages are below 10 MB. */
const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * Makes a client refuse answers that are none, which the SDK would deserialize into empty lists.
 *
 * @see withBody for what is refused
 */
export function checkAnswers(client: CheckedClient): void {
  const middleware = (next: Handler) => async (args: unknown) => {
    const result = await next(args);
    if (isHttpResponse(result.response)) await checkResponse(result.response);
    return result;
  };
  client.middlewareStack.add(middleware as never, { step: 'deserialize', priority: 'low' });
}

interface HttpResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: unknown;
}

async function checkResponse(response: HttpResponse): Promise<void> {
  if (!(response.body instanceof Readable)) return;
  const bytes = await collect(response.body);
  response.body = Readable.from([bytes]);
  const isSuccess = response.statusCode >= 200 && response.statusCode < 300;
  if (isSuccess && bytes.length === 0) throw new AnswerError(`HTTP ${response.statusCode} with an empty body`);
  if (!isHtml(response, bytes)) return;
  if (isSuccess) throw new AnswerError(`HTTP ${response.statusCode} with a web page instead of an answer`);
  // Throttling and maintenance pages (429, 502, 503) are left to the SDK, which tries again.
  const isUnknown = response.statusCode === 404 || response.statusCode === 500 || response.statusCode === 501;
  if (isUnknown) throw new AnswerError(`HTTP ${response.statusCode} with a web page`, true);
}

async function collect(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array);
    byteCount += bytes.length;
    if (byteCount > maxAnswerBytes) throw new AnswerError(`answer of more than ${maxAnswerBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function isHtml(response: HttpResponse, bytes: Buffer): boolean {
  const type = response.headers['content-type'] ?? '';
  return type.startsWith('text/html') && /^\s*<(!doctype html|html)/i.test(bytes.subarray(0, 200).toString('latin1'));
}

function isHttpResponse(response: unknown): response is HttpResponse {
  return typeof response === 'object' && response !== null && 'statusCode' in response && 'body' in response;
}
