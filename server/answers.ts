import { z } from 'zod';

/** The shapes of answers, for the description of the API; model/answers.ts says what each field means. */
export const nodeSummary = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  category: z.string(),
  scope: z.string(),
  weight: z.number(),
});

const radius = z.object({
  system: z.int(),
  data: z.int(),
  automation: z.int(),
  identity: z.int(),
  resources: z.int(),
  weight: z.number(),
  hops: z.int().optional().describe('the most hops to anything in it, where they were asked for'),
});
const certainty = z.enum(['certain', 'conditional']);
const json = z.record(z.string(), z.unknown());

export const reportRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  human: z.boolean(),
  owner: z.string().nullable(),
  scope: z.string(),
  rank: z.int(),
  score: z.number(),
  certain: radius,
  possible: radius,
  crownJewels: z.array(z.string()),
  administers: z.array(z.string()),
  findings: z.array(z.string()),
});

export const reachRow = nodeSummary.extend({ hops: z.int(), certainty });

export const exposureRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  scope: z.string(),
  human: z.boolean(),
  hops: z.int(),
  certainty,
});

const evidence = z.object({
  document: z.string(),
  statement: z.string(),
  effect: z.enum(['Allow', 'Deny', 'Fact']),
  via: z.string().optional(),
  text: json.optional(),
});

const pathStep = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.string(),
  rule: z.string(),
  evidence: z.array(evidence),
  conditions: z.array(z.string()),
  abuse: z.string(),
  remediation: z.string(),
});

export const attackPath = z.object({
  certainty,
  conditions: z.array(z.string()),
  cost: z.number(),
  steps: z.array(pathStep),
});

export const gapRow = z.object({
  source: z.string(),
  scope: z.string(),
  call: z.string(),
  region: z.string(),
  reason: z.string(),
  count: z.int(),
  since: z.string(),
});

export const mapSector = z.object({
  id: z.string(),
  hops: z.int(),
  scope: z.string(),
  kind: z.string(),
  category: z.string(),
  count: z.int(),
  weight: z.number(),
  conditional: z.int(),
  crownJewels: z.array(nodeSummary),
  crownJewelCount: z.int(),
  members: z.array(nodeSummary),
});

export const ringMapAnswer = z.object({
  from: nodeSummary,
  rings: z.int(),
  certain: radius,
  possible: radius,
  sectors: z.array(mapSector),
});

const neighbour = z.object({
  kind: z.string(),
  certainty,
  conditions: z.array(z.string()),
  evidence: z.array(evidence),
});

const policyFinding = z.object({ policy: z.string(), field: z.string(), reason: z.string() });

export const nodeDescription = z.object({
  node: nodeSummary.extend({
    human: z.boolean(),
    owner: z.string().nullable(),
    environment: z.string().nullable(),
    region: z.string().nullable(),
    tags: z.record(z.string(), z.string()),
    properties: json,
    observedAt: z.string().nullable(),
  }),
  report: reportRow.nullable(),
  out: z.array(neighbour.extend({ to: nodeSummary })),
  outCount: z.int(),
  in: z.array(neighbour.extend({ from: nodeSummary })),
  inCount: z.int(),
  credentials: z.array(json),
  policyFindings: z.array(policyFinding),
  facts: z.array(
    z.object({ fact: z.string(), names: z.array(z.string()), source: z.string(), observedAt: z.string() }),
  ),
});

export const ingestSummary = z.object({
  snapshot: z.string().nullable(),
  source: z.string(),
  scopes: z.array(z.string()),
  nodes: z.object({ identity: z.int(), credential: z.int(), resource: z.int() }),
  facts: z.int(),
  edges: z.int(),
  read: z.record(z.string(), z.int()),
  gaps: z.array(gapRow),
  rejected: z.array(z.object({ file: z.string(), record: z.string(), field: z.string(), reason: z.string() })),
  policyFindings: z.array(policyFinding),
  policyFindingCount: z.int(),
  seconds: z.object({ read: z.number(), derive: z.number(), write: z.number() }),
});
