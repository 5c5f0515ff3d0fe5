import { z } from 'zod';
import { consoleLimits } from '../../app/cypher/console.ts';
import { defineRoute } from '../define-route.ts';

export const getCypher = defineRoute({
  method: 'get',
  path: '/api/cypher',
  summary: 'Whether the console for Cypher is on, why it is not, and what an answer may take.',
  only: 'administrator',
  params: {},
  answer: z.object({
    isNeo4j: z.boolean(),
    isOn: z.boolean(),
    reason: z.string(),
    maxRows: z.int(),
    seconds: z.number(),
  }),
  async handle({ workspace }) {
    const reason = await workspace.console.whyOff();
    const { maxRows, timeoutMs } = consoleLimits;
    return {
      isNeo4j: workspace.store.cypher !== undefined,
      isOn: reason === undefined,
      reason: reason ?? '',
      maxRows,
      seconds: timeoutMs / 1000,
    };
  },
});
