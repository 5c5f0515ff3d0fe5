import { coversAction, serviceOf } from '../../policy/action.ts';
import { arnText, matchesArn } from '../../policy/arn.ts';
import type { CompiledStatement } from '../../policy/compile.ts';
import { principalMatch } from '../../policy/gate.ts';
import type { ResourceMatcher } from '../../policy/resource.ts';
import type { Target } from './judge.ts';
import type { Profile } from './profiles.ts';

/** Whether a request is worth deciding: false only where it would be denied whatever else there is. */
export type MayOpen = (profile: Profile, action: string, target: Target) => boolean;

/**
 * Tells most hopeless requests from the others without deciding them: neither the identity's statements speak of the
 * action on the target, nor does the target's own policy name the principal.
 *
 * Time a request: what matching the few statements takes that speak of the action.
 */
export function buildMayOpen(): MayOpen {
  const byProfile = new WeakMap<Profile, Map<string, readonly CompiledStatement[]>>();
  const speaking = (profile: Profile, action: string): readonly CompiledStatement[] => {
    const byAction = byProfile.get(profile) ?? new Map<string, readonly CompiledStatement[]>();
    byProfile.set(profile, byAction);
    const statements = byAction.get(action) ?? allowing(profile, action);
    byAction.set(action, statements);
    return statements;
  };
  return (profile, action, target) => {
    const matches = (target.policy?.compiled.allows ?? []).map((statement) =>
      principalMatch(statement, profile.principal),
    );
    const isOwn = profile.account === target.account;
    if (isOwn && matches.some((match) => match !== 'no' && match !== 'account')) return true;
    if (!isOwn && matches.every((match) => match === 'no')) return false;
    const statements = speaking(profile, action);
    if (statements.length === 0) return false;
    const arn = arnText(target.arn);
    return statements.some(({ resources }) => mayCover(resources, arn));
  };
}

function allowing({ policies }: Profile, action: string): readonly CompiledStatement[] {
  const lower = action.toLowerCase();
  const service = serviceOf(lower);
  return policies.flatMap(({ compiled }) =>
    compiled.allows.filter(({ actions }) => coversAction(actions, lower, service)),
  );
}

/** Whether the element may cover the resource; what variables and exceptions say is left to the decision. */
function mayCover(matcher: ResourceMatcher | undefined, arn: ReturnType<typeof arnText>): boolean {
  if (matcher === undefined || matcher.all || matcher.not || matcher.templates.length > 0) return true;
  return matcher.exact.has(arn.text) || matcher.patterns.some((pattern) => matchesArn(pattern, arn));
}
