import type { GapRow } from '../model/answers.ts';
import type { Gap } from '../model/records.ts';

/** Gaps as people read them: one row for each scope, call, region and reason. */
export function gapRows(gaps: readonly (Gap & { readonly since?: string })[]): readonly GapRow[] {
  const rows = new Map<string, GapRow>();
  for (const { source, scope, call, region = '', reason, subjects, since = '' } of gaps) {
    const key = JSON.stringify([source, scope, call, region, reason]);
    const known = rows.get(key);
    const count = (known?.count ?? 0) + (subjects?.length ?? 0);
    const oldest = known === undefined || since < known.since ? since : known.since;
    rows.set(key, { source, scope, call, region, reason, count, since: oldest });
  }
  return [...rows.values()].sort((a, b) => (gapOrder(a) < gapOrder(b) ? -1 : 1));
}

function gapOrder({ scope, call, region }: GapRow): string {
  return `${scope} ${call} ${region}`;
}
