import * as registry from '../ingest/sources/registry.ts';
import type { Source } from '../ingest/source.ts';
import { NotFoundError } from './not-found.ts';

/** Every source that files can come from. */
export const sources: readonly Source[] = Object.values(registry);

/**
 * @throws {NotFoundError} when no source has the id
 */
export function sourceById(id: string): Source {
  const source = sources.find((candidate) => candidate.id === id);
  if (source) return source;
  throw new NotFoundError(`there is no source ${id}`, `sources are ${sources.map((known) => known.id).join(', ')}`);
}
