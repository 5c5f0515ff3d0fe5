import type { CompiledStatement } from '../../policy/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { NamedPolicy } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';
import { buildSources, type Source, type SourcesOf } from './sources.ts';
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
  /** What its policies and its boundary say, one by one. */
  readonly sources: readonly Source[];
  /** Equal for askers whom nothing but their sources tells apart. */
  readonly standing: number;
}

/** What askers are parted by. */
interface Parting {
  readonly speaking: Speaking;
  readonly sourcesOf: SourcesOf;
}

/** Asks once, for profiles of one account. */
export function askersOf(
  estate: Estate,
  profiles: readonly Profile[],
  speaking: Speaking,
  asksKeys: boolean,
): readonly Asker[] {
  return buildAskers(estate, { speaking, sourcesOf: buildSources(speaking, asksKeys) })(profiles);
}

/** Parts profiles of one account by what their policies say of the actions, and by what policies elsewhere tell of them. */
export type AskersOf = (profiles: readonly Profile[]) => readonly Asker[];

export function buildAskers({ signatures }: Estate, { speaking, sourcesOf }: Parting): AskersOf {
  const standings = new Map<string, number>();
  const standingOf = (profile: Profile): number => {
    const { principal, boundary, session, unread, tags, isForeign } = profile;
    const heard = policiesOf(profile).filter(({ compiled }) => speaking(compiled).length > 0);
    const read = signatures.of(
      principal,
      tags,
      heard.map(({ compiled }) => compiled),
    );
    const { kind, serviceLinked } = principal;
    const key = JSON.stringify([boundary !== undefined, session, isForeign, unread, kind, serviceLinked, read]);
    const standing = standings.get(key) ?? standings.size;
    standings.set(key, standing);
    return standing;
  };
  return (profiles) => {
    const askers = new Map<string, Asker & { readonly profiles: number[] }>();
    for (const profile of profiles) {
      const sources = sourcesOf(profile);
      const standing = standingOf(profile);
      const key = `${standing} ${sources.map(({ id }) => id).join()}`;
      const known = askers.get(key);
      if (known) known.profiles.push(profile.index);
      else {
        const own = sources.flatMap(({ statements }) => statements);
        const allows = profile.policies.flatMap(({ compiled }) => speaking(compiled)).filter(isAllow);
        askers.set(key, { profile, profiles: [profile.index], own, allows, sources, standing });
      }
    }
    return [...askers.values()];
  };
}

function isAllow({ effect }: CompiledStatement): boolean {
  return effect === 'Allow';
}

function policiesOf({ policies, boundary }: Profile): readonly NamedPolicy[] {
  return boundary === undefined ? policies : [...policies, boundary];
}
