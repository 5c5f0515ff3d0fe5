import type { Resource } from '../estate/resources.ts';

/** Rows that were parted off together; the same object for whoever asks about them. */
export interface RowSet {
  /** Equal only for the same rows of one table. */
  readonly id: number;
  /** In order; not empty. */
  readonly rows: readonly Resource[];
}

/** Makes sets, each under a number of its own. */
export type MakeRowSet = (rows: readonly Resource[]) => RowSet;

export function buildRowSets(): MakeRowSet {
  let count = 0;
  return (rows) => ({ id: count++, rows });
}
