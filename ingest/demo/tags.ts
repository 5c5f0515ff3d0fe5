import type { Tag } from './estate.ts';

/** Tags by key. */
export type Tags = { readonly [key: string]: string };

/** The tags in IAM's form. */
export function tagList(tags: Tags = {}): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
