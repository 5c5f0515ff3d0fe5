import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request to the scripted endpoint, in the terms of a script. */
export interface ScriptedRequest {
  /** As in `Credential=…/us-east-1/iam/aws4_request`: the name that requests are signed for. */
  readonly service: string;
  readonly region: string;
  /** Of query and JSON protocols; of the others `GET /path`. */
  readonly operation: string;
  /** Fields of the form, or of the JSON body. */
  readonly fields: Readonly<Record<string, string>>;
  /** How often `service:operation` was asked before, this one included. */
  readonly attempt: number;
}

/** What the script answers; `hang` keeps the connection open and silent. */
export type ScriptedAnswer = Whole | 'hang' | undefined;

interface Whole {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

export interface ScriptedEndpoint {
  readonly url: string;
  /** `service:operation` of every request, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** An HTTP peer that answers as the script says and denies what the script leaves out. */
export async function startScripted(script: (request: ScriptedRequest) => ScriptedAnswer): Promise<ScriptedEndpoint> {
  const asked: string[] = [];
  const server = createServer((message, response) => {
    void answerTo(message, response);
  });
  async function answerTo(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = parse(message, await readBody(message), asked);
    const answer = script(request) ?? denial(request);
    if (answer !== 'hang') send(response, answer);
  }
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
    },
  };
}

function send(response: ServerResponse, { status = 200, type = 'text/xml', body }: Whole) {
  response.writeHead(status, { 'content-type': type });
  response.end(body);
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parse(message: IncomingMessage, body: string, asked: string[]): ScriptedRequest {
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(message.headers.authorization ?? '') ?? [];
  const target = message.headers['x-amz-target'];
  const form = Object.fromEntries(new URLSearchParams(body.startsWith('{') ? '' : body));
  const json = body.startsWith('{') ? (JSON.parse(body) as Record<string, string>) : {};
  const operation =
    typeof target === 'string'
      ? target.slice(target.indexOf('.') + 1)
      : (form['Action'] ?? `${message.method} ${message.url}`);
  const name = `${service}:${operation}`;
  asked.push(name);
  const attempt = asked.filter((other) => other === name).length;
  return { service, region, operation, fields: { ...form, ...json }, attempt };
}

/** Denial in the words of the protocol that the request speaks. */
function denial({ service, operation }: ScriptedRequest): Whole {
  const message = `not authorized to perform ${service}:${operation}`;
  if (service === 's3')
    return { status: 403, body: `<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>` };
  if (service === 'ec2') {
    const error = `<Error><Code>UnauthorizedOperation</Code><Message>${message}</Message></Error>`;
    return { status: 403, body: `<Response><Errors>${error}</Errors></Response>` };
  }
  if (['iam', 'sts', 'sns', 'rds', 'cloudformation'].includes(service)) return queryError(403, 'AccessDenied', message);
  return jsonError(403, 'AccessDeniedException', message);
}

/** An error of the query protocol. */
export function queryError(status: number, code: string, message: string): Whole {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body: `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>` };
}

/** An error of the JSON protocols. */
export function jsonError(status: number, code: string, message: string): Whole {
  return { status, type: 'application/x-amz-json-1.1', body: JSON.stringify({ __type: code, message }) };
}

/** An answer of the JSON protocols. */
export function jsonAnswer(value: unknown): Whole {
  return { type: 'application/x-amz-json-1.1', body: JSON.stringify(value) };
}

/** An answer of the query protocol: the XML of the operation's result. */
export function queryAnswer(operation: string, result: string): Whole {
  return { body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>` };
}

/** Whose account a scripted endpoint says that it is. */
export const scriptedAccount = '111111111111';

/** The answer to `GetCallerIdentity`, without which no collection begins. */
export function callerIdentity(account = scriptedAccount): Whole {
  const arn = `arn:aws:iam::${account}:user/collector`;
  return queryAnswer('GetCallerIdentity', `<Arn>${arn}</Arn><UserId>AIDA</UserId><Account>${account}</Account>`);
}
