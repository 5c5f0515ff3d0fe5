import { z } from 'zod';

const radius = z.object({
  system: z.int(),
  data: z.int(),
  automation: z.int(),
  identity: z.int(),
  resources: z.int(),
  weight: z.number(),
});
export const bothRadii = z.object({ certain: radius, possible: radius });
export const radiusTotals = z.object({ weight: z.number(), resources: z.int() });
const ids = z.array(z.string());
const step = z.object({ from: z.string(), to: z.string(), kind: z.string(), isCertain: z.boolean() });

/** What changes would do; queries/compare/simulation.ts says what each field means. */
export const simulationAnswer = z.object({
  before: radiusTotals,
  after: radiusTotals,
  identities: z.array(
    z.object({
      id: z.string(),
      before: bothRadii,
      after: bothRadii,
      lost: ids,
      gained: ids,
      crownJewels: z.object({ lost: ids, gained: ids }),
    }),
  ),
  edges: z.object({ removed: z.array(step), added: z.array(step), changed: z.array(step) }),
  breaks: z.array(
    z.object({
      identity: z.string(),
      action: z.string(),
      resource: z.string(),
      lastUsed: z.string(),
      conditions: z.array(z.string()).optional(),
    }),
  ),
  unobserved: ids,
  unknown: z.array(z.string()),
  milliseconds: z.number(),
});
