import { leastHittingSet } from '../../engine/hitting-set.ts';
import { IntegerProgram } from './integer-program.ts';

/** Branches that a search without HiGHS may take: some milliseconds. */
const ownSteps = 2000;

/** Grants of which every conflict has one, at what cost, and how little it can cost. */
export interface Hits {
  readonly chosen: readonly number[];
  readonly value: number;
  /** Equal to `value` where it is proven the least. */
  readonly lowerBound: number;
  /** Conflicts packed side by side, none of whose grants carries more than it costs: a flow that must be cut. */
  readonly flow: number;
}

/** Finds the cheapest grants to hit conflicts: by a search of its own while they are few, else by integer programming. */
export class CheapestHits {
  readonly #costs: ArrayLike<number>;
  readonly #seconds: number;
  #program: IntegerProgram | undefined;

  constructor(costs: ArrayLike<number>, seconds: number) {
    this.#costs = costs;
    this.#seconds = seconds;
  }

  async solve(conflicts: readonly (readonly number[])[]): Promise<Hits> {
    const own = leastHittingSet(conflicts, this.#costs, ownSteps);
    if (own.lowerBound >= own.value) return own;
    this.#program ??= await IntegerProgram.load();
    const rows = conflicts.map((conflict) => ({
      terms: conflict.map((grant) => [grant, 1] as const),
      least: 1,
    }));
    const { chosen, lowerBound } = this.#program.cover(this.#costs, rows, this.#seconds);
    if (chosen === undefined) return { ...own, lowerBound: Math.max(own.lowerBound, lowerBound) };
    return { chosen, value: lowerBound, lowerBound, flow: own.flow };
  }
}
