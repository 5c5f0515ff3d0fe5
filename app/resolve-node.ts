import type { OpenGraph } from '../graph/open-graph.ts';
import { UsageError } from '../model/errors.ts';

/** Candidates that an error lists. */
const listed = 20;

/**
 * The node that an id, or a name which only one node has, means.
 *
 * @throws {UsageError} when no node, or more than one, is meant
 */
export function resolveNode(graph: OpenGraph, text: string): number {
  const exact = graph.indexOf(text);
  if (exact !== undefined) return exact;
  const named = graph.named(text);
  if (named.length === 1) return named[0];
  if (named.length > 1) throw new UsageError(`${named.length} nodes are named ${text}`, candidates(graph, named));
  const near = similar(graph, text);
  throw new UsageError(`there is no node ${text}`, near.length === 0 ? undefined : candidates(graph, near));
}

function similar(graph: OpenGraph, text: string): readonly number[] {
  const wanted = text.toLowerCase();
  const found = graph.nodesWhere((node) => graph.name(node).toLowerCase().includes(wanted));
  return Array.from(found.subarray(0, listed));
}

function candidates(graph: OpenGraph, nodes: readonly number[]): string {
  const lines = nodes.slice(0, listed).map((node) => `  ${graph.id(node)}`);
  const more = nodes.length > listed ? [`  and ${nodes.length - listed} more`] : [];
  return ['did you mean one of these?', ...lines, ...more].join('\n');
}
