import type { CompiledPolicy } from './compile.ts';
import type { PolicyIssue } from './document.ts';
import { globOf } from './pattern.ts';

/** What is known of AWS's services; whoever has a service reference at hand answers from it. */
export interface ServiceReference {
  /**
   * Whether some action fits the glob (pattern.ts) in lower case; a literal is the glob of itself.
   *
   * @param service in lower case, as the pattern names it; empty where a wildcard stands in it
   */
  readonly hasAction: (service: string, glob: string) => boolean;
  /** Whether some service fills in the context key, given in lower case. */
  readonly hasKey: (key: string) => boolean;
}

/**
 * Actions that match nothing and context keys that nobody fills in, as findings about the policy.
 *
 * AWS takes such a policy: the action never matches and the key is always absent, and it is evaluated so here too.
 */
export function unknownNames(policy: CompiledPolicy, reference: ServiceReference): readonly PolicyIssue[] {
  return policy.statements.flatMap(({ index, source }) => {
    const place = `Statement[${index}]`;
    const field = `${place}.${source.notAction ? 'NotAction' : 'Action'}`;
    const actions = source.actions.filter((action) => !isKnown(action.toLowerCase(), reference));
    const conditions = source.conditions.filter(({ key }) => !reference.hasKey(key.toLowerCase()));
    return [
      ...actions.map((action) => ({ field, reason: `no action is called "${action}"` })),
      ...conditions.map(({ operator, key }) => ({
        field: `${place}.Condition.${operator}.${key}`,
        reason: `no context key is called "${key}"`,
      })),
    ];
  });
}

function isKnown(action: string, { hasAction }: ServiceReference): boolean {
  if (!action.includes(':')) return true;
  const service = action.slice(0, action.indexOf(':'));
  return hasAction(/[*?]/.test(service) ? '' : service, globOf(action));
}
