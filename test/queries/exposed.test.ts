import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { reachedFrom } from '../../engine/reached.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { isResource } from '../../model/node-kind.ts';
import { exposed } from '../../queries/exposed.ts';
import { randomGraph } from '../helpers/random-graph.ts';

/** Machines and humans that reach the node, one search an identity. */
function plainExposure(graph: OpenGraph, node: number, isCertain: boolean) {
  const identities = graph.nodesWhere((candidate) => graph.category(candidate) === 'identity');
  const csr = isCertain ? graph.certain : graph.data.csr;
  const reaching = identities.filter((identity) => reachedFrom(csr, [identity])[node] === 1);
  const humans = reaching.filter((identity) => graph.data.nodeHuman[identity] === 1).length;
  return { identities: reaching.length, machines: reaching.length - humans, humans };
}

test('every resource that anybody reaches, as one search an identity finds it, most exposed first', () => {
  fc.assert(
    fc.property(randomGraph, (data) => {
      const graph = new OpenGraph(data);
      const rows = exposed.run(graph, { top: 10_000 });
      const expected = Array.from(
        graph.nodesWhere((node) => isResource(graph.category(node))),
        (node) => {
          const [certain, possible] = [plainExposure(graph, node, true), plainExposure(graph, node, false)];
          const worth = graph.data.nodeWeight[node] * (0.75 * certain.identities + 0.25 * possible.identities);
          return { ...graph.summary(node), exposed: Math.round(worth * 1000) / 1000, certain, possible };
        },
      );
      const reachable = expected.filter(({ possible }) => possible.identities > 0);
      const byId = (list: readonly { readonly id: string }[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId(rows)).toEqual(byId(reachable));
      expect(rows.map((row) => row.exposed)).toEqual(rows.map((row) => row.exposed).toSorted((a, b) => b - a));
      expect(exposed.run(graph, { top: 2 })).toEqual(rows.slice(0, 2));
    }),
  );
});
