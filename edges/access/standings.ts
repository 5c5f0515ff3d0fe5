import type { CompiledPolicy } from '../../policy/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Speaking } from './speaking.ts';

/** A number that is equal for profiles whom nothing but what their policies say tells apart. */
export type StandingOf = (profile: Profile, speaking: Speaking) => number;

/** Looks a profile through once for all actions of which its policies that read something of it speak alike. */
export function buildStandings({ signatures }: Estate): StandingOf {
  const numbers = new Map<string, number>();
  const known = new WeakMap<Profile, Map<string, number>>();
  const telling = (profile: Profile, speaking: Speaking): readonly CompiledPolicy[] =>
    policiesOf(profile).filter((policy) => signatures.tells(policy) && speaking(policy).length > 0);
  const numberOf = (profile: Profile, policies: readonly CompiledPolicy[]): number => {
    const { principal, boundary, session, unread, tags, isForeign } = profile;
    const { kind, serviceLinked } = principal;
    const read = signatures.of(principal, tags, policies);
    const key = JSON.stringify([boundary !== undefined, session, isForeign, unread, kind, serviceLinked, read]);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  return (profile, speaking) => {
    const policies = telling(profile, speaking);
    const all = policiesOf(profile);
    const ofProfile = known.get(profile) ?? new Map<string, number>();
    known.set(profile, ofProfile);
    const key = policies.map((policy) => all.indexOf(policy)).join();
    const number = ofProfile.get(key) ?? numberOf(profile, policies);
    ofProfile.set(key, number);
    return number;
  };
}

function policiesOf({ policies, boundary }: Profile): readonly CompiledPolicy[] {
  const own = policies.map(({ compiled }) => compiled);
  return boundary === undefined ? own : [...own, boundary.compiled];
}
