import type { Change } from '../../model/change.ts';
import type { JsonValue } from '../../model/json.ts';
import type { RadiusTotals } from '../compare/compare-radii.ts';
import type { Simulation } from '../compare/simulation.ts';

/** What a plan is for. */
export type PlanGoal =
  | {
      /** Ids of nodes that are to be reached no more. */
      readonly protect: readonly string[];
      /** Ids of the identities that are to be kept from them; absent: whoever reaches them. */
      readonly from?: readonly string[];
    }
  | { /** Percent of the total weight to take away. */ readonly reduce: number }
  | { /** What the changes may cost together. */ readonly budget: number };

/** What proves how good a plan is. */
export interface Certificate {
  /** `min-cut` by a flow of the same value, `integer-program` by a search that came to its end, else a `bound`. */
  readonly kind: 'min-cut' | 'integer-program' | 'bound';
  /** No plan of such changes costs less. */
  readonly lowerBound: number;
  /** What the plan may cost too much, as a share of its cost. */
  readonly gap: number;
  readonly optimal: boolean;
}

/** One change of a plan, with why it is there. */
export interface PlannedChange {
  /** As a changes file writes it. */
  readonly change: Change;
  readonly cost: number;
  /** What the cost is made of, in words. */
  readonly reasons: readonly string[];
  /** Whether what it takes away was seen in use; unknown where nobody watched. */
  readonly use: 'in use' | 'never seen' | 'unknown';
  readonly lastUsed: string | null;
  /** Identities that hold what it takes away. */
  readonly felt: number;
}

/** An identity that no change of the plan's kinds keeps from the goal. */
export interface Unblockable {
  readonly from: string;
  readonly to: string;
  /** A way that stays whatever is taken away. */
  readonly path: readonly { readonly from: string; readonly to: string; readonly kind: string }[];
  /** What keeps it open: `keep` forbids the changes, or there are none. */
  readonly reason: 'keep' | 'nothing to take away';
}

/** Changes that reach a goal, and what is known of how good they are. */
export interface Plan {
  readonly goal: PlanGoal;
  /** In the order in which they are to be made. */
  readonly steps: readonly PlannedChange[];
  readonly cost: number;
  readonly before: RadiusTotals;
  readonly after: RadiusTotals;
  readonly certificate: Certificate;
  /** Uses that were seen and would be denied. */
  readonly breaks: Simulation['breaks'];
  readonly unblockable: readonly Unblockable[];
  readonly milliseconds: number;
}

/** A step written out for the person who makes it. */
export interface ReviewedStep extends PlannedChange {
  /** The policy document, where one changes. */
  readonly before?: JsonValue | undefined;
  readonly after?: JsonValue | undefined;
  /** Command lines of the AWS CLI, each word quoted. */
  readonly commands: readonly string[];
  /** Those that take it back. */
  readonly undo: readonly string[];
  readonly terraform: string;
  readonly note: string;
}
