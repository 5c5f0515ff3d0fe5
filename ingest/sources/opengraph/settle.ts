import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../../model/json.ts';
import type { PayloadItem } from '../../payload.ts';
import type { InputFile } from '../../read/read-bytes.ts';
import type { OpenGraphEdge } from './edge.ts';
import { fileElements, rejectionOf } from './elements.ts';
import { describeMatch, matchKey, type Endpoint } from './endpoint.ts';
import type { OpenGraphNode } from './node.ts';
import { noteRelation, refuse, type Survey } from './survey.ts';

/** A combination of properties that edges look nodes up by. */
interface Shape {
  readonly hasKind: boolean;
  readonly keys: readonly string[];
}

const mostShapes = 100; // every node is tried against every one

/**
 * Reads the nodes again where the survey left questions: which node an edge means, and whether nodes that share an id
 * are the same node said twice. Most files leave none, and then this does nothing.
 */
export async function settle(files: readonly InputFile[], survey: Survey): Promise<void> {
  if (survey.matches.size === 0 && survey.repeatedIds.size === 0) return;
  const shapes = shapesOf(survey);
  const digests = new Map<string, string>();
  for await (const element of allElements(files)) {
    if (element.is !== 'node') continue;
    const { node, item } = element;
    for (const shape of shapes) match(survey, shape, node);
    if (survey.repeatedIds.has(node.id)) compare(survey, digests, { id: node.id, item });
  }
  for (const { match, item, field, found, isAmbiguous } of survey.matches.values()) {
    if (found !== undefined && !isAmbiguous) continue;
    const reason = `${isAmbiguous ? 'more than one node has' : 'no node has'} ${describeMatch(match)}`;
    refuse(survey, rejectionOf(item, { field, reason }));
  }
  await noteMatchedRelations(files, survey);
}

/** The id that an end means; undefined when it was found to mean none, or several. */
function resolve({ matches }: Survey, endpoint: Endpoint): string | undefined {
  return 'id' in endpoint ? endpoint.id : matches.get(endpoint.match.key)?.found;
}

/** The ids of both ends, or undefined; see {@link resolve}. */
export function resolveEdge(survey: Survey, edge: OpenGraphEdge): readonly [string, string] | undefined {
  const from = resolve(survey, edge.start);
  const to = resolve(survey, edge.end);
  return from === undefined || to === undefined ? undefined : [from, to];
}

async function* allElements(files: readonly InputFile[]) {
  for (const file of files) {
    for await (const batch of fileElements(file)) yield* batch;
  }
}

function shapesOf(survey: Survey): readonly Shape[] {
  const shapes = new Map<string, Shape>();
  for (const { match, item, field } of survey.matches.values()) {
    const shape: Shape = { hasKind: match.kind !== undefined, keys: match.properties.map(([key]) => key) };
    shapes.set(canonicalJson(shape), shape);
    if (shapes.size <= mostShapes) continue;
    refuse(survey, rejectionOf(item, { field, reason: `more than ${mostShapes} ways to look nodes up` }));
    return [];
  }
  return [...shapes.values()];
}

function match({ matches }: Survey, shape: Shape, node: OpenGraphNode): void {
  const properties: [string, JsonValue][] = [];
  for (const key of shape.keys) {
    const value = node.properties[key];
    if (value === undefined) return;
    properties.push([key, value]);
  }
  const kinds = shape.hasKind ? node.kinds : [undefined];
  for (const key of new Set(kinds.map((kind) => matchKey(kind, properties)))) {
    const sought = matches.get(key);
    if (!sought) continue;
    sought.isAmbiguous ||= sought.found !== undefined && sought.found !== node.id;
    sought.found ??= node.id;
  }
}

interface Repeated {
  readonly id: string;
  readonly item: PayloadItem;
}

function compare(survey: Survey, digests: Map<string, string>, { id, item }: Repeated): void {
  const digest = createHash('sha256').update(canonicalJson(item.value)).digest('base64');
  const before = digests.get(id);
  if (before === undefined) digests.set(id, digest);
  else if (before !== digest) refuse(survey, rejectionOf(item, { field: 'id', reason: 'another node has this id' }));
}

async function noteMatchedRelations(files: readonly InputFile[], survey: Survey): Promise<void> {
  if (survey.matches.size === 0 || survey.rejections.length > 0) return;
  for await (const element of allElements(files)) {
    if (element.is !== 'edge' || !isMatched(element.edge)) continue;
    const ends = resolveEdge(survey, element.edge);
    if (ends) noteRelation(survey, ends[0], element.edge.kind, ends[1]);
  }
}

function isMatched({ start, end }: OpenGraphEdge): boolean {
  return 'match' in start || 'match' in end;
}
