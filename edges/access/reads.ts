import type { CompiledStatement } from '../../policy/compile.ts';
import type { Resource } from '../estate/resources.ts';

/** What statements read about a resource beside its ARN. */
export interface Reads {
  /** Lower-case names of tags, in order. */
  readonly tags: readonly string[];
  readonly region: boolean;
  readonly account: boolean;
  /** What a service tells a key of the data that it keeps with it. */
  readonly encryptionContext: boolean;
}

const readsNothing: Reads = { tags: [], region: false, account: false, encryptionContext: false };

export function readsOf(statements: readonly CompiledStatement[]): Reads {
  const keys = new Set<string>();
  for (const { conditions, resources } of statements) {
    for (const condition of conditions) for (const key of condition.keys) keys.add(key);
    for (const { whole } of resources?.templates ?? []) for (const key of whole.keys) keys.add(key);
  }
  if (keys.size === 0) return readsNothing;
  const tags = [...keys].flatMap((key) => /resourcetag\/(.*)$/.exec(key)?.[1] ?? []);
  return {
    tags: [...new Set(tags)].sort(),
    region: keys.has('aws:requestedregion'),
    account: keys.has('aws:resourceaccount') || keys.has('s3:resourceaccount'),
    encryptionContext: [...keys].some((key) => key.startsWith('kms:encryptioncontext')),
  };
}

/** Values of what is read, in one text. */
export function valuesRead(reads: Reads, { id, tags, region, account }: Resource): string {
  if (reads.tags.length === 0 && !reads.region && !reads.account) return '';
  const byName = new Map(Object.entries(tags).map(([name, value]) => [name.toLowerCase(), value]));
  const values = reads.tags.map((name) => byName.get(name) ?? null);
  const place = reads.region ? [region ?? null, id.split(':', 4)[3]] : null;
  return JSON.stringify([values, place, reads.account ? account : null]);
}
