import { hops, UNREACHED } from '../../engine/hops.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import type { GrantTable } from '../../graph/plan/grant-table.ts';
import type { Oracle } from './oracle.ts';

/** Who is to be kept from what, by taking away which grants at which cost. */
export interface Protecting {
  readonly graph: OpenGraph;
  readonly table: GrantTable;
  readonly oracle: Oracle;
  /** By grant; Infinity for what must stay. */
  readonly costs: Float64Array;
  /** Ids of those that can be kept from the targets. */
  readonly sources: readonly string[];
  readonly targets: readonly string[];
  /** Milliseconds that proving the bound may take once a plan is found. */
  readonly proofMs: number;
}

/** Which of these reach one of the targets. */
export function reaching(graph: OpenGraph, ids: readonly string[], targets: readonly string[]): readonly string[] {
  const heads = targets.flatMap((id) => graph.indexOf(id) ?? []);
  const depth = hops(graph.reverse, heads);
  const isHead = new Set(heads);
  return ids.filter((id) => {
    const node = graph.indexOf(id);
    return node !== undefined && !isHead.has(node) && depth[node] !== UNREACHED;
  });
}
