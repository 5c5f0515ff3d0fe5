import { z } from 'zod';
import type { ReportRow } from '../../model/answers.ts';
import { reportRow } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { integer, optionalText } from '../params.ts';

const orders: Readonly<Record<string, (a: ReportRow, b: ReportRow) => number>> = {
  rank: (a, b) => a.rank - b.rank,
  name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.rank - b.rank),
  identities: (a, b) => b.certain.identity - a.certain.identity || a.rank - b.rank,
  possible: (a, b) => b.possible.weight - a.possible.weight || a.rank - b.rank,
  crownJewels: (a, b) => b.crownJewels.length - a.crownJewels.length || a.rank - b.rank,
};

export const getReport = defineRoute({
  method: 'get',
  path: '/api/report',
  summary: 'Identities by blast radius, largest first; searched, filtered and by page.',
  params: {
    search: optionalText('part of a name, id or owner'),
    human: z.enum(['true', 'false', '']).default('').describe('people or machines alone'),
    kind: optionalText('one node kind'),
    scope: optionalText('one account, cluster or organisation'),
    offset: integer('rows to pass over', { min: 0, max: 10_000_000, otherwise: 0 }),
    limit: integer('rows at most', { min: 1, max: 10_000, otherwise: 200 }),
    hops: z.enum(['true', 'false']).default('false').describe('the most hops of every blast radius; takes far longer'),
    sort: z.enum(['rank', 'name', 'identities', 'possible', 'crownJewels']).default('rank').describe('the order'),
  },
  answer: z.object({ snapshot: z.string(), total: z.int(), identities: z.array(reportRow) }),
  async handle({ open }, { search, human, kind, scope, offset, limit, sort, hops }) {
    const opened = await open();
    const { snapshot } = opened;
    const report = await opened.report({ hops: hops === 'true' });
    const wanted = search.toLowerCase();
    const found = report.filter(
      (row) =>
        (human === '' || String(row.human) === human) &&
        (kind === '' || row.kind === kind) &&
        (scope === '' || row.scope === scope) &&
        (wanted === '' || matches(row, wanted)),
    );
    const ordered = sort === 'rank' ? found : found.sort(orders[sort]);
    return { snapshot: snapshot.info.id, total: found.length, identities: ordered.slice(offset, offset + limit) };
  },
});

function matches({ id, name, owner }: ReportRow, wanted: string): boolean {
  return (
    name.toLowerCase().includes(wanted) ||
    id.toLowerCase().includes(wanted) ||
    (owner ?? '').toLowerCase().includes(wanted)
  );
}
