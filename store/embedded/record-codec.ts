import { createHash } from 'node:crypto';

import { recordKey, recordNames } from '../../model/record-key.ts';
import type { AmbitRecord, Origin } from '../../model/records.ts';

/** LMDB's limit at pages of 4 KiB is 1,978 bytes; short keys keep the tree shallow. */
const maxPlainBytes = 400;

/** What names a partition. */
export type PartitionName = Pick<Origin, 'source' | 'scope' | 'part'>;

/** The record's key as bytes, at most 441: UTF-8, or its beginning and a digest where it is long or not well formed. */
export function keyBytes(record: AmbitRecord): Buffer {
  const key = recordKey(record);
  const plain = Buffer.from(key, 'utf8');
  if (plain.length <= maxPlainBytes && plain.toString('utf8') === key) return plain;
  // 0xff stands in no UTF-8 text, so such a key is never another one's plain key.
  const digest = createHash('sha256').update(Buffer.from(key, 'utf16le')).digest();
  return Buffer.concat([plain.subarray(0, maxPlainBytes), Buffer.of(0xff), digest]);
}

/** The record as it is stored: its time on a line, then its JSON without the origin, which its partition tells. */
export function recordText(record: AmbitRecord): string {
  const { origin, ...rest } = record;
  if (origin.observedAt.includes('\n')) throw new RangeError(`observedAt ${JSON.stringify(origin.observedAt)}`);
  return `${origin.observedAt}\n${JSON.stringify(rest)}`;
}

/** Reads {@link recordText}; a record is as new as its partition where that was read again without a change. */
export function parseRecord(text: string, name: PartitionName, readAt: string): AmbitRecord {
  const end = text.indexOf('\n');
  const record = JSON.parse(text.slice(end + 1)) as { origin: Origin };
  const { source, scope, part } = name;
  record.origin = { source, scope, part, observedAt: laterTime(text.slice(0, end), readAt) };
  return record as unknown as AmbitRecord;
}

/** Offset of the JSON in the bytes of a {@link recordText}. */
export function bodyStart(text: Uint8Array): number {
  return text.indexOf(0x0a) + 1;
}

/** Hashes of all ids that the record mentions, each once. */
export function nameHashes(record: AmbitRecord, seed: number): readonly number[] {
  return [...new Set(recordNames(record).map((name) => nameHash(name, seed)))];
}

/** FNV-1a over UTF-16 code units, from a seed that whoever chose the ids does not know. */
export function nameHash(name: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The later one of two ISO 8601 times. */
function laterTime(one: string, other: string): string {
  return one === other || Date.parse(one) >= Date.parse(other) ? one : other;
}

/** The earlier one of two ISO 8601 times. */
export function earlierTime(one: string, other: string): string {
  return laterTime(one, other) === one ? other : one;
}
