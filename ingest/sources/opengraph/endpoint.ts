import { asObject, canonicalJson, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { printable } from '../../../model/printable.ts';
import { parseId, parseWord, type Problem } from './problem.ts';

/** One end of an edge: a node by its id, or the one node that has certain properties. */
export type Endpoint = { readonly id: string } | { readonly match: Match };

/** What the node that is meant must have. */
export interface Match {
  /** Equal for equal matches, whatever order they were written in. */
  readonly key: string;
  readonly kind: string | undefined;
  /** Sorted by key; all must be equal. */
  readonly properties: readonly (readonly [string, JsonValue])[];
}

/** Checks one end of an edge; `field` is `start` or `end`. */
export function parseEndpoint(value: JsonValue | undefined, field: string): Endpoint | Problem {
  if (typeof value === 'string') return byId(parseId(value, field));
  const end = asObject(value);
  if (!end) return { field, reason: 'expected an id or an object with a value' };
  const by = end['match_by'] ?? 'id';
  if (by === 'property') return parseMatchers(end, field);
  if (by !== 'id' && by !== 'name') return { field: `${field}.match_by`, reason: 'expected id, name or property' };

  const named = parseId(end['value'], `${field}.value`);
  return by === 'id' || typeof named !== 'string' ? byId(named) : matching(end, field, [['name', named]]);
}

/** Says what a match asks for: `name "x"`. */
export function describeMatch({ kind, properties }: Match): string {
  const words = properties.map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(' and ');
  return printable(kind === undefined ? words : `kind "${kind}" and ${words}`);
}

/** The key of a match for these values; see {@link Match.key}. */
export function matchKey(kind: string | undefined, properties: Match['properties']): string {
  return canonicalJson([kind ?? null, properties]);
}

function byId(id: string | Problem): Endpoint | Problem {
  return typeof id === 'string' ? { id } : id;
}

function parseMatchers(end: JsonObject, field: string): Endpoint | Problem {
  const matchers = end['property_matchers'];
  const where = `${field}.property_matchers`;
  if (!Array.isArray(matchers) || matchers.length === 0) return { field: where, reason: 'expected a list of matchers' };
  const properties: [string, JsonValue][] = [];
  for (const [at, matcher] of matchers.entries()) {
    const { key, operator, value } = asObject(matcher) ?? {};
    const name = parseWord(key, `${where}[${at}].key`);
    if (typeof name !== 'string') return name;
    if ((operator ?? 'equals') !== 'equals') return { field: `${where}[${at}].operator`, reason: 'expected equals' };
    if (value === undefined || value === null || typeof value === 'object') {
      return { field: `${where}[${at}].value`, reason: 'expected a text, a number, true or false' };
    }
    properties.push([name, value]);
  }
  return matching(end, field, properties);
}

function matching(end: JsonObject, field: string, properties: [string, JsonValue][]): Endpoint | Problem {
  const said = end['kind'] ?? undefined;
  const kind = said === undefined ? undefined : parseWord(said, `${field}.kind`);
  if (typeof kind === 'object') return kind;
  const sorted = properties.sort(([a], [b]) => (a < b ? -1 : 1));
  return { match: { key: matchKey(kind, sorted), kind, properties: sorted } };
}
