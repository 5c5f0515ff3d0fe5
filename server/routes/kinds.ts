import { z } from 'zod';
import { edgeRules } from '../../edges/edge-doc.ts';
import { nodeKinds } from '../../model/node-kinds.ts';
import { defineRoute } from '../define-route.ts';

export const getKinds = defineRoute({
  method: 'get',
  path: '/api/kinds',
  summary: 'The legend: every kind of node and edge, with what it means, how it is abused and how it is closed.',
  params: {},
  answer: z.object({
    nodes: z.array(
      z.object({ kind: z.string(), title: z.string(), category: z.string(), glyph: z.string(), human: z.boolean() }),
    ),
    edges: z.array(
      z.object({
        kind: z.string(),
        title: z.string(),
        description: z.string(),
        abuse: z.string(),
        remediation: z.string(),
        references: z.array(z.string()),
        nhi: z.array(z.string()),
        mitre: z.array(z.string()),
        limits: z.string(),
      }),
    ),
  }),
  handle: async () => ({
    nodes: nodeKinds.map(({ kind, title, category, glyph, human }) => ({ kind, title, category, glyph, human })),
    edges: edgeRules.map(({ derive: _derive, cost: _cost, ...doc }) => doc),
  }),
});
