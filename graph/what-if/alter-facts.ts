import type { FactIndex } from '../../edges/estate/fact-index.ts';
import type { Change, ChangeName } from '../../model/change.ts';
import { AlteredFacts } from './altered-facts.ts';
import type { ChangeRule, Problem } from './define-change.ts';
import * as registry from './registry.ts';

/** Why one of the changes cannot be made. */
export interface ChangeProblem extends Problem {
  /** Place among the changes. */
  readonly index: number;
}

const rules = new Map<ChangeName, ChangeRule<ChangeName>>(
  Object.values(registry).flatMap((rule) =>
    rule.names.map((name) => [name, rule as unknown as ChangeRule<ChangeName>] as const),
  ),
);

/** Lays changes over facts in their order; each stands on the ones before it. */
export function alterFacts(
  index: FactIndex,
  changes: readonly Change[],
): { readonly facts: AlteredFacts; readonly problems: readonly ChangeProblem[] } {
  const facts = new AlteredFacts(index);
  const problems: ChangeProblem[] = [];
  for (const [place, change] of changes.entries()) {
    const problem = applyChange(facts, change);
    if (problem) problems.push({ index: place, ...problem });
  }
  return { facts, problems };
}

/** Lays one more change over facts, or says why it cannot be made. */
export function applyChange(facts: AlteredFacts, change: Change): Problem | undefined {
  return rules.get(change.change)?.apply(facts, change);
}
