import type { CompiledPolicy, CompiledStatement } from '../../policy/compile.ts';
import type { NamedPolicy } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';
import { objectPatternsIn, type ObjectPattern } from './places.ts';
import type { Speaking } from './speaking.ts';
import { tellingStatement, type TellingStatement } from './telling-statement.ts';

/** What one policy says of the asked actions: the same object for all who hold it, unless its variables differ. */
export interface Source {
  readonly id: number;
  /** Those that speak of the actions. */
  readonly statements: readonly CompiledStatement[];
  /** Those of them that name resources. */
  readonly telling: readonly TellingStatement[];
  /** What makes up keys, where those are asked about. */
  readonly objects: readonly ObjectPattern[];
  /** Statements that speak of rows which their patterns do not touch. */
  readonly wide: readonly CompiledStatement[];
}

/** A profile's sources in the order of its policies, its boundary last; policies that tell nothing are left out. */
export type SourcesOf = (profile: Profile) => readonly Source[];

/**
 * @param asksKeys whether keys inside the resources make up the places that are asked about
 */
export function buildSources(speaking: Speaking, asksKeys: boolean): SourcesOf {
  const known = new WeakMap<CompiledPolicy, Map<string, Source | undefined>>();
  let count = 0;
  const make = (policy: NamedPolicy, profile: Profile): Source | undefined => {
    const statements = speaking(policy.compiled);
    const objects = asksKeys ? objectPatternsIn(policy.compiled, profile) : [];
    if (statements.length === 0 && objects.length === 0) return undefined;
    const telling = statements.flatMap((statement) => tellingStatement(statement, profile));
    return { id: count++, statements, telling, objects, wide: statements.filter(coversUntouched) };
  };
  const sourceOf = (policy: NamedPolicy, profile: Profile): Source | undefined => {
    const ofPolicy = known.get(policy.compiled) ?? new Map<string, Source | undefined>();
    known.set(policy.compiled, ofPolicy);
    const key = `${policy.via ?? ''}\n${policy.compiled.statements.some(nameVariables) ? profile.index : ''}`;
    if (!ofPolicy.has(key)) ofPolicy.set(key, make(policy, profile));
    return ofPolicy.get(key);
  };
  return (profile) => {
    const { policies, boundary } = profile;
    const all = boundary === undefined ? policies : [...policies, boundary];
    return all.flatMap((policy) => sourceOf(policy, profile) ?? []);
  };
}

/**
 * What organisation policies say, as one source: the same one for all profiles, unless its variables differ.
 *
 * It says the same to all askers of a table, so that it never tells one from another.
 */
export function buildControlSource(statements: readonly CompiledStatement[]): (profile: Profile) => Source {
  const known = new Map<number, Source>();
  const varies = statements.some(nameVariables);
  return (profile) => {
    const key = varies ? profile.index : 0;
    const found = known.get(key);
    if (found) return found;
    const source = { ...loneSource(statements, profile), id: -1 - key };
    known.set(key, source);
    return source;
  };
}

/** Statements of several policies as one source, for one profile alone. */
export function loneSource(statements: readonly CompiledStatement[], profile: Profile): Source {
  const telling = statements.flatMap((statement) => tellingStatement(statement, profile));
  return { id: 0, statements, telling, objects: [], wide: [] };
}

/** Whether the statement speaks of rows that its patterns do not touch. */
export function coversUntouched({ resources }: CompiledStatement): boolean {
  return resources === undefined || resources.all !== resources.not;
}

function nameVariables({ source }: CompiledStatement): boolean {
  return (source.resources ?? []).some((pattern) => pattern.includes('${'));
}
