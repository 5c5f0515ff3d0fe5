import type { FactOf, Origin } from '../../../model/records.ts';
import type { PayloadItem } from '../../payload.ts';
import type { Said } from '../../source.ts';
import { relationFact, strength, type OpenGraphEdge } from './edge.ts';
import { rejectionOf, type Element } from './elements.ts';
import { nodeRecord, placeholderRecord, type OpenGraphNode } from './node.ts';
import { resolveEdge } from './settle.ts';
import { relationHash, type Survey } from './survey.ts';

/** The second reading, in which records are made. */
export interface Emission {
  readonly survey: Survey;
  /** Origin of all that the current file says. */
  origin: Origin;
  /** What was already said of nodes that are said more than once, and of nodes that no file describes. */
  readonly saidNodes: Set<string>;
  /** The strongest so far of relations that are said more than once. */
  readonly held: Map<string, FactOf<'relation'>>;
  readonly counts: { nodes: number; relations: number; placeholders: number; repeated: number };
}

/** Begins the second reading after a survey that rejected nothing. */
export function beginEmission(survey: Survey, origin: Origin): Emission {
  const counts = { nodes: 0, relations: 0, placeholders: 0, repeated: 0 };
  return { survey, origin, saidNodes: new Set(), held: new Map(), counts };
}

/** What one element says; nothing while a relation is held back for a stronger one of the same ends. */
export function sayElement(emission: Emission, element: Element): readonly Said[] {
  if (element.is === 'node') return sayNode(emission, element.node);
  if (element.is === 'edge') return sayEdge(emission, element.edge, element.item);
  return element.is === 'rejection' ? [{ say: 'rejection', rejection: element.rejection }] : [];
}

/** What was held back, and how many of everything there were. */
export function* sayRest({ held, counts }: Emission): Generator<Said> {
  for (const record of held.values()) yield { say: 'record', record };
  yield { say: 'count', of: 'nodes', count: counts.nodes };
  yield { say: 'count', of: 'relations', count: counts.relations };
  if (counts.placeholders > 0) yield { say: 'count', of: 'nodes that only edges name', count: counts.placeholders };
  if (counts.repeated > 0) yield { say: 'count', of: 'repeated nodes and relations', count: counts.repeated };
}

function sayNode(emission: Emission, node: OpenGraphNode): readonly Said[] {
  const { survey, origin, counts } = emission;
  if (survey.repeatedIds.has(node.id) && !isFirst(emission, node.id)) {
    counts.repeated++;
    return [];
  }
  counts.nodes++;
  return [{ say: 'record', record: nodeRecord(node, origin) }];
}

function sayEdge(emission: Emission, edge: OpenGraphEdge, item: PayloadItem): readonly Said[] {
  const { survey, origin, counts } = emission;
  const ends = resolveEdge(survey, edge);
  if (!ends) {
    const problem = { field: '', reason: 'the file has changed while it was read' };
    return [{ say: 'rejection', rejection: rejectionOf(item, problem) }];
  }
  const [from, to] = ends;
  const said: Said[] = [];
  for (const id of ends) {
    if (survey.ids.has(id) || !isFirst(emission, id)) continue;
    counts.placeholders++;
    said.push({ say: 'record', record: placeholderRecord(id, origin) });
  }
  const record = relationFact(edge, from, to, origin);
  if (survey.repeatedRelations.has(relationHash(from, edge.kind, to))) hold(emission, record);
  else {
    counts.relations++;
    said.push({ say: 'record', record });
  }
  return said;
}

/** Keeps the stronger of two relations that are the same record; a weaker one would hide what an attacker can do. */
function hold({ held, counts }: Emission, record: FactOf<'relation'>): void {
  const key = `${record.origin.scope}\n${record.from}\n${record.kind}\n${record.to}`;
  const before = held.get(key);
  if (before) counts.repeated++;
  else counts.relations++;
  if (!before || strength(record) > strength(before)) held.set(key, record);
}

/** Whether the node was not yet said of in the file's scope; from now on it was. */
function isFirst({ saidNodes, origin }: Emission, id: string): boolean {
  const key = `${origin.scope}\n${id}`;
  if (saidNodes.has(key)) return false;
  saidNodes.add(key);
  return true;
}
