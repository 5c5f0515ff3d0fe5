import type { CompiledStatement } from '../../policy/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { NamedPolicy } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';
import { objectPatternTexts } from './places.ts';
import type { Speaking } from './speaking.ts';

/** Profiles of one account that no policy tells apart for some actions: what one of them holds, all of them hold. */
export interface Asker {
  /** Stands for all. */
  readonly profile: Profile;
  /** Indices of the profiles. */
  readonly profiles: readonly number[];
  /** Statements of its own policies and its boundary that speak of the actions. */
  readonly own: readonly CompiledStatement[];
  /** Those of its own policies among them that allow. */
  readonly allows: readonly CompiledStatement[];
}

/**
 * Parts profiles of one account by what their policies say of the actions, and by what policies elsewhere tell of them.
 *
 * @param asksObjects whether places in buckets are asked about, which all patterns of a profile make up
 */
export function askersOf(
  { signatures }: Estate,
  profiles: readonly Profile[],
  speaking: Speaking,
  asksObjects: boolean,
): readonly Asker[] {
  const askers = new Map<string, Asker & { readonly profiles: number[] }>();
  for (const profile of profiles) {
    const heard = policiesOf(profile).filter(({ compiled }) => speaking(compiled).length > 0);
    const { principal, boundary, session, unread, tags, isForeign } = profile;
    const key = JSON.stringify([
      heard.map(({ id, via }) => [id, via]),
      boundary?.id,
      session,
      isForeign,
      unread,
      principal.kind,
      principal.serviceLinked,
      signatures.of(
        principal,
        tags,
        heard.map(({ compiled }) => compiled),
      ),
      asksObjects ? objectPatternTexts(profile) : 0,
    ]);
    const known = askers.get(key);
    if (known) known.profiles.push(profile.index);
    else {
      const own = heard.flatMap(({ compiled }) => speaking(compiled));
      const allows = profile.policies.flatMap(({ compiled }) => speaking(compiled)).filter(isAllow);
      askers.set(key, { profile, profiles: [profile.index], own, allows });
    }
  }
  return [...askers.values()];
}

function isAllow({ effect }: CompiledStatement): boolean {
  return effect === 'Allow';
}

function policiesOf({ policies, boundary }: Profile): readonly NamedPolicy[] {
  return boundary === undefined ? policies : [...policies, boundary];
}
