import type { Resource } from '../resource.ts';
import type { Site } from '../site.ts';

/** One AWS service, as the collector reads it. */
export interface ServiceCollector {
  /** IAM's prefix, as in the table of calls. */
  readonly service: string;
  readonly scope: 'global' | 'regional';
  /** Reads what the account has of it; what cannot be read is noted by the site as a gap. */
  readonly collect: (site: Site) => Promise<readonly Resource[]>;
}
