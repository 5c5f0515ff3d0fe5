import { openStore } from '../app/open-store.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Workspace } from '../app/workspace.ts';
import { UnavailableError } from '../model/errors.ts';
import { createAccess } from './access.ts';
import { createApp } from './app.ts';

/** What to serve and where. */
export interface ServeOptions {
  /** URL or folder of the store. */
  readonly store: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Folder that the build puts page (`web/`) and API page (`api-page/`) into; that of the program where absent. */
  readonly built?: string;
  /** Largest body that is taken; 1 GiB where absent. */
  readonly maximumBodyBytes?: number;
}

/** A server at work. */
export interface RunningServer {
  /** The page's address with the access token in it. */
  readonly address: string;
  readonly token: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The program's own folder is dist/, where the pages are built beside it. */
const programFolder = fileURLToPath(new URL('.', import.meta.url));

/** Somebody waits for the answer: a database that is restarted is waited for, one that stays away is told. */
const retryMs = 15_000;

/** Addresses of this machine alone are listened on. */
const host = '127.0.0.1';

/**
 * Opens the store and serves API and map on 127.0.0.1.
 *
 * @throws {UnavailableError} when the port is taken or the store cannot be opened
 */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { store, port, built = programFolder, maximumBodyBytes = 2 ** 30 } = options;
  const workspace = new Workspace(await openStore(store, { retryMs }));
  const access = createAccess();
  const pages = { pageFolder: join(built, 'web'), apiPageFolder: join(built, 'api-page') };
  const server = createServer(createApp({ workspace, access, ...pages, maximumBodyBytes, log }));
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
