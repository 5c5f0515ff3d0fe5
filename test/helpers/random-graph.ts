import * as fc from 'fast-check';
import type { Category } from '../../model/node-kind.ts';
import { categories, none, type CompiledGraph } from '../../graph/compiled-graph.ts';
import { GraphBuilder } from '../../graph/graph-builder.ts';

const node = fc.record({
  category: fc.constantFrom(...categories),
  kind: fc.constantFrom('aws-role', 'aws-user', 'anyone', 'administration', 'own word'),
  weight: fc.constantFrom(0, 1, 5, 25, 100, 0.125, 1000.5),
  human: fc.boolean(),
  owner: fc.constantFrom(undefined, undefined, 'ops'),
  environment: fc.constantFrom(undefined, 'production', 'dev', 'test'),
  scope: fc.constantFrom('', '111111111111', 'cluster'),
  /** What an inner node is read as: nothing, or the node before. */
  isFacet: fc.boolean(),
});

const edge = fc.record({
  from: fc.nat(1000),
  to: fc.nat(1000),
  kind: fc.constantFrom('CAN_ASSUME', '', 'source word'),
  conditions: fc.constantFrom([], [], ['mfa'], ['mfa', 'network']),
  hop: fc.constantFrom(0, 1, 1),
  cost: fc.constantFrom(0, 0.1, 1, 1, 2.5),
});

/** Any graph at all: cycles, loops, parallel edges, inner nodes where no derivation would put them. */
export const randomGraph = fc
  .record({
    nodes: fc.array(node, { minLength: 2, maxLength: 25 }),
    edges: fc.array(edge, { maxLength: 70 }),
  })
  .map(({ nodes, edges }): CompiledGraph => {
    const builder = new GraphBuilder();
    for (const [index, { category, isFacet, kind, ...said }] of nodes.entries()) {
      const isInner = category === 'inner';
      const shownAs = isInner ? { shownAs: isFacet && index > 0 ? index - 1 : none } : {};
      builder.node({
        ...said,
        id: isInner ? `\0inner ${index}` : `id ${index}`,
        name: `node ${index}`,
        kind: isInner ? 'profile' : kind,
        category: category satisfies Category,
        findings: index % 3 === 0 ? ['NHI1'] : [],
        ...shownAs,
      });
    }
    for (const [index, { from, to, kind, conditions, hop, cost }] of edges.entries()) {
      const evidence = [{ document: `document ${index}`, statement: '0', effect: 'Allow' as const }];
      const saying = builder.saying({ kind, rule: 'rule', conditions, evidence, hop, cost });
      builder.edge(from % nodes.length, to % nodes.length, saying);
    }
    return builder.build();
  });
