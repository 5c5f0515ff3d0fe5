import { z } from 'zod';
import { resolveNode } from '../../app/resolve-node.ts';
import { reach } from '../../queries/reach.ts';
import { reachRow } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { node } from '../params.ts';

export const getReach = defineRoute({
  method: 'get',
  path: '/api/reach',
  summary: 'The blast radius of one node, a row a node.',
  params: { of: node('the node that is compromised') },
  answer: z.object({ from: z.string(), nodes: z.array(reachRow) }),
  async handle({ open }, { of }) {
    const { graph } = await open();
    const from = resolveNode(graph, of);
    return { from: graph.id(from), nodes: reach.run(graph, { of: from }) };
  },
});
