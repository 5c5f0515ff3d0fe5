import { evidenceOf } from '../../graph/explain.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { isResource } from '../../model/node-kind.ts';
import { defineExport } from './define-export.ts';

/**
 * BloodHound OpenGraph, as its documentation has it: ids without `:`, flat properties, at most three kinds.
 *
 * Profiles, sets and facets go out as passages, so that whoever reads the file again finds the same blast radii
 * without an edge for every identity and resource.
 */
export const opengraph = defineExport({
  id: 'opengraph',
  title: 'BloodHound OpenGraph',
  mediaType: 'application/json',
  *write(graph) {
    yield '{"metadata":{"source_kind":"Ambit"},"graph":{"nodes":[\n';
    for (let node = 0; node < graph.nodeCount; node++)
      yield `${separator(node)}${JSON.stringify(nodeJson(graph, node))}`;
    yield '\n],"edges":[\n';
    for (let edge = 0; edge < graph.tails.length; edge++)
      yield `${separator(edge)}${JSON.stringify(edgeJson(graph, edge))}`;
    yield '\n]}}\n';
  },
});

function separator(index: number): string {
  return index === 0 ? '' : ',\n';
}

function nodeJson(graph: OpenGraph, node: number) {
  const category = graph.category(node);
  const owner = graph.owner(node);
  const environment = graph.environment(node);
  return {
    id: safeId(graph.id(node)),
    kinds: [kindName(graph.kind(node)), ...marker(category)],
    properties: {
      name: graph.name(node) === '' ? safeId(graph.id(node)) : graph.name(node),
      ambit_id: graph.id(node).replace('\0', ''),
      category,
      weight: graph.data.nodeWeight[node],
      ...(category === 'identity' ? { human: graph.data.nodeHuman[node] === 1 } : {}),
      ...(graph.scope(node) === '' ? {} : { scope: graph.scope(node) }),
      ...(owner === null ? {} : { owner }),
      ...(environment === null ? {} : { environment }),
      ...(graph.findings(node).length === 0 ? {} : { findings: graph.findings(node) }),
    },
  };
}

function marker(category: ReturnType<OpenGraph['category']>): readonly string[] {
  if (category === 'identity') return ['AmbitIdentity'];
  return isResource(category) ? ['AmbitResource'] : [];
}

function edgeJson(graph: OpenGraph, edge: number) {
  const conditions = graph.conditions(edge);
  const kind = graph.text(graph.data.edgeKind[edge]);
  const documents = [
    ...new Set(evidenceOf(graph, edge).map(({ document, statement }) => `${document} ${statement}`.trim())),
  ];
  return {
    kind: kind === '' ? 'AMBIT_HOLDS' : kind.replaceAll(/[^A-Za-z0-9_]/g, '_'),
    start: { value: safeId(graph.id(graph.tails[edge])) },
    end: { value: safeId(graph.id(graph.data.csr.targets[edge])) },
    properties: {
      traversable: true,
      certainty: conditions.length === 0 ? 'certain' : 'conditional',
      ...(conditions.length === 0 ? {} : { conditions }),
      ...(documents.length === 0 ? {} : { evidence: documents }),
    },
  };
}

/** OpenGraph forbids `:` in ids; `%` is spelled out too, so that two ids never fall together. */
function safeId(id: string): string {
  return id.replaceAll('%', '%25').replaceAll(':', '%3A').replace('\0', '%00');
}

/** `AwsRole` of `aws-role`; kinds are letters, digits and underscores. */
function kindName(kind: string): string {
  const words = kind.split(/[^A-Za-z0-9_]+/).filter((word) => word !== '');
  const name = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  // Only a marker of ours may read as one: whoever reads the file again takes it for a category.
  return name === '' || name === 'AmbitIdentity' || name === 'AmbitResource' ? 'Other' : name;
}
