import type { JsonObject, JsonValue } from '../../model/json.ts';

/** An answer of the SDK as JSON: dates as ISO 8601 text, fields without a value left out. */
export function toJson(value: unknown): JsonValue {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null) return mapFields(value, (_name, field) => toJson(field));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The object with each of its fields turned into JSON, those without a value left out. */
export function mapFields(object: object, turn: (name: string, value: unknown) => JsonValue): JsonObject {
  const fields: [string, unknown][] = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields.map(([name, value]) => [name, turn(name, value)]));
}
