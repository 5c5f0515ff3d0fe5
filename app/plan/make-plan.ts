import { GrantTable } from '../../graph/plan/grant-table.ts';
import type { Plan, PlanGoal } from '../../queries/plan/plan.ts';
import { simulate } from '../what-if/simulate.ts';
import type { WhatIfBase } from '../what-if/what-if-base.ts';
import { protectWhereverPossible, type PossibleProtection } from './goal-protect.ts';
import type { Keep } from './keep-file.ts';
import { Oracle } from './oracle.ts';
import { Prices } from './prices.ts';
import { reduce, totalWeight } from './reduce.ts';
import { orderedSteps, type GrantStep } from './steps.ts';
import { UsageError } from '../../model/errors.ts';

/** How a plan is asked for. */
export interface PlanRequest {
  readonly goal: PlanGoal;
  readonly keep: Keep;
  /** Places, from 1, of changes that an owner refuses: the first of the plan as it is made, the next of the one then. */
  readonly refused: readonly number[];
  /** Milliseconds that proving the bound may take. */
  readonly proofMs: number;
}

/** A plan and the grants that its steps take away. */
export interface MadePlan {
  readonly plan: Plan;
  readonly steps: readonly GrantStep[];
}

/**
 * Makes a plan; nothing is written.
 *
 * @throws {UsageError} when a refused place is not one of the plan's
 */
export async function makePlan(base: WhatIfBase, request: PlanRequest): Promise<MadePlan> {
  const start = performance.now();
  const { goal, keep, refused, proofMs } = request;
  const table = new GrantTable(base.facts);
  const prices = new Prices(base.facts, keep);
  const costs = prices.all(table);
  const question = { graph: base.graph, table, oracle: new Oracle(base, table), costs, proofMs };
  const solve = async (): Promise<Solved> => {
    const solution = await solveFor(goal, question);
    return {
      solution,
      steps: orderedSteps(
        solution.grants.map((grant) => table.grants[grant]),
        prices,
      ),
    };
  };
  let { solution, steps } = await solve();
  for (const place of refused) {
    const refusedStep = steps[place - 1];
    if (refusedStep === undefined) throw new UsageError(`there is no change ${place}: the plan has ${steps.length}`);
    costs[refusedStep.grant.index] = Infinity;
    ({ solution, steps } = await solve());
  }
  const { before, after, breaks } = simulate(
    base,
    steps.map(({ step }) => step.change),
    'plan',
  );
  const plan = {
    goal,
    steps: steps.map(({ step }) => step),
    cost: steps.reduce((sum, { step }) => sum + step.cost, 0),
    before,
    after,
    certificate: solution.certificate,
    breaks,
    unblockable: solution.unblockable,
    milliseconds: Math.round(performance.now() - start),
  };
  return { plan, steps };
}

interface Solution extends Pick<PossibleProtection, 'grants' | 'certificate' | 'unblockable'> {
  /** Absent: by all that can be kept out. */
  readonly isReached?: boolean;
}

interface Solved {
  readonly solution: Solution;
  readonly steps: readonly GrantStep[];
}

type Question = Parameters<typeof protectWhereverPossible>[0];

async function solveFor(goal: PlanGoal, question: Question): Promise<Solution> {
  if ('protect' in goal) return protectWhereverPossible(question, { targets: goal.protect, from: goal.from });
  const wanted =
    'reduce' in goal
      ? { weight: (totalWeight(question.graph) * goal.reduce) / 100, budget: Infinity }
      : { weight: Infinity, budget: goal.budget };
  const { isReached, ...found } = reduce(question, wanted);
  return { ...found, unblockable: [], isReached };
}
