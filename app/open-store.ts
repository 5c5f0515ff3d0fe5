import { graphCodec } from '../graph/graph-rows.ts';
import { openStore as openAnyStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { readEnvironment } from './environment.ts';

/** How a store is opened. */
interface OpenOptions {
  /** Nothing is created or written. */
  readonly readOnly?: boolean;
  /** How long a server that is away is asked again; a minute unless told. */
  readonly retryMs?: number;
}

/**
 * Opens the store that the text names: a folder, or a server, to which the environment says who asks.
 *
 * @throws {UsageError} when the URL's scheme is none of a store's
 * @throws {UnavailableError} when the store cannot be opened
 */
export function openStore(url: string, { readOnly = false, retryMs }: OpenOptions = {}): Promise<Store> {
  const { neo4j, cacheFolder } = readEnvironment();
  const patience = retryMs === undefined ? {} : { retryMs };
  return openAnyStore(url, { readOnly, server: { ...neo4j, ...patience, cacheFolder, codec: graphCodec } });
}
