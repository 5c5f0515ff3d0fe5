import type { CompiledStatement } from '../../policy/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { Profile } from '../estate/profiles.ts';
import { buildSources, type Source, type SourcesOf } from './sources.ts';
import type { Speaking } from './speaking.ts';
import { buildStandings, type StandingOf } from './standings.ts';

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
  /** Those of them that speak of rows which their patterns do not touch. */
  readonly wide: readonly Source[];
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
  return buildAskers(buildStandings(estate), { speaking, sourcesOf: buildSources(speaking, asksKeys) })(profiles);
}

/** Parts profiles of one account by what their policies say of the actions, and by what policies elsewhere tell of them. */
export type AskersOf = (profiles: readonly Profile[]) => readonly Asker[];

/**
 * @param standingOf of {@link buildStandings}, which several may share
 */
export function buildAskers(standingOf: StandingOf, { speaking, sourcesOf }: Parting): AskersOf {
  return (profiles) => {
    const askers = new Map<string, Asker & { readonly profiles: number[] }>();
    for (const profile of profiles) {
      const sources = sourcesOf(profile);
      const standing = standingOf(profile, speaking);
      const key = `${standing} ${sources.map(({ id }) => id).join()}`;
      const known = askers.get(key);
      if (known) known.profiles.push(profile.index);
      else {
        const own = sources.flatMap(({ statements }) => statements);
        const allows = profile.policies.flatMap(({ compiled }) => speaking(compiled)).filter(isAllow);
        const wide = sources.filter((source) => source.wide.length > 0);
        askers.set(key, { profile, profiles: [profile.index], own, allows, sources, wide, standing });
      }
    }
    return [...askers.values()];
  };
}

function isAllow({ effect }: CompiledStatement): boolean {
  return effect === 'Allow';
}
