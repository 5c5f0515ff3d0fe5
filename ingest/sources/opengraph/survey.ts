import { asObject } from '../../../model/json.ts';
import type { Rejection } from '../../../model/errors.ts';
import type { PayloadItem } from '../../payload.ts';
import type { InputFile } from '../../read/read-bytes.ts';
import type { OpenGraphEdge } from './edge.ts';
import { fileElements, rejectionOf, type Element } from './elements.ts';
import type { Endpoint, Match } from './endpoint.ts';
import { hashText } from './hash.ts';
import { parseWord } from './problem.ts';

/** What must be known of all files before the first record can be made. */
export interface Survey {
  readonly ids: Set<string>;
  /** Ids that more than one node has. */
  readonly repeatedIds: Set<string>;
  /** Scope by name of the file that says one. */
  readonly scopes: Map<string, string>;
  /** Nodes that edges mean without saying their id, by {@link Match.key}. */
  readonly matches: Map<string, Sought>;
  /** {@link relationHash} of the edges so far, and of those that came again. */
  readonly relations: Set<number>;
  readonly repeatedRelations: Set<number>;
  readonly rejections: Rejection[];
  /** Rejections beyond those that are told. */
  hidden: number;
}

/** A match, and what it came to. */
interface Sought {
  readonly match: Match;
  /** Place of the first edge that asks. */
  readonly item: PayloadItem;
  readonly field: 'start' | 'end';
  found: string | undefined;
  isAmbiguous: boolean;
}

const mostRejections = 1000;
const mostElements = 16_000_000; // a Set holds no more than 2²⁴ entries

/** Reads all files once, checks every element, and keeps ids and hashes only. */
export async function surveyFiles(files: readonly InputFile[]): Promise<Survey> {
  const survey: Survey = {
    ids: new Set(),
    repeatedIds: new Set(),
    scopes: new Map(),
    matches: new Map(),
    relations: new Set(),
    repeatedRelations: new Set(),
    rejections: [],
    hidden: 0,
  };
  for (const file of files) {
    for await (const batch of fileElements(file)) {
      for (const element of batch) note(survey, element);
      if (isTooMuch(survey, file)) return survey;
    }
  }
  return survey;
}

/** Adds a rejection, or counts it when there are enough. */
export function refuse(survey: Survey, rejection: Rejection): void {
  if (survey.rejections.length < mostRejections) survey.rejections.push(rejection);
  else survey.hidden++;
}

/** Remembers that the relation is there, and whether it was before. */
export function noteRelation(survey: Survey, from: string, kind: string, to: string): void {
  const hash = relationHash(from, kind, to);
  if (survey.relations.has(hash)) survey.repeatedRelations.add(hash);
  else survey.relations.add(hash);
}

/** Equal for relations that are the same record; see model/record-key.ts. */
export function relationHash(from: string, kind: string, to: string): number {
  return hashText(`${from}\n${kind}\n${to}`);
}

function isTooMuch(survey: Survey, file: InputFile): boolean {
  if (Math.max(survey.ids.size, survey.relations.size) <= mostElements) return false;
  refuse(survey, { file: file.name, record: '', field: '', reason: `more than ${mostElements} nodes or edges` });
  return true;
}

function note(survey: Survey, element: Element): void {
  if (element.is === 'rejection') refuse(survey, element.rejection);
  else if (element.is === 'metadata') noteMetadata(survey, element.item);
  else if (element.is === 'edge') noteEdge(survey, element.edge, element.item);
  else if (survey.ids.has(element.node.id)) survey.repeatedIds.add(element.node.id);
  else survey.ids.add(element.node.id);
}

function noteMetadata(survey: Survey, item: PayloadItem): void {
  const metadata = asObject(item.value);
  if (!metadata) return refuse(survey, rejectionOf(item, { field: '', reason: 'expected an object' }));
  const said = metadata['source_kind'] ?? undefined;
  if (said === undefined) return;
  const scope = parseWord(said, 'source_kind');
  if (typeof scope !== 'string') return refuse(survey, rejectionOf(item, scope));
  const before = survey.scopes.get(item.file);
  if (before !== undefined && before !== scope) {
    refuse(survey, rejectionOf(item, { field: 'source_kind', reason: `the same file said "${before}" before` }));
  }
  survey.scopes.set(item.file, scope);
}

function noteEdge(survey: Survey, edge: OpenGraphEdge, item: PayloadItem): void {
  const { start, end, kind } = edge;
  if ('id' in start && 'id' in end) noteRelation(survey, start.id, kind, end.id);
  else {
    seek(survey, { endpoint: start, item, field: 'start' });
    seek(survey, { endpoint: end, item, field: 'end' });
  }
}

interface Asked {
  readonly endpoint: Endpoint;
  readonly item: PayloadItem;
  readonly field: 'start' | 'end';
}

function seek({ matches }: Survey, { endpoint, item, field }: Asked): void {
  if ('id' in endpoint || matches.has(endpoint.match.key)) return;
  const place = { ...item, value: null };
  matches.set(endpoint.match.key, { match: endpoint.match, item: place, field, found: undefined, isAmbiguous: false });
}
