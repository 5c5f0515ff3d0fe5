import { mayAllowAction } from '../../policy/inspect.ts';
import type { Profile } from '../estate/profiles.ts';
import { administering } from './administration.ts';
import type { IamEstate } from './iam-estate.ts';
import type { WayJudge } from './judge-way.ts';
import { makingActions, newcomers, type Newcomer } from './newcomers.ts';
import type { Widening } from './virtual-shelf.ts';

/**
 * The users and roles that a profile may make for itself, of those that hold the same the surest; one that administers
 * has an edge of its own and needs no more.
 */
export function* makings(iam: IamEstate, profile: Profile, judgeWay: WayJudge): Iterable<Widening> {
  const may = (action: string): boolean => profile.policies.some(({ compiled }) => mayAllowAction(compiled, action));
  if (!makingActions.some(may)) return;
  const best = new Map<string, Newcomer>();
  for (const newcomer of newcomers(iam, profile, judgeWay)) {
    const { policies, boundary, unread, principal } = newcomer.profile;
    const key = JSON.stringify([principal.kind, policies.map(({ id }) => id), boundary?.id, unread]);
    const known = best.get(key);
    if (known === undefined || newcomer.grant.conditions.length < known.grant.conditions.length)
      best.set(key, newcomer);
  }
  const from = { profile: profile.index };
  for (const { id: rule, grant, profile: before } of best.values()) {
    if (administering(iam.estate, before)?.length === 0) continue;
    const { conditions, evidence } = grant;
    const said = { kind: 'CAN_CREATE_PRINCIPAL', from, through: undefined, rule, conditions, evidence } as const;
    yield { ...said, actor: before.principal.id, before, after: before };
  }
}
