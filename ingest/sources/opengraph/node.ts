import { asObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { isResource } from '../../../model/node-kind.ts';
import { nodeKind } from '../../../model/node-kinds.ts';
import type { NodeRecord, Origin } from '../../../model/records.ts';
import { isProblem, parseId, parseWord, type Problem } from './problem.ts';

/** A node of `graph.nodes`, as far as it matters here. */
export interface OpenGraphNode {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly category: Exclude<NodeRecord['category'], undefined>;
  readonly weight: number | undefined;
  readonly human: boolean | undefined;
  readonly properties: JsonObject;
}

const markers: ReadonlySet<string> = new Set(['AmbitIdentity', 'AmbitResource']);
const defaultWeight = 5;

/** Checks one element of `graph.nodes`. */
export function parseNode(value: JsonValue): OpenGraphNode | Problem {
  const node = asObject(value);
  if (!node) return { field: '', reason: 'expected an object' };
  const properties = asObject(node['properties'] ?? {});
  if (!properties) return { field: 'properties', reason: 'expected an object' };
  const id = parseId(node['id'], 'id');
  if (typeof id !== 'string') return id;
  const kinds = parseKinds(node['kinds']);
  if (isProblem(kinds)) return kinds;
  const weight = properties['weight'] ?? undefined;
  if (weight !== undefined && !isWeight(weight)) {
    return { field: 'properties.weight', reason: 'expected a finite number that is not negative' };
  }
  const human = properties['human'] ?? undefined;
  if (human !== undefined && typeof human !== 'boolean') {
    return { field: 'properties.human', reason: 'expected true or false' };
  }
  return { id, kinds, category: categoryOf(kinds, properties), weight, human, properties };
}

/** The record of a node: what its properties say of kind, weight and name goes where the model has it. */
export function nodeRecord(node: OpenGraphNode, origin: Origin): NodeRecord {
  const { id, category } = node;
  const { name, category: _category, weight: _weight, human: _human, region, ...rest } = node.properties;
  const foreign = node.kinds.filter((kind) => !markers.has(kind));
  const kind = foreign[0] ?? plainKind(node);
  const isIdentity = category === 'identity';
  const weight = node.weight ?? (isIdentity || isResource(category) ? defaultWeight : undefined);
  return {
    record: 'node',
    id,
    kind,
    name: typeof name === 'string' && name !== '' ? name : id,
    ...(typeof region === 'string' && { region }),
    ...(weight !== undefined && { weight }),
    ...(!isCarried(kind, category) && { category }),
    ...(isIdentity && { human: node.human ?? nodeKind(kind).human }),
    properties: foreign.length > 1 ? { kinds: foreign, ...rest } : rest,
    origin,
  };
}

/** The record of a node that edges speak of and no file describes. */
export function placeholderRecord(id: string, origin: Origin): NodeRecord {
  const properties = { placeholder: true };
  return { record: 'node', id, kind: 'other', name: id, category: 'passage', standIn: true, properties, origin };
}

function parseKinds(value: JsonValue | undefined): readonly string[] | Problem {
  if (!Array.isArray(value)) return { field: 'kinds', reason: 'expected an array of texts' };
  const kinds: string[] = [];
  for (const [at, each] of value.entries()) {
    const kind = parseWord(each, `kinds[${at}]`);
    if (typeof kind !== 'string') return kind;
    kinds.push(kind);
  }
  return kinds;
}

/** What says identity goes before what says resource: a workload that acts is one that can be compromised. */
function categoryOf(kinds: readonly string[], properties: JsonObject): OpenGraphNode['category'] {
  const said = categoryWord(properties['category']);
  if (kinds.includes('AmbitIdentity')) return 'identity';
  return said ?? (kinds.includes('AmbitResource') ? 'system' : 'passage');
}

/** The category that the property names; other tools' words for other things are nothing to us. */
function categoryWord(value: JsonValue | undefined): 'identity' | 'system' | 'data' | 'automation' | undefined {
  return value === 'identity' || value === 'system' || value === 'data' || value === 'automation' ? value : undefined;
}

function isWeight(value: JsonValue): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** What stands for a node whose kinds are all ours. */
function plainKind({ category, human }: OpenGraphNode): string {
  if (category === 'passage') return 'other';
  if (category !== 'identity') return `${category}-resource`;
  return human ? 'human-identity' : 'machine-identity';
}

/** Whether the kind says more than `passage` could: a credential, an inner node. Neither is counted. */
function isCarried(kind: string, category: OpenGraphNode['category']): boolean {
  const own = nodeKind(kind).category;
  return category === 'passage' && (own === 'credential' || own === 'inner');
}
