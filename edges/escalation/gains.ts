import type { Grant } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import { administering } from './administration.ts';
import type { Grip, Holding } from './grips.ts';
import type { IamEstate } from './iam-estate.ts';
import { bestGrant, mergeGrants } from './merge-grants.ts';

/** That changing a principal's policies makes it administer its account, and which published way it is. */
export interface Gain extends Grant {
  readonly id: string;
  readonly action: string;
}

/**
 * The best way to make a principal administer its account: one grip alone, else all of them together.
 *
 * @param start what binds the principal before
 */
export function bestGain(
  { estate }: IamEstate,
  target: Profile,
  start: Holding,
  grips: readonly Grip[],
): Gain | undefined {
  const after = (holding: Holding): readonly string[] | undefined =>
    administering(estate, { ...target, policies: holding.policies, boundary: holding.boundary });
  const gained = (used: readonly Grip[]): Gain | undefined => {
    const left = after(used.reduce((holding, { change }) => change(holding), start));
    if (left === undefined) return undefined;
    const grant = mergeGrants([...used.map(({ grant: each }) => each), { conditions: left, evidence: [] }]);
    return { ...grant, id: used[0].id, action: used[0].action };
  };
  const alone = bestGrant(grips.flatMap((grip) => gained([grip]) ?? []));
  return alone ?? (grips.length > 1 ? gained(grips) : undefined);
}
