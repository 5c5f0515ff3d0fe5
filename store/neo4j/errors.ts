import { Neo4jError } from 'neo4j-driver';

import { AmbitError, UnavailableError } from '../../model/errors.ts';

/** What the operator can do, by the beginning of the server's code. */
const hints: readonly (readonly [code: string, what: string, hint: string])[] = [
  ['Neo.ClientError.Security.Unauthorized', 'the user or the password is wrong', 'set $NEO4J_USER and $NEO4J_PASSWORD'],
  [
    'Neo.ClientError.Security.AuthenticationRateLimit',
    'the server takes no more passwords for now',
    'set $NEO4J_PASSWORD right and wait some seconds',
  ],
  [
    'Neo.ClientError.Security.CredentialsExpired',
    'the password must be changed first',
    'change it with cypher-shell, then set $NEO4J_PASSWORD',
  ],
  ['Neo.ClientError.Security', 'the server refuses', 'the user must be allowed to read, write and make constraints'],
  ['Neo.ClientError.Database.DatabaseNotFound', 'there is no such database', 'name another one with ?database='],
  ['Neo.TransientError.General.MemoryPoolOutOfMemoryError', 'the server ran out of memory', 'give it more memory'],
  [
    'ServiceUnavailable',
    'the server cannot be reached',
    'see that it runs, and that host, port and scheme are right: +s and +ssc are for servers with TLS',
  ],
  ['SessionExpired', 'the connection was lost', 'run it again; the snapshot that was current still is'],
  ['N/A', 'the server does not answer as a Neo4j', 'see that the port is that of Bolt, 7687 unless it was changed'],
];

/** What the server or the driver refused, as {@link UnavailableError}; other errors as they are. */
export function asUnavailable(doing: string, error: unknown): unknown {
  if (error instanceof AmbitError || !(error instanceof Neo4jError)) return error;
  const [, what, hint] = hints.find(([code]) => error.code.startsWith(code)) ?? [];
  const message = what === undefined ? error.message : `${what} (${firstLine(error.message)})`;
  return new UnavailableError(`${doing}: ${message}`, hint, { cause: error });
}

/** The driver's advice about itself comes before its reason, and its routing table after. */
function firstLine(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  const reason = /Caused by: (.+)$/.exec(line)?.[1] ?? line.split(' Known routing table')[0] ?? '';
  return reason.slice(0, 300);
}

/** The error for content that is not what was written. */
export function damaged(what: string, cause?: unknown): UnavailableError {
  return new UnavailableError(
    `${what}: what the database holds is not what was written`,
    'somebody changed it by hand, or it was restored in part; ingest again',
    { cause },
  );
}

/** The error of a writer that somebody else replaced. */
export function replaced(): UnavailableError {
  return new UnavailableError(
    'another writer took over, for this one did not answer in time; nothing was changed',
    'run it again when the other one is done',
  );
}
