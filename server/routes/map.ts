import { resolveNode } from '../../app/resolve-node.ts';
import { ringMapOf } from '../../queries/ring-map.ts';
import { ringMapAnswer } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { node } from '../params.ts';

export const getMap = defineRoute({
  method: 'get',
  path: '/api/map',
  summary: 'The blast radius of a node as rings by hop, grouped by account and kind.',
  params: { of: node('the node that is compromised') },
  answer: ringMapAnswer,
  async handle({ open }, { of }) {
    const { graph } = await open();
    return ringMapOf(graph, resolveNode(graph, of));
  },
});
