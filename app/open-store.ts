import { graphCodec } from '../graph/graph-rows.ts';
import { openStore as openAnyStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { readEnvironment } from './environment.ts';

/**
 * Opens the store that the text names: a folder, or a server, to which the environment says who asks.
 *
 * @throws {UsageError} when the URL's scheme is none of a store's
 * @throws {UnavailableError} when the store cannot be opened
 */
export function openStore(url: string, { readOnly = false } = {}): Promise<Store> {
  const { neo4j, cacheFolder } = readEnvironment();
  return openAnyStore(url, { readOnly, server: { ...neo4j, cacheFolder, codec: graphCodec } });
}
