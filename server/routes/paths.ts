import { z } from 'zod';
import { resolveNode } from '../../app/resolve-node.ts';
import { paths } from '../../queries/paths.ts';
import { attackPath, nodeSummary } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { integer, node } from '../params.ts';

export const getPaths = defineRoute({
  method: 'get',
  path: '/api/paths',
  summary: 'The cheapest ways from one node to another, each step with its proof.',
  params: {
    from: node('where the attacker stands'),
    to: node('what the attacker wants'),
    k: integer('paths at most', { min: 1, max: 100, otherwise: 3 }),
  },
  answer: z.object({
    from: nodeSummary,
    to: nodeSummary,
    paths: z.array(attackPath),
    nodes: z.record(z.string(), nodeSummary),
  }),
  async handle({ open }, { from, to, k }) {
    const { graph } = await open();
    const ends = { from: resolveNode(graph, from), to: resolveNode(graph, to) };
    const found = paths.run(graph, { ...ends, k });
    const ids = new Set(found.flatMap(({ steps }) => steps.flatMap((step) => [step.from, step.to])));
    const nodes = Object.fromEntries([...ids].map((id) => [id, graph.summary(resolveNode(graph, id))]));
    return { from: graph.summary(ends.from), to: graph.summary(ends.to), paths: found, nodes };
  },
});
