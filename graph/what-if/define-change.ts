import { knownPolicy } from '../../edges/estate/known-policies.ts';
import type { ChangeName, ChangeOf } from '../../model/change.ts';
import type { AlteredFacts } from './altered-facts.ts';

/** Why a change cannot be made: it names something that is not there. */
export interface Problem {
  /** Field of the change. */
  readonly field: string;
  readonly reason: string;
}

/** How one kind of change acts on facts. */
export interface ChangeRule<N extends ChangeName> {
  readonly names: readonly N[];
  /** Makes the change, or says why it cannot be made; nothing is changed then. */
  apply(facts: AlteredFacts, change: ChangeOf<N>): Problem | undefined;
}

/** Checks a change's literal at compile time. */
export function defineChange<const N extends ChangeName>(rule: ChangeRule<N>): ChangeRule<N> {
  return rule;
}

/** The problem of an id that no node has. */
export function absent(facts: AlteredFacts, field: string, id: string): Problem | undefined {
  return facts.nodes.has(id) ? undefined : { field, reason: `there is no node ${id}` };
}

/** The problem of a policy that nobody said and that AWS does not publish. */
export function absentPolicy(facts: AlteredFacts, policy: string): Problem | undefined {
  const isKnown = knownPolicy(policy) !== undefined || facts.of('policy').some(({ id }) => id === policy);
  return isKnown ? undefined : { field: 'policy', reason: `there is no policy ${policy}` };
}
