import { coversAction, serviceOf } from './action.ts';
import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { derivedKeys, resourceKeys } from './context-keys.ts';
import type { ConditionEntry } from './document.ts';
import { principalMatch } from './gate.ts';
import type { PrincipalMatch } from './principal-match.ts';
import type { Principal } from './principal.ts';
import { patternPrefix } from './resource.ts';

/** Whether the statement speaks of the action, whatever its resources and conditions; in any case. */
export function mayMatchAction(statement: CompiledStatement, action: string): boolean {
  const lower = action.toLowerCase();
  return coversAction(statement.actions, lower, serviceOf(lower));
}

/** Whether some allowing statement speaks of the action: a cheap way to leave most policies out. */
export function mayAllowAction(policy: CompiledPolicy, action: string): boolean {
  const lower = action.toLowerCase();
  const service = serviceOf(lower);
  return policy.allows.some((statement) => coversAction(statement.actions, lower, service));
}

/** A resource pattern of a statement, as written. */
export interface ResourcePattern {
  readonly pattern: string;
  /** What every resource that it covers begins with; empty for `*`. */
  readonly prefix: string;
  /** Whether policy variables stand in it. */
  readonly hasVariables: boolean;
}

/** Which resources a statement speaks of: those of `patterns`, or with `not` all but those. */
export interface ResourcePatterns {
  readonly not: boolean;
  readonly patterns: readonly ResourcePattern[];
}

/** The statement's resource patterns, with prefixes to index them by; a statement without any speaks of `*`. */
export function resourcePatterns({ source, resources }: CompiledStatement): ResourcePatterns {
  const templates = new Set(resources?.templates.map(({ pattern }) => pattern));
  const patterns = (source.resources ?? ['*']).map((pattern) => {
    const hasVariables = templates.has(pattern);
    return { pattern, prefix: patternPrefix(pattern, hasVariables), hasVariables };
  });
  return { not: source.notResource, patterns };
}

/** Whether a context key may differ from principal to principal. */
function isPrincipalKey(key: string): boolean {
  return key.startsWith('aws:principal') || (derivedKeys.has(key) && !resourceKeys.has(key));
}

/**
 * Every context key, in lower case and sorted, that the policy's statements read about the principal.
 *
 * Identities of one account and kind that agree in these keys and hold equal policies get equal answers, but for what
 * resource policies say about them by name.
 */
export function principalKeys(policy: CompiledPolicy): readonly string[] {
  return contextKeys(policy).filter(isPrincipalKey);
}

/** Every context key, in lower case and sorted, that the policy's conditions and variables read. */
export function contextKeys(policy: CompiledPolicy): readonly string[] {
  const keys = new Set<string>();
  for (const { conditions, resources } of policy.statements) {
    for (const condition of conditions) for (const key of condition.keys) keys.add(key);
    for (const { whole } of resources?.templates ?? []) for (const key of whole.keys) keys.add(key);
  }
  return [...keys].sort();
}

/** A statement that allows everything on everything, and the conditions under which it does. */
export interface FullGrant {
  readonly statement: number;
  readonly conditions: readonly ConditionEntry[];
}

/**
 * The statement that allows `*` on `*`, the one with fewest conditions; undefined where there is none.
 *
 * Says nothing of what the policy or others deny.
 */
export function grantsEverything(policy: CompiledPolicy): FullGrant | undefined {
  const full = policy.allows
    .filter(
      ({ actions, resources }) =>
        actions.all && !actions.not && (resources === undefined || (resources.all && !resources.not)),
    )
    .map(({ index, source }) => ({ statement: index, conditions: source.conditions }))
    .sort((a, b) => a.conditions.length - b.conditions.length);
  return full.at(0);
}

/** The allowing statements of a resource policy that speak of the principal and the action, and how they name it. */
export function statementsFor(
  policy: CompiledPolicy,
  principal: Principal,
  action: string,
): readonly { readonly statement: CompiledStatement; readonly match: PrincipalMatch }[] {
  return policy.allows.flatMap((statement) => {
    const match = mayMatchAction(statement, action) ? principalMatch(statement, principal) : 'no';
    return match === 'no' ? [] : [{ statement, match }];
  });
}
