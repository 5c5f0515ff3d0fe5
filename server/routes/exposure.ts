import { z } from 'zod';
import { resolveNode } from '../../app/resolve-node.ts';
import { exposure } from '../../queries/exposure.ts';
import { exposureRow } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { node } from '../params.ts';

export const getExposure = defineRoute({
  method: 'get',
  path: '/api/exposure',
  summary: 'The identities whose blast radius holds a node.',
  params: { to: node('the node that is reached') },
  answer: z.object({ to: z.string(), identities: z.array(exposureRow) }),
  async handle({ open }, { to }) {
    const { graph } = await open();
    const target = resolveNode(graph, to);
    return { to: graph.id(target), identities: exposure.run(graph, { to: target }) };
  },
});
