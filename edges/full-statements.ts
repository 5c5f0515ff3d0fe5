import { coversAction, serviceOf } from '../policy/action.ts';
import type { CompiledStatement } from '../policy/compile.ts';
import type { NamedPolicy } from './estate/policies.ts';

/**
 * Statements that allow every action on every resource: by `*`, or by all but some actions that the others,
 * unconditionally, allow.
 */
export function fullStatements(policies: readonly NamedPolicy[]): ReadonlySet<CompiledStatement> {
  const onEverything = policies.flatMap(({ compiled }) => compiled.allows).filter(isOnEverything);
  const unconditional = onEverything.filter(({ conditions }) => conditions.length === 0);
  return new Set(
    onEverything.filter(
      (statement) => isEveryAction(statement) || (statement.actions.not && isFilledUp(statement, unconditional)),
    ),
  );
}

function isOnEverything({ resources }: CompiledStatement): boolean {
  return resources !== undefined && resources.all && !resources.not;
}

function isEveryAction({ actions, source }: CompiledStatement): boolean {
  return !actions.not && source.actions.some((action) => /^\*+(:\*+)?$/.test(action));
}

function isFilledUp({ source }: CompiledStatement, others: readonly CompiledStatement[]): boolean {
  const usable = others.filter(({ actions, source: other }) => !actions.not && !other.actions.join().includes('?'));
  return source.actions.every((left) => usable.some(({ actions }) => coversPattern(actions, left)));
}

/** A pattern that, read as text, fits another is within it: that one's stars take up this one's, a `?` does not. */
function coversPattern(actions: CompiledStatement['actions'], pattern: string): boolean {
  const text = pattern.toLowerCase();
  return coversAction(actions, text, serviceOf(text));
}
