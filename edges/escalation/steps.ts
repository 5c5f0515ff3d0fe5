import { groupBy } from '../../model/group-by.ts';
import { canAssume } from '../can-assume.ts';
import { canChangeCode } from '../can-change-code.ts';
import { canChangeTrust } from '../can-change-trust.ts';
import { canPassRole } from '../can-pass-role.ts';
import { canTakeCredential } from '../can-take-credential.ts';
import type { Finding } from '../define-edge.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import { mergeGrants } from './merge-grants.ts';

/** Whom a profile becomes in any number of steps, and what that needs; itself left out. */
export type Steps = (profile: Profile) => ReadonlyMap<string, Grant>;

type Step = Pick<Finding, 'to' | 'conditions' | 'evidence' | 'each'>;

/** Works out every single step when the first is asked for. Time of one answer: steps of all whom it meets. */
export function buildSteps(estate: Estate): Steps {
  let steps: ReadonlyMap<number, readonly Step[]> | undefined;
  return (profile) => {
    steps ??= singleSteps(estate);
    const certain = reached(estate, profile, steps, ({ conditions, each = [] }) =>
      [conditions, ...each.map((said) => said.conditions)].every((said) => said.length === 0),
    );
    const possible = reached(estate, profile, steps, () => true);
    return new Map([...possible, ...certain]);
  };
}

/** Steps by the index of the profile that makes them. */
function singleSteps(estate: Estate): ReadonlyMap<number, readonly Step[]> {
  const { index } = estate;
  const inProfile = new Map(index.of('instance-profile').map(({ profile, role }) => [profile, role]));
  const rolesOf = groupBy(index.of('runs-as'), ({ workload }) => workload);
  const found = new Map<number, Step[]>();
  const add = (finding: Finding): void => {
    for (const profile of profilesIn(finding.from)) {
      const list = found.get(profile) ?? [];
      found.set(profile, list);
      list.push(finding);
    }
  };
  for (const rule of [canAssume, canPassRole, canTakeCredential, canChangeTrust])
    for (const finding of rule.derive(estate)) add(finding);
  for (const finding of canChangeCode.derive(estate)) {
    const runs = finding.to.flatMap((workload, at) =>
      (rolesOf.get(workload) ?? []).map(({ identity }) => [inProfile.get(identity) ?? identity, at] as const),
    );
    const { each } = finding;
    if (each) add({ ...finding, to: runs.map(([role]) => role), each: runs.map(([, at]) => each[at]) });
    else add({ ...finding, to: [...new Set(runs.map(([role]) => role))] });
  }
  return found;
}

function profilesIn(from: Finding['from']): readonly number[] {
  if ('profiles' in from) return from.profiles;
  return 'profile' in from ? [from.profile] : [];
}

/** Breadth first: each identity is met by the fewest steps, each profile opened once. */
function reached(
  { profileOf }: Estate,
  start: Profile,
  steps: ReadonlyMap<number, readonly Step[]>,
  counts: (step: Step) => boolean,
): ReadonlyMap<string, Grant> {
  const met = new Map<string, Grant>();
  const opened = new Set([start.index]);
  let frontier: readonly (readonly [number, Grant])[] = [[start.index, { conditions: [], evidence: [] }]];
  while (frontier.length > 0) {
    const next: (readonly [number, Grant])[] = [];
    for (const [identity, through] of madeFrom(frontier, steps, counts)) {
      if (met.has(identity)) continue;
      const grant = through();
      met.set(identity, grant);
      const profile = profileOf.get(identity);
      if (profile === undefined || opened.has(profile.index)) continue;
      opened.add(profile.index);
      next.push([profile.index, grant]);
    }
    frontier = next;
  }
  return met;
}

/** Where steps lead from those who were reached, and what it needs, put together only when asked for. */
function* madeFrom(
  frontier: readonly (readonly [number, Grant])[],
  steps: ReadonlyMap<number, readonly Step[]>,
  counts: (step: Step) => boolean,
): Iterable<readonly [string, () => Grant]> {
  for (const [at, so] of frontier) {
    for (const step of (steps.get(at) ?? []).filter(counts)) {
      for (const [place, identity] of step.to.entries())
        yield [identity, () => mergeGrants([so, step, ...(step.each?.slice(place, place + 1) ?? [])])];
    }
  }
}
