import { z } from 'zod';
import { consoleLimits } from '../../app/cypher/console.ts';
import { UsageError } from '../../model/errors.ts';
import { nodeSummary } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { readJsonBody } from '../json-body.ts';

const question = z.object({
  statement: z.string().min(1).max(20_000).describe('Cypher that reads'),
  parameters: z.record(z.string(), z.unknown()).default({}).describe('$graph is set unless it is given'),
});

export const postCypher = defineRoute({
  method: 'post',
  path: '/api/cypher',
  summary: `Runs one statement of Cypher that reads, where the store is in Neo4j: {"statement": "…", "parameters": {…}}. At most ${consoleLimits.maxRows} rows and ${consoleLimits.timeoutMs / 1000} s; the database itself refuses to write.`,
  only: 'administrator',
  params: {},
  body: ['application/json'],
  answer: z.object({
    columns: z.array(z.string()),
    rows: z.array(z.array(z.unknown())),
    isCut: z.boolean().describe('whether there were more rows'),
    nodes: z.array(nodeSummary).describe('nodes of the current graph that stand in the rows'),
    milliseconds: z.number(),
  }),
  async handle({ workspace, request }) {
    const asked = question.safeParse(await readJsonBody(request));
    if (!asked.success)
      throw new UsageError(asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
    return workspace.console.ask(asked.data.statement, asked.data.parameters);
  },
});
