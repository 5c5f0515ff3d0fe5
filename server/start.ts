import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Workspace } from '../app/workspace.ts';
import { UnavailableError } from '../model/errors.ts';
import { openStore } from '../store/open-store.ts';
import { createAccess } from './access.ts';
import { createApp } from './app.ts';

/** What to serve and where. */
export interface ServeOptions {
  /** URL or folder of the store. */
  readonly store: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** A server at work. */
export interface RunningServer {
  /** The page's address with the access token in it. */
  readonly address: string;
  readonly token: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Built beside the program: dist/web and dist/api-page. */
const pageFolder = fileURLToPath(new URL('web', import.meta.url));
const apiPageFolder = fileURLToPath(new URL('api-page', import.meta.url));

/** Addresses of this machine alone are listened on. */
const host = '127.0.0.1';

/**
 * Opens the store and serves API and map on 127.0.0.1.
 *
 * @throws {UnavailableError} when the port is taken or the store cannot be opened
 */
export async function startServer({ store, port }: ServeOptions): Promise<RunningServer> {
  const workspace = new Workspace(await openStore(store));
  const access = createAccess();
  const server = createServer(createApp({ workspace, access, pageFolder, apiPageFolder, log }));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (cause) {
    await workspace.close();
    throw new UnavailableError(`port ${port} of ${host} cannot be listened on`, 'choose another one with --port', {
      cause,
    });
  }
  const bound = (server.address() as AddressInfo).port;
  return {
    address: `http://${host}:${bound}/?token=${access.token}`,
    token: access.token,
    port: bound,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await workspace.close();
    },
  };
}

/** One JSON line an event, to standard error. */
function log(event: string, details: object): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...details })}\n`);
}
