import type { CompiledStatement } from '../../policy/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Resource } from '../estate/resources.ts';
import type { Ask, Asks } from './asks.ts';
import { keysFor, type KeysOf } from './places.ts';
import { speaksOf } from './speaking.ts';
import { targetsOf } from './targets.ts';
import { withKey } from './with-key.ts';

/** Who asks what, and which statements decide beside those of the resources' own policies. */
export interface Asking {
  readonly estate: Estate;
  readonly profile: Profile;
  readonly asks: Asks;
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
  const heard = asks.heard(statements);
  const all = asks.list.map((ask, at) => ({ ask, at, kind: `${ask.service} ${ask.kind} ${heard[at]}` }));
  const granted = all.filter(({ ask }) => allows.some((statement) => speaksOf(statement, ask)));
  const distinct = firstOfEach(granted, ({ kind }) => kind);
  const possible = ({ policy }: Resource): readonly Asked[] => {
    if (policy === undefined) return distinct;
    const own = asks.heard(policy.compiled.statements);
    // Without an allow of the identity's, only the policy of a resource in its own account can open it.
    return firstOfEach(isOwn ? all : granted, ({ kind, at }) => `${kind} ${own[at]}`);
  };
  return (resource) => {
    let best: Grant | undefined;
    for (const { ask } of possible(resource)) {
      const grant = bestAt({ estate, profile, keysOf }, resource, ask.action);
      if (grant === undefined) continue;
      if (grant.conditions.length === 0) return grant;
      if (best === undefined || grant.conditions.length < best.conditions.length) best = grant;
    }
    return best;
  };
}

/** An action, its place in the list, and a text that is equal where the same of the statements speak. */
interface Asked {
  readonly ask: Ask;
  readonly at: number;
  readonly kind: string;
}

function firstOfEach(asked: readonly Asked[], keyOf: (asked: Asked) => string): readonly Asked[] {
  const seen = new Set<string>();
  return asked.filter((one) => {
    const key = keyOf(one);
    return seen.has(key) ? false : seen.add(key);
  });
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
