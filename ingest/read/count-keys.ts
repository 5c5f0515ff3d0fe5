import type { JsonValue } from '../../model/json.ts';

/**
 * The number of keys of all objects in a freshly parsed value, or NaN where a key is `__proto__`.
 *
 * Takes the prototype off every object on its way, so that `tags['constructor']` is what the payload says and nothing
 * else. Recursive: only for values whose depth was checked.
 */
export function countKeys(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;

  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) count += countKeys(element);
    return count;
  }
  Object.setPrototypeOf(value, null);
  for (const key in value) {
    if (key === '__proto__') return Number.NaN;
    count += 1 + countKeys(value[key] ?? null);
  }
  return count;
}
