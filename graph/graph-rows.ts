import { tailsOf } from '../engine/csr.ts';
import type { GraphCodec, GraphEdgeRow, GraphNodeRow, GraphRows } from '../model/graph-rows.ts';
import { collectGraph } from './collect-graph.ts';
import { categories, none } from './compiled-graph.ts';
import { decodeGraph } from './graph-bytes.ts';
import { listAt } from './list-table.ts';
import { OpenGraph } from './open-graph.ts';
import { textAt } from './string-table.ts';

/** How the bytes of a compiled graph become rows and rows become those bytes again. */
export const graphCodec: GraphCodec = { open: openRows, collect: collectGraph };

function openRows(bytes: Uint8Array): GraphRows {
  const graph = new OpenGraph(decodeGraph(bytes));
  const tails = tailsOf(graph.data.csr);
  return {
    nodeCount: graph.nodeCount,
    edgeCount: tails.length,
    node: (index) => nodeRow(graph, index),
    edge: (index) => edgeRow(graph, index, tails[index]),
  };
}

function nodeRow(graph: OpenGraph, index: number): GraphNodeRow {
  const { nodeCategory, nodeWeight, nodeHuman, nodeShownAs } = graph.data;
  const shownAs = nodeShownAs[index];
  return {
    index,
    id: graph.id(index),
    name: graph.name(index),
    kind: graph.kind(index),
    category: categories[nodeCategory[index]],
    weight: nodeWeight[index],
    human: nodeHuman[index] === 1,
    scope: graph.scope(index),
    owner: graph.owner(index) ?? undefined,
    environment: graph.environment(index) ?? undefined,
    findings: graph.findings(index),
    shownAs: shownAs === none ? undefined : shownAs,
  };
}

function edgeRow(graph: OpenGraph, index: number, from: number): GraphEdgeRow {
  const { data } = graph;
  const evidence = listAt(data.evidenceLists, data.edgeEvidence[index]);
  return {
    index,
    from,
    to: data.csr.targets[index],
    kind: graph.text(data.edgeKind[index]),
    rule: graph.text(data.edgeRule[index]),
    conditions: graph.conditions(index),
    evidence: Array.from(evidence, (item) => textAt(data.evidence, item)),
    hop: data.edgeHop[index],
    cost: data.edgeCost[index],
  };
}
