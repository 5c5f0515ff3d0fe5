import { z } from 'zod';
import { graphCounts } from '../../app/graph-counts.ts';
import { gapRows } from '../../app/gap-rows.ts';
import { scopeNames } from '../../app/scope-names.ts';
import { version } from '../../model/version.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Partition } from '../../store/store.ts';
import { defineRoute } from '../define-route.ts';

const counts = z.object({
  identities: z.int(),
  machines: z.int(),
  humans: z.int(),
  resources: z.int(),
  credentials: z.int(),
  edges: z.int(),
  crownJewels: z.int(),
});

export const getStatus = defineRoute({
  method: 'get',
  path: '/api/status',
  summary: 'What is loaded, how old it is, and how much could not be read.',
  params: {},
  answer: z.object({
    version: z.string(),
    snapshot: z.object({ id: z.string(), createdAt: z.string() }).nullable(),
    sources: z.array(z.object({ source: z.string(), scopes: z.array(z.string()), observedAt: z.string() })),
    scopeNames: z.record(z.string(), z.string()).describe('names of accounts, by id'),
    counts,
    gaps: z.int(),
  }),
  async handle({ workspace }) {
    const open = await workspace.current();
    if (open === undefined) return { version, snapshot: null, sources: [], scopeNames: {}, counts: noCounts, gaps: 0 };
    const { id, createdAt, partitions, gaps } = open.snapshot.info;
    return {
      version,
      snapshot: { id, createdAt },
      sources: sourcesOf(partitions),
      scopeNames: await scopeNames(open.snapshot),
      counts: graphCounts(open.graph),
      gaps: gapRows(gaps).length,
    };
  },
});

const noCounts = { identities: 0, machines: 0, humans: 0, resources: 0, credentials: 0, edges: 0, crownJewels: 0 };

function sourcesOf(partitions: readonly Partition[]) {
  return [...groupBy(partitions, ({ source }) => source)].map(([source, parts]) => ({
    source,
    scopes: [...new Set(parts.map(({ scope }) => scope))].sort(),
    observedAt: parts.reduce(
      (oldest, part) => (part.observedAt < oldest ? part.observedAt : oldest),
      parts[0].observedAt,
    ),
  }));
}
