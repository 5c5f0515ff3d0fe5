import type { Csr } from '../engine/csr.ts';
import { hops, UNREACHED } from '../engine/hops.ts';
import { transpose } from '../engine/transpose.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { ExposureRow } from '../model/answers.ts';
import { defineQuery } from './define-query.ts';

/** The identities whose blast radius holds a node. */
export const exposure = defineQuery({
  id: 'exposure',
  question: 'Who reaches this?',
  params: { to: { type: 'node', description: 'the node that is reached' } },
  columns: {
    id: { type: 'text', description: "the provider's own name" },
    name: { type: 'text', description: 'the name that people use' },
    kind: { type: 'text', description: 'node kind' },
    scope: { type: 'text', description: 'account, cluster or organisation' },
    human: { type: 'boolean', description: 'whether a person is behind it' },
    hops: { type: 'number', description: 'fewest steps' },
    certainty: { type: 'text', description: 'certain where some way holds without conditions' },
  },
  run: (graph, { to }) => exposureRows(graph, to),
});

function exposureRows(graph: OpenGraph, to: number): readonly ExposureRow[] {
  const { edgeHop } = graph.data;
  const depth = hops(graph.reverse, [to], reorder(edgeHop, graph.reverse.order));
  const certainDepth = certainHops(graph, to);
  const found = graph.nodesWhere(
    (node) => node !== to && depth[node] !== UNREACHED && graph.category(node) === 'identity',
  );
  const rows = Array.from(found, (node): ExposureRow => ({
    id: graph.id(node),
    name: graph.name(node),
    kind: graph.kind(node),
    scope: graph.scope(node),
    human: graph.data.nodeHuman[node] === 1,
    hops: depth[node],
    certainty: certainDepth[node] === UNREACHED ? 'conditional' : 'certain',
  }));
  return rows.sort((a, b) => a.hops - b.hops || (a.id < b.id ? -1 : 1));
}

function certainHops(graph: OpenGraph, to: number): Uint32Array {
  const reverse: Csr = transpose(graph.certain);
  return hops(reverse, [to]);
}

function reorder(values: Uint8Array, order: Uint32Array): Uint8Array {
  return Uint8Array.from(order, (e) => values[e]);
}
