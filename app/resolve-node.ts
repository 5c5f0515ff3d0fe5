import type { OpenGraph } from '../graph/open-graph.ts';
import { UsageError } from '../model/errors.ts';
import { NotFoundError } from './not-found.ts';

/** Candidates that an error lists. */
export const listed = 20;

/** Several nodes have the name. */
export class AmbiguousNameError extends UsageError {
  override name = 'AmbiguousNameError';
  /** Ids of the nodes, the first {@link listed}. */
  readonly candidates: readonly string[];

  constructor(message: string, hint: string, candidates: readonly string[]) {
    super(message, hint);
    this.candidates = candidates;
  }
}

/**
 * The node that an id, or a name which only one node has, means.
 *
 * @throws {NotFoundError} when no node is meant
 * @throws {AmbiguousNameError} when more than one is
 */
export function resolveNode(graph: OpenGraph, text: string): number {
  const exact = graph.indexOf(text);
  if (exact !== undefined) return exact;
  const named = graph.named(text);
  if (named.length === 1) return named[0];
  if (named.length > 1) {
    const ids = named.slice(0, listed).map((node) => graph.id(node));
    throw ambiguousName(text, ids, named.length);
  }
  const near = similar(graph, text);
  const ids = Array.from(near.subarray(0, listed), (node) => graph.id(node));
  throw noSuchNode(text, ids, near.length);
}

/**
 * The error for a name of several nodes.
 *
 * @param ids of the first {@link listed} of them
 */
export function ambiguousName(text: string, ids: readonly string[], count: number): AmbiguousNameError {
  return new AmbiguousNameError(`${count} nodes are named ${text}`, question(ids, count), ids);
}

/**
 * The error for a name that no node has.
 *
 * @param ids of the first {@link listed} nodes whose name is like it
 */
export function noSuchNode(text: string, ids: readonly string[], count: number): NotFoundError {
  return new NotFoundError(`there is no node ${text}`, ids.length === 0 ? undefined : question(ids, count));
}

function similar(graph: OpenGraph, text: string): Uint32Array {
  const wanted = text.toLowerCase();
  return graph.nodesWhere((node) => graph.name(node).toLowerCase().includes(wanted));
}

function question(ids: readonly string[], count: number): string {
  const more = count > ids.length ? [`  and ${count - ids.length} more`] : [];
  return ['did you mean one of these?', ...ids.map((id) => `  ${id}`), ...more].join('\n');
}
