import { request, type IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { RunningServer } from '../../server/start.ts';

/** Where `node scripts/build.mjs` puts the pages. */
export const built = fileURLToPath(new URL('../../dist/', import.meta.url));

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed body; a JSON document is expected. */
  json(): unknown;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Asks as written: `fetch` would set Host and Origin itself, and normalise the path. */
export function ask({ port }: RunningServer, path: string, { method, headers, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method: method ?? 'GET', headers: { ...headers } }, (got) => {
      const chunks: Buffer[] = [];
      got.on('data', (chunk: Buffer) => chunks.push(chunk));
      got.on('error', reject);
      got.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: got.statusCode ?? 0, headers: got.headers, text, json: () => JSON.parse(text) as unknown });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Asks with the token. */
export function askWithToken(server: RunningServer, path: string, asked: Asked = {}): Promise<Answer> {
  return ask(server, path, { ...asked, headers: { ...asked.headers, authorization: `Bearer ${server.token}` } });
}
