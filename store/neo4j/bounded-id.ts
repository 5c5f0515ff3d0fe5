import { createHash } from 'node:crypto';

/** An indexed text of more than 8 kB is refused by the database, together with all that was to be written with it. */
const longest = 2000;

/** The id as it is indexed: itself, or its beginning and a digest where it is longer than 2,000 characters. */
export function boundedId(id: string): string {
  if (id.length <= longest) return id;
  return `${id.slice(0, 1000)}…${createHash('sha256').update(id).digest('hex')}`;
}
