import { coversAction } from './action.ts';
import type { CompiledStatement } from './compile.ts';
import { meets } from './conditions/condition.ts';
import type { Literal } from './literal.ts';
import { coverage, type ResourceTemplate } from './resource.ts';
import type { Scope } from './scope.ts';

/** A request as statements see it. */
export interface Query extends Scope {
  /** In lower case. */
  readonly action: string;
  /** The action's service, in lower case. */
  readonly service: string;
}

/** What a statement that certainly applies leaves open. */
export const nothing: readonly Literal[] = [];

/**
 * Whether a statement applies to a request, its principal aside: undefined where it does not, else what the unknown
 * context must say for it to apply, all of it; nothing where it applies for certain.
 */
export function applies(statement: CompiledStatement, query: Query): readonly Literal[] | undefined {
  if (!coversAction(statement.actions, query.action, query.service)) return undefined;
  const covered = statement.resources === undefined ? 'covered' : coverage(statement.resources, query);
  if (covered === 'not-covered') return undefined;
  const { conditions } = statement;
  if (covered === 'covered' && conditions.length === 0) return nothing;

  const open = covered === 'covered' ? [] : openResources(covered, statement.resources?.not ?? false);
  for (const condition of conditions) {
    const outcome = meets(condition, query);
    if (outcome === 'not-met') return undefined;
    if (outcome === 'unknown') open.push({ condition, met: true });
  }
  return open.length === 0 ? nothing : open;
}

/** Of several patterns one is enough to be covered, and the first is taken; none may match to be excluded. */
function openResources(templates: readonly ResourceTemplate[], not: boolean): Literal[] {
  const taken = not ? templates : templates.slice(0, 1);
  return taken.map(({ pattern, whole }) => ({
    told: { operator: 'ResourceMatches', key: whole.keys.join(' '), values: [pattern] },
    met: !not,
  }));
}
