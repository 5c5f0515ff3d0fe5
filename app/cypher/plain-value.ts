import type { JsonValue } from '../../model/json.ts';

/** Longer texts and lists, and what lies deeper, end in an ellipsis: an answer is for people to read. */
const longestText = 4000;
const longestList = 200;
const deepest = 8;

/** What a database says, as JSON: nodes, relationships and paths by their labels, types and properties. */
export function plainValue(value: unknown, depth = 0): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return typeof value;
  if (depth === deepest) return '…';
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return plainList(value, depth);
  if (isNode(value)) return { labels: [...value.labels], ...plainFields(value.properties, depth) };
  if (isRelationship(value)) return { type: value.type, ...plainFields(value.properties, depth) };
  if (isPath(value)) return plainPath(value, depth);
  // Dates, durations and points say what they are as text.
  const isMap = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null;
  return isMap ? plainFields(value, depth) : (value as Said).toString();
}

/** Properties of every node in the value, however deep. */
export function* nodesIn(value: unknown, depth = 0): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null || depth === deepest) return;
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item, depth + 1);
  else if (isNode(value)) yield value.properties;
  else if (isPath(value)) for (const node of pathNodes(value)) yield node.properties;
  else if (!isRelationship(value)) for (const item of Object.values(value)) yield* nodesIn(item, depth + 1);
}

/** A date, a time, a duration or a point, as the driver has them. */
interface Said {
  toString(): string;
}

interface DriverNode {
  readonly labels: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

interface DriverRelationship {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface DriverPath {
  readonly start: DriverNode;
  readonly segments: readonly { readonly relationship: DriverRelationship; readonly end: DriverNode }[];
}

// A map from a question has the prototype of all objects; what the driver makes has one of its own.
function isDriverObject(value: object): boolean {
  return Object.getPrototypeOf(value) !== Object.prototype;
}

function hasProperties(value: object): boolean {
  return 'properties' in value && typeof value.properties === 'object' && value.properties !== null;
}

function isNode(value: object): value is DriverNode {
  return isDriverObject(value) && 'labels' in value && Array.isArray(value.labels) && hasProperties(value);
}

function isRelationship(value: object): value is DriverRelationship {
  return isDriverObject(value) && 'type' in value && typeof value.type === 'string' && hasProperties(value);
}

function isPath(value: object): value is DriverPath {
  return isDriverObject(value) && 'segments' in value && Array.isArray(value.segments) && 'start' in value;
}

function pathNodes({ start, segments }: DriverPath): readonly DriverNode[] {
  return [start, ...segments.map(({ end }) => end)];
}

function plainPath({ start, segments }: DriverPath, depth: number): JsonValue {
  const parts = segments.slice(0, longestList).flatMap(({ relationship, end }) => [relationship, end]);
  return [start, ...parts].map((part) => plainValue(part, depth + 1));
}

function plainList(values: readonly unknown[], depth: number): JsonValue {
  const items = values.slice(0, longestList).map((item) => plainValue(item, depth + 1));
  return values.length > longestList ? [...items, '…'] : items;
}

function plainFields(fields: object, depth: number): Record<string, JsonValue> {
  const pairs = Object.entries(fields).slice(0, longestList);
  return Object.fromEntries(pairs.map(([name, value]) => [name, plainValue(value, depth + 1)]));
}
