import { coversAction, serviceOf } from '../../policy/action.ts';
import type { CompiledPolicy, CompiledStatement } from '../../policy/compile.ts';

/** An action as statements are asked about it. */
export interface AskedAction {
  readonly action: string;
  readonly lower: string;
  readonly service: string;
}

export function askedAction(action: string): AskedAction {
  const lower = action.toLowerCase();
  return { action, lower, service: serviceOf(lower) };
}

/** Finds the statements of a policy that speak of some of the actions. */
export type Speaking = (policy: CompiledPolicy) => readonly CompiledStatement[];

/** Looks each policy through once, however many hold it. */
export function buildSpeaking(actions: readonly AskedAction[]): Speaking {
  const known = new WeakMap<CompiledPolicy, readonly CompiledStatement[]>();
  return (policy) => {
    const found =
      known.get(policy) ?? policy.statements.filter((statement) => actions.some((asked) => speaksOf(statement, asked)));
    known.set(policy, found);
    return found;
  };
}

export function speaksOf({ actions }: CompiledStatement, { lower, service }: AskedAction): boolean {
  return coversAction(actions, lower, service);
}
