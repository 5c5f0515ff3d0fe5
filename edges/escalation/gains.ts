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

/** Whose policies are changed, what binds him before, and what he may change himself once he is bound otherwise. */
export interface Gaining {
  readonly target: Profile;
  readonly start: Holding;
  readonly further: (changed: Profile) => readonly Grip[];
}

/** At most so many times what was gained is used to gain more. */
const maximumRounds = 3;

/** The best way to make a principal administer its account: one grip alone, else all of them together. */
export function bestGain(iam: IamEstate, gaining: Gaining, grips: readonly Grip[]): Gain | undefined {
  const alone = bestGrant(grips.flatMap((grip) => gained(iam, gaining, [grip]) ?? []));
  return alone ?? (grips.length > 1 ? gained(iam, gaining, grips) : undefined);
}

/** What the grips yield together, and then what whoever they were used on makes of it himself. */
function gained({ estate }: IamEstate, { target, start, further }: Gaining, used: readonly Grip[]): Gain | undefined {
  let holding = start;
  let grips = used;
  const grants = used.map(({ grant }) => grant);
  for (let round = 0; round < maximumRounds && grips.length > 0; round++) {
    holding = grips.reduce((before, { change }) => change(before), holding);
    const changed = { ...target, policies: holding.policies, boundary: holding.boundary };
    const left = administering(estate, changed);
    if (left !== undefined)
      return {
        ...mergeGrants([...grants, { conditions: left, evidence: [] }]),
        id: used[0].id,
        action: used[0].action,
      };
    grips = usableFirst(further(changed));
    // The statements that allow these are partly the attacker's own, and prove nothing.
    for (const { grant } of grips) grants.push({ conditions: grant.conditions, evidence: [] });
  }
  return undefined;
}

/** Those that hold without conditions, where there are any. */
function usableFirst(grips: readonly Grip[]): readonly Grip[] {
  const certain = grips.filter(({ grant }) => grant.conditions.length === 0);
  return certain.length > 0 ? certain : grips;
}
