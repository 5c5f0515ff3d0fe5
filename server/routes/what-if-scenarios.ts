import { z } from 'zod';
import { scenariosOf } from '../../app/what-if/scenarios.ts';
import { defineRoute } from '../define-route.ts';
import { radiusTotals } from '../what-if-answers.ts';

export const getWhatIf = defineRoute({
  method: 'get',
  path: '/api/what-if',
  summary: 'The scenarios that are kept, with their sums.',
  params: {},
  answer: z.object({
    scenarios: z.array(
      z.object({
        name: z.string(),
        snapshot: z.string(),
        changes: z.int(),
        before: radiusTotals,
        after: radiusTotals,
        identities: z.int(),
        breaks: z.int(),
      }),
    ),
  }),
  handle({ workspace }) {
    const scenarios = scenariosOf(workspace).all.map(({ name, snapshot, changes, simulation }) => ({
      name,
      snapshot,
      changes: changes.length,
      before: simulation.before,
      after: simulation.after,
      identities: simulation.identities.length,
      breaks: simulation.breaks.length,
    }));
    return Promise.resolve({ scenarios });
  },
});
