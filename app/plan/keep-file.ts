import type { ChangeName } from '../../model/change.ts';
import type { Grant } from '../../graph/plan/grant.ts';

/** What must not be touched, and what kinds of change cost. */
export interface Keep {
  forbids(grant: Grant): boolean;
  readonly costs: Readonly<Partial<Record<ChangeName, number>>>;
}

/** Everything may be taken away. */
export const keepNothing: Keep = { forbids: () => false, costs: {} };
