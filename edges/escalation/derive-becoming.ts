import { mayAllowAction } from '../../policy/inspect.ts';
import type { Finding } from '../define-edge.ts';
import type { Estate } from '../estate/estate.ts';
import type { Profile } from '../estate/profiles.ts';
import { alike } from './alike.ts';
import { becomeBy, besidesOf, type Becoming, type BecomeWay } from './become.ts';
import { controlStatements, type ControlStatements } from './control-statements.ts';
import { buildIamEstate, type IamEstate, type IamTarget } from './iam-estate.ts';
import { bestGrant, grantKey } from './merge-grants.ts';

/** Whom each profile becomes by one call on them; one finding for all whom it becomes by the same grant. */
export function* deriveBecoming(estate: Estate, ways: readonly BecomeWay[]): Iterable<Finding> {
  const iam = buildIamEstate(estate);
  const controlsOf = controlStatements(estate);
  for (const profile of estate.profiles) {
    if (profile.isForeign || profile.session !== undefined) continue;
    const usable = ways.filter(({ action }) =>
      profile.policies.some(({ compiled }) => mayAllowAction(compiled, action)),
    );
    if (usable.length > 0) yield* becoming(iam, profile, usable, controlsOf);
  }
}

function* becoming(
  iam: IamEstate,
  profile: Profile,
  ways: readonly BecomeWay[],
  controlsOf: ControlStatements,
): Iterable<Finding> {
  const groups = new Map<string, { readonly grant: Becoming; readonly to: string[] }>();
  const actions = [...ways.map(({ action }) => action), 'iam:DeleteAccessKey'];
  const targets = iam
    .targets(profile.account, ways[0].kind)
    .map((target) => ({ ...target, besides: besidesOf(iam, target) }));
  for (const part of alike(profile, actions, targets, controlsOf(profile.account))) {
    const grant = bestGrant(ways.flatMap((way) => becomeBy(iam, profile, way, part[0]) ?? []));
    if (grant === undefined) continue;
    const key = `${grant.id} ${grantKey(grant)}`;
    const group = groups.get(key) ?? { grant, to: [] };
    groups.set(key, group);
    group.to.push(...part.map(({ arn }: IamTarget) => arn));
  }
  for (const { grant, to } of groups.values()) {
    const { id: rule, conditions, evidence } = grant;
    yield { from: { profile: profile.index }, to, rule, conditions, evidence };
  }
}
