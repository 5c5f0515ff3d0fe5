import { z } from 'zod';
import { searchNodes } from '../../app/search-nodes.ts';
import { nodeSummary } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { integer } from '../params.ts';

export const getSearch = defineRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Nodes whose name or id holds a text; names that begin with it first.',
  params: {
    q: z.string().min(1).max(1000).describe('the text, without regard to case'),
    limit: integer('nodes at most', { min: 1, max: 200, otherwise: 20 }),
  },
  answer: z.object({ nodes: z.array(nodeSummary) }),
  async handle({ open }, { q, limit }) {
    const { graph } = await open();
    return { nodes: searchNodes(graph, q, limit) };
  },
});
