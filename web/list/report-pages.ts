import type { Api } from '../api/client.ts';
import type { ReportRow } from '../api/shapes.ts';
import type { ViewState } from '../state/view-state.ts';

/** Rows a request brings. */
export const PAGE_ROWS = 200;

/** A filtered report that is fetched as it is looked at. */
export interface ReportPages {
  /** Rows in all; undefined until the first page came. */
  total(): number | undefined;
  row(index: number): ReportRow | undefined;
  /** Place of an identity among what was fetched, or -1. */
  indexOf(id: string): number;
  /** Fetches a page unless it is there or on its way; resolves to whether it brought something new. */
  load(page: number): Promise<boolean>;
}

/** The pages that match a state's search and filter. */
export function createReportPages(api: Api, state: ViewState): ReportPages {
  const pages = new Map<number, readonly ReportRow[]>();
  const asked = new Set<number>();
  let total: number | undefined;
  return {
    total: () => total,
    row: (index) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    indexOf: (id) => {
      for (const [page, rows] of pages) {
        const place = rows.findIndex((row) => row.id === id);
        if (place >= 0) return page * PAGE_ROWS + place;
      }
      return -1;
    },
    load: async (page) => {
      if (asked.has(page)) return false;
      asked.add(page);
      try {
        const answer = await api.report({
          ...filterOf(state),
          offset: page * PAGE_ROWS,
          limit: PAGE_ROWS,
          sort: 'rank',
        });
        pages.set(page, answer.identities);
        total = answer.total;
        return true;
      } catch (error) {
        asked.delete(page);
        throw error;
      }
    },
  };
}

/** Whether two states ask for the same list. */
export function sameFilter(a: ViewState, b: ViewState): boolean {
  return a.search === b.search && a.who === b.who && a.kind === b.kind && a.scope === b.scope;
}

function filterOf({ search, who, kind, scope }: ViewState): Record<string, string | undefined> {
  const human = { all: undefined, machines: 'false', people: 'true' }[who];
  return { search, human, kind, scope };
}
