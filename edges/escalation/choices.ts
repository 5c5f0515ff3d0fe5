import { arnField, arnText } from '../../policy/arn.ts';
import type { CompiledStatement } from '../../policy/compile.ts';
import { mayMatchAction } from '../../policy/inspect.ts';
import { withoutVariables } from '../access/places.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Need } from './way.ts';

/** At most so many names, and so many regions, are tried. */
const maximumNames = 24;
const maximumRegions = 6;

/** Regions in which policies let the profile act, as far as they name any; one where they name none. */
export function regionsFor(statements: readonly CompiledStatement[], needs: readonly Need[]): readonly string[] {
  const regions = new Set(associatedPatterns(statements).map((pattern) => arnField(arnText(pattern), 3)));
  const speaking = statements.filter((statement) => needs.some(([action]) => mayMatchAction(statement, action)));
  for (const { source } of speaking) {
    for (const pattern of source.resources ?? []) regions.add(arnField(arnText(pattern), 3));
    const asked = source.conditions.filter(({ key }) => key.toLowerCase() === 'aws:requestedregion');
    for (const region of asked.flatMap(({ values }) => values)) regions.add(region);
  }
  const usable = [...regions].filter((region) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(region));
  return [...new Set(['us-east-1', ...usable])].slice(0, maximumRegions);
}

/** What a role may be passed for, where statements about passing say so. */
function associatedPatterns(statements: readonly CompiledStatement[]): readonly string[] {
  return statements
    .filter((statement) => statement.effect === 'Allow' && mayMatchAction(statement, 'iam:PassRole'))
    .flatMap(({ source }) => source.conditions)
    .filter(({ key }) => key.toLowerCase() === 'iam:associatedresourcearn')
    .flatMap(({ values }) => values);
}

/** Names that stand for all that the profile's policies tell apart in the resources of the needs. */
export function namesFor(profile: Profile, needs: readonly Need[]): readonly string[] {
  const associated = associatedPatterns(profile.policies.flatMap(({ compiled }) => compiled.statements));
  const fitting = (patterns: readonly string[], on: string): readonly string[] => {
    const prefix = arnField(arnText(on), 5).split('<', 1)[0];
    return patterns.flatMap((pattern) => nameIn(arnField(arnText(pattern), 5), prefix) ?? []);
  };
  // What a role may be passed for comes first: of names that are as good for the calls, the first is taken.
  const names = new Set([
    ...needs.flatMap(([, on]) => fitting(associated, on)),
    'any',
    ...needs.flatMap(([action, on]) => fitting(patternsOf(profile, action), on)),
  ]);
  return [...names].slice(0, maximumNames);
}

/** Resource patterns that some statement lets the action through on. */
function patternsOf(profile: Profile, action: string): readonly string[] {
  const { policies, boundary } = profile;
  return [...policies, ...(boundary ? [boundary] : [])]
    .flatMap(({ compiled }) => compiled.statements)
    .filter(({ effect, source }) => effect === 'Allow' || source.notResource)
    .filter((statement) => mayMatchAction(statement, action))
    .flatMap(({ source }) => source.resources ?? [])
    .flatMap((pattern) => withoutVariables(pattern, profile) ?? []);
}

/** The name that makes the prefix fit a pattern: `dev-any` for `function:dev-*` behind `function:`. */
function nameIn(pattern: string, prefix: string): string | undefined {
  if (pattern.startsWith(prefix)) return filled(pattern.slice(prefix.length));
  for (let star = pattern.indexOf('*'); star >= 0; star = pattern.indexOf('*', star + 1)) {
    if (prefix.startsWith(pattern.slice(0, star))) return filled(pattern.slice(star + 1));
  }
  return undefined;
}

function filled(pattern: string): string {
  return pattern.replaceAll('*', 'any').replaceAll('?', 'x') || 'any';
}
