import type { NodeSummary } from '../../model/answers.ts';

/** The nodes that the console found last; maps mark where they stand. */
export interface FoundNodes {
  nodes(): readonly NodeSummary[];
  replace(nodes: readonly NodeSummary[]): void;
}

/** Nothing found yet; kept as long as the page stands. */
export function createFoundNodes(): FoundNodes {
  let found: readonly NodeSummary[] = [];
  return {
    nodes: () => found,
    replace: (nodes) => {
      found = nodes;
    },
  };
}
