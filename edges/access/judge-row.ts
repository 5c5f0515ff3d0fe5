import type { CompiledStatement } from '../../policy/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Resource } from '../estate/resources.ts';
import type { Ask } from './asks.ts';
import { keysFor, type KeysOf } from './places.ts';
import { speaksOf } from './speaking.ts';
import { targetsOf } from './targets.ts';
import { withKey } from './with-key.ts';

/** Who asks what, and which statements decide beside those of the resources' own policies. */
export interface Asking {
  readonly estate: Estate;
  readonly profile: Profile;
  readonly asks: readonly Ask[];
  readonly statements: readonly CompiledStatement[];
  /** The identity policies' statements among them that allow. */
  readonly allows: readonly CompiledStatement[];
  /** Whether the resources are of the profile's own account. */
  readonly isOwn: boolean;
}

/** The grant with the fewest conditions among the actions and the places inside the resource. */
export type RowJudge = (resource: Resource) => Grant | undefined;

/** Actions of which the same statements speak are decided alike, so that the first of them does for all. */
export function buildRowJudge({ estate, profile, asks, statements, allows, isOwn }: Asking): RowJudge {
  const keysOf = keysFor(profile);
  const all = asks.map((ask) => ({
    ask,
    heard: `${ask.service} ${ask.kind} ${bits(statements, ask)}`,
    isGranted: allows.some((statement) => speaksOf(statement, ask)),
  }));
  const granted = all.filter(({ isGranted }) => isGranted);
  return (resource) => {
    // Without an allow of the identity's, only the policy of a resource in its own account can open it.
    const possible = isOwn && resource.policy !== undefined ? all : granted;
    const decided = new Set<string>();
    let best: Grant | undefined;
    for (const { ask, heard } of possible) {
      const key = `${heard} ${bits(resource.policy?.compiled.statements ?? [], ask)}`;
      if (decided.has(key)) continue;
      decided.add(key);
      const grant = bestAt({ estate, profile, keysOf }, resource, ask.action);
      if (grant === undefined) continue;
      if (grant.conditions.length === 0) return grant;
      if (best === undefined || grant.conditions.length < best.conditions.length) best = grant;
    }
    return best;
  };
}

function bits(statements: readonly CompiledStatement[], ask: Ask): string {
  let text = '';
  for (const statement of statements) text += speaksOf(statement, ask) ? '1' : '0';
  return text;
}

function bestAt(
  { estate, profile, keysOf }: Pick<Asking, 'estate' | 'profile'> & { readonly keysOf: KeysOf },
  resource: Resource,
  action: string,
): Grant | undefined {
  let best: Grant | undefined;
  for (const target of targetsOf(resource, action, keysOf)) {
    const allowed = estate.judge(profile, action, target);
    const grant = allowed && withKey(estate, profile, { resource, action, target, grant: allowed });
    if (grant === undefined) continue;
    if (grant.conditions.length === 0) return grant;
    if (best === undefined || grant.conditions.length < best.conditions.length) best = grant;
  }
  return best;
}
