import type { Certainty } from '../../../model/certainty.ts';
import { asObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { FactOf, Origin } from '../../../model/records.ts';
import { parseEndpoint, type Endpoint } from './endpoint.ts';
import { isProblem, parseWord, type Problem } from './problem.ts';

/** An edge of `graph.edges`, its ends not yet looked up. */
export interface OpenGraphEdge {
  readonly kind: string;
  readonly start: Endpoint;
  readonly end: Endpoint;
  readonly traversable: boolean;
  readonly certainty: Certainty;
  readonly properties: JsonObject;
}

/** Checks one element of `graph.edges`. */
export function parseEdge(value: JsonValue): OpenGraphEdge | Problem {
  const edge = asObject(value);
  if (!edge) return { field: '', reason: 'expected an object' };
  const kind = parseWord(edge['kind'], 'kind');
  if (typeof kind !== 'string') return kind;
  const start = parseEndpoint(edge['start'], 'start');
  if (isProblem(start)) return start;
  const end = parseEndpoint(edge['end'], 'end');
  if (isProblem(end)) return end;
  const properties = asObject(edge['properties'] ?? {});
  if (!properties) return { field: 'properties', reason: 'expected an object' };
  return parseStrength(properties) ?? { kind, start, end, ...strengthOf(properties), properties };
}

/** The fact of an edge between two nodes. */
export function relationFact(edge: OpenGraphEdge, from: string, to: string, origin: Origin): FactOf<'relation'> {
  const { kind, traversable, certainty } = edge;
  const { traversable: _traversable, certainty: _certainty, ...properties } = edge.properties;
  return { record: 'fact', fact: 'relation', from, to, kind, traversable, certainty, properties, origin };
}

/** How much an edge lets an attacker do: of two that say the same, the higher one counts. */
export function strength({ traversable, certainty }: Pick<OpenGraphEdge, 'traversable' | 'certainty'>): number {
  if (!traversable) return 0;
  return certainty === 'certain' ? 2 : 1;
}

function parseStrength({ traversable, certainty, conditions }: JsonObject): Problem | undefined {
  if (typeof (traversable ?? true) !== 'boolean') {
    return { field: 'properties.traversable', reason: 'expected true or false' };
  }
  if (!isCertainty(certainty ?? 'certain')) {
    return { field: 'properties.certainty', reason: 'expected certain or conditional' };
  }
  if (certainty !== 'conditional' || (conditions ?? undefined) === undefined) return undefined;
  if (Array.isArray(conditions) && conditions.every((condition) => typeof condition === 'string')) return undefined;
  return { field: 'properties.conditions', reason: 'expected an array of texts' };
}

function strengthOf({ traversable, certainty }: JsonObject): Pick<OpenGraphEdge, 'traversable' | 'certainty'> {
  return {
    traversable: traversable !== false,
    certainty: certainty === 'conditional' ? 'conditional' : 'certain',
  };
}

function isCertainty(value: JsonValue): value is Certainty {
  return value === 'certain' || value === 'conditional';
}
