import { UsageError } from '../model/errors.ts';
import { openEmbeddedStore } from './embedded.ts';
import { openNeo4jStore, type Neo4jOptions } from './neo4j.ts';
import { isNeo4jUrl } from './neo4j/address.ts';
import type { Store } from './store.ts';

/** How a store is opened, whatever it is. */
export interface OpenOptions {
  /** Nothing is created or written. */
  readonly readOnly?: boolean;
  /** How a store on a server is reached; needed for those alone. */
  readonly server?: Omit<Neo4jOptions, 'readOnly'>;
}

/**
 * Opens the store that the text names: a folder, or a server by its URL.
 *
 * @throws {UsageError} when the URL's scheme is none of a store's
 * @throws {UnavailableError} when the store cannot be opened
 */
export async function openStore(url: string, options: OpenOptions = {}): Promise<Store> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (url === '') throw new UsageError('the store has an empty name', 'give a folder, such as .ambit');
  if (scheme === undefined) return openEmbeddedStore(url, options);
  if (isNeo4jUrl(url)) {
    const { readOnly = false, server } = options;
    if (server === undefined) throw new TypeError('a store on a server is opened with its options');
    return openNeo4jStore(url, { ...server, readOnly });
  }
  throw new UsageError(`${scheme}:// is no store`, 'give a folder, or a bolt:// or neo4j:// URL');
}
