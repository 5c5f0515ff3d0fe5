import { coversAction, serviceOf } from '../../policy/action.ts';
import type { Finding } from '../../edges/define-edge.ts';
import type { Estate } from '../../edges/estate/estate.ts';
import type { Grant } from '../../edges/estate/judge.ts';
import type { Profile } from '../../edges/estate/profiles.ts';
import type { Resource } from '../../edges/estate/resources.ts';
import type { Level } from '../../edges/access/levels.ts';
import { keysFor, type KeysOf } from '../../edges/access/places.ts';
import { targetsOf } from '../../edges/access/targets.ts';
import { typeLevels } from '../../edges/access/type-levels.ts';
import { withKey } from '../../edges/access/with-key.ts';

/** The slow twin of deriveAccess: every profile is judged against every resource by itself. */
export function* plainAccess(estate: Estate, level: Level): Iterable<Finding> {
  const asked = estate.resources.types.flatMap((type) => {
    const actions = typeLevels(estate.resources, type)[level];
    return actions === undefined ? [] : [{ type, actions }];
  });
  for (const profile of estate.profiles) {
    const groups = new Map<string, { readonly grant: Grant; readonly to: string[] }>();
    const asker: Asker = { estate, profile, keysOf: keysFor(profile) };
    for (const { type, actions } of asked) {
      for (const [resource, grant] of heldResources(asker, { type, actions })) group(groups, grant, resource.id);
    }
    for (const { grant, to } of groups.values()) {
      yield { from: { profile: profile.index }, to, hold: level, ...grant };
    }
  }
}

/** Who asks, and what is worked out once for him. */
interface Asker {
  readonly estate: Estate;
  readonly profile: Profile;
  readonly keysOf: KeysOf;
}

interface Asked {
  readonly type: string;
  readonly actions: readonly string[];
}

function* heldResources(asker: Asker, { type, actions }: Asked): Iterable<readonly [Resource, Grant]> {
  const { profile } = asker;
  const { resources } = asker.estate;
  const granted = actions.filter((action) => mayAllow(profile, action));
  for (const resource of resources.inAccount(profile.account, type)) {
    // Without a policy of its own a resource is opened by the identity's policies alone, for every session alike.
    if (resource.policy === undefined && profile.session !== undefined) continue;
    const possible = resource.policy === undefined ? granted : actions;
    const grant = bestGrant(asker, resource, possible);
    if (grant) yield [resource, grant];
  }
  if (granted.length === 0) return;
  for (const resource of resources.openToOthers(type)) {
    const grant = resource.account === profile.account ? undefined : bestGrant(asker, resource, granted);
    if (grant) yield [resource, grant];
  }
}

/** Whether any policy of the identity speaks of the action in an Allow. */
function mayAllow({ policies }: Profile, action: string): boolean {
  const lower = action.toLowerCase();
  const service = serviceOf(lower);
  return policies.some(({ compiled }) => compiled.allows.some(({ actions }) => coversAction(actions, lower, service)));
}

/** The grant with the fewest conditions among the actions and the places inside the resource. */
function bestGrant(
  { estate, profile, keysOf }: Asker,
  resource: Resource,
  actions: readonly string[],
): Grant | undefined {
  let best: Grant | undefined;
  for (const action of actions) {
    for (const target of targetsOf(resource, action, keysOf)) {
      const allowed = estate.judge(profile, action, target);
      const grant = allowed && withKey(estate, profile, { resource, action, target, grant: allowed });
      if (grant === undefined) continue;
      if (grant.conditions.length === 0) return grant;
      if (best === undefined || grant.conditions.length < best.conditions.length) best = grant;
    }
  }
  return best;
}

function group(groups: Map<string, { readonly grant: Grant; readonly to: string[] }>, grant: Grant, id: string): void {
  const key = JSON.stringify([
    grant.conditions,
    grant.evidence.map(({ document, statement, via }) => [document, statement, via]),
  ]);
  const known = groups.get(key);
  if (known) known.to.push(id);
  else groups.set(key, { grant, to: [id] });
}
