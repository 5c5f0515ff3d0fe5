import type { Rejection } from '../../../model/errors.ts';
import type { InputFile } from '../../read/read-bytes.ts';
import { readElementBatches } from '../../read/read-elements.ts';
import type { PayloadItem } from '../../payload.ts';
import { parseEdge, type OpenGraphEdge } from './edge.ts';
import { parseNode, type OpenGraphNode } from './node.ts';
import { isProblem, type Problem } from './problem.ts';

/** One checked element of a file, or why it was not taken. */
export type Element =
  | { readonly is: 'node'; readonly node: OpenGraphNode; readonly item: PayloadItem }
  | { readonly is: 'edge'; readonly edge: OpenGraphEdge; readonly item: PayloadItem }
  | { readonly is: 'metadata'; readonly item: PayloadItem }
  | { readonly is: 'rejection'; readonly rejection: Rejection };

const wanted = { arrays: ['graph.nodes', 'graph.edges'], members: ['metadata'] };

/** The elements of one file in their order, many at a time. */
export async function* fileElements(file: InputFile): AsyncGenerator<readonly Element[]> {
  for await (const batch of readElementBatches(file, wanted)) {
    yield batch.map((read) => (read.say === 'item' ? toElement(read.item) : { is: 'rejection', ...read }));
  }
}

/** A rejection of the element that the item holds. */
export function rejectionOf({ file, section, index }: PayloadItem, { field, reason }: Problem): Rejection {
  return { file, record: section === 'metadata' ? section : `${section}[${index}]`, field, reason };
}

function toElement(item: PayloadItem): Element {
  if (item.section === 'metadata') return { is: 'metadata', item };
  if (item.section === 'graph.nodes') {
    const node = parseNode(item.value);
    return isProblem(node) ? refused(item, node) : { is: 'node', node, item };
  }
  const edge = parseEdge(item.value);
  return isProblem(edge) ? refused(item, edge) : { is: 'edge', edge, item };
}

function refused(item: PayloadItem, problem: Problem): Element {
  return { is: 'rejection', rejection: rejectionOf(item, problem) };
}
