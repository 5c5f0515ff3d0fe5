import { z } from 'zod';
import { scenariosOf, sideBySide } from '../../app/what-if/scenarios.ts';
import { defineRoute } from '../define-route.ts';
import { integer } from '../params.ts';
import { bothRadii, radiusTotals } from '../what-if-answers.ts';

/** Names as a query has them: once, or with commas. */
const names = z
  .string()
  .min(1)
  .max(4000)
  .transform((text) => [...new Set(text.split(','))])
  .refine((list) => list.length <= 8 && list.every((name) => name !== ''), 'takes up to eight names')
  .describe('names of scenarios with commas between, at most eight');

export const getWhatIfCompare = defineRoute({
  method: 'get',
  path: '/api/what-if/compare',
  summary: 'Scenarios side by side: the sums of each, and each identity that one of them changes, most changed first.',
  params: { names, limit: integer('identities at most', { min: 1, max: 10_000, otherwise: 200 }) },
  answer: z.object({
    before: radiusTotals.nullable(),
    scenarios: z.array(z.object({ name: z.string(), after: radiusTotals, breaks: z.int() })),
    total: z.int(),
    identities: z.array(z.object({ id: z.string(), before: bothRadii, after: z.array(bothRadii) })),
  }),
  async handle({ workspace, open }, { names: wanted, limit }) {
    const scenarios = await scenariosOf(workspace).compare(await open(), wanted);
    const rows = sideBySide(scenarios);
    return {
      before: scenarios[0]?.simulation.before ?? null,
      scenarios: scenarios.map(({ name, simulation: { after, breaks } }) => ({ name, after, breaks: breaks.length })),
      total: rows.length,
      identities: rows.slice(0, limit),
    };
  },
});
