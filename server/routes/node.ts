import { describeNode } from '../../app/describe-node.ts';
import { resolveNode } from '../../app/resolve-node.ts';
import { nodeDescription } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { node } from '../params.ts';

export const getNode = defineRoute({
  method: 'get',
  path: '/api/node',
  summary: 'Everything known of one node.',
  params: { id: node('the node') },
  answer: nodeDescription,
  async handle({ open }, { id }) {
    const snapshot = await open();
    return describeNode(snapshot, resolveNode(snapshot.graph, id));
  },
});
