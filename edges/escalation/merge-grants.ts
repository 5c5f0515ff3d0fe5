import type { Grant } from '../estate/judge.ts';

/** What several calls need together: all their conditions and all their evidence, each once. */
export function mergeGrants(grants: readonly Grant[]): Grant {
  if (grants.length === 1) return grants[0];
  const evidence = new Map(
    grants.flatMap((grant) =>
      grant.evidence.map((item) => [JSON.stringify([item.document, item.statement, item.effect, item.via]), item]),
    ),
  );
  return { conditions: [...new Set(grants.flatMap(({ conditions }) => conditions))], evidence: [...evidence.values()] };
}

/** The grant with the fewest conditions, of equals the first; undefined of none. */
export function bestGrant<T extends Grant>(grants: Iterable<T>): T | undefined {
  let best: T | undefined;
  for (const grant of grants) {
    if (grant.conditions.length === 0) return grant;
    if (best === undefined || grant.conditions.length < best.conditions.length) best = grant;
  }
  return best;
}

/** The same text for grants that say the same, so that their targets become one finding. */
export function grantKey({ conditions, evidence }: Grant): string {
  return JSON.stringify([conditions, evidence.map(({ document, statement, via }) => [document, statement, via])]);
}
