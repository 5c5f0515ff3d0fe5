import { z } from 'zod';
import type { Rejection } from '../../../model/errors.ts';
import type { JsonValue } from '../../../model/json.ts';
import type { AmbitRecord, Fact, NodeRecord, Origin } from '../../../model/records.ts';
import type { PayloadItem } from '../../payload.ts';
import type { Said } from '../../source.ts';

/** What a mapping knows besides the item: whose payload it is and when it was read. */
export interface Reading {
  /** The account whose payload the item belongs to; empty for the organisation's. */
  readonly account: string;
  readonly observedAt: string;
}

/** Turns one payload item into what it says; throws nothing, says rejections. */
export type Mapping = (item: PayloadItem, reading: Reading) => Iterable<Said>;

/** A mapping for items of one shape: what does not fit the schema is rejected with the field that does not. */
export function mapping<T>(
  schema: z.ZodType<T>,
  say: (value: T, item: PayloadItem, reading: Reading) => Iterable<Said>,
): Mapping {
  return function* map(item, reading) {
    const parsed = schema.safeParse(item.value);
    if (parsed.success) {
      yield* say(parsed.data, item, reading);
      return;
    }
    for (const issue of parsed.error.issues) yield rejected(item, issue.path.map(String).join('.'), issue.message);
  };
}

/** A rejection of the item's field, named by the item's own ARN where it has one. */
export function rejected(item: PayloadItem, field: string, reason: string): Said {
  const rejection: Rejection = { file: item.file, record: recordName(item), field, reason };
  return { say: 'rejection', rejection };
}

/** A node record as something said. */
export function node(origin: Origin, record: Omit<NodeRecord, 'record' | 'origin'>): Said {
  return { say: 'record', record: { record: 'node', origin, ...record } };
}

/** A fact as something said. */
export function fact(origin: Origin, said: Fact): Said {
  const record: AmbitRecord = { record: 'fact', origin, ...said };
  return { say: 'record', record };
}

/** Any JSON that is there at all. */
export const json = z.custom<JsonValue>((value) => value !== undefined, 'is missing');

/** That so many things of a name were read, for the summary. */
export function count(of: string, by: number): Said {
  return { say: 'count', of, count: by };
}

/** `[{Key, Value}]` or `{key: value}` as one object without a prototype. */
export const tagsSchema = z
  .union([
    z
      .array(z.object({ Key: z.string(), Value: z.string() }))
      .transform((tags) => tags.map(({ Key, Value }) => [Key, Value] as const)),
    z.record(z.string(), z.string()).transform((tags) => Object.entries(tags)),
  ])
  .transform((entries): Readonly<Record<string, string>> => Object.fromEntries(entries));

function recordName(item: PayloadItem): string {
  const place = item.section === '' ? `line ${item.index}` : `${item.section}[${item.index}]`;
  const value = item.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return place;
  const name = value['Arn'] ?? value['arn'];
  return typeof name === 'string' ? `${place} ${name.slice(0, 200)}` : place;
}
