import { requestContext } from '../../policy/context.ts';
import { lookUp } from '../../policy/context.ts';
import { arnText } from '../../policy/arn.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import { globOf, globText, matchesGlob } from '../../policy/pattern.ts';
import type { Scope } from '../../policy/scope.ts';
import { resolve, templateOf } from '../../policy/template.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Resource } from '../estate/resources.ts';

/** At most so many places inside one bucket are asked about. */
const maximumPlaces = 64;

/** Finds keys that stand for all that policies tell apart in a bucket. */
export type KeysOf = (bucket: Resource) => readonly string[];

/** Reads the profile's patterns once; its buckets are many. */
export function keysFor(profile: Profile): KeysOf {
  const own = patternsOf([...profile.policies, ...(profile.boundary ? [profile.boundary] : [])], profile);
  return ({ id, policy }) => {
    const keys = new Set(['any']);
    for (const pattern of policy === undefined ? own : [...own, ...patternsOf([policy], profile)]) {
      const key = keyOf(pattern, id);
      if (key !== undefined && keys.size < maximumPlaces) keys.add(key);
    }
    return [...keys];
  };
}

/** Patterns of objects that some statement lets through: what is allowed, and what a denial leaves out. */
function patternsOf(policies: readonly { readonly compiled: CompiledPolicy }[], profile: Profile): readonly string[] {
  const patterns = policies.flatMap(({ compiled }) =>
    compiled.statements
      .filter(({ effect, source }) => effect === 'Allow' || source.notResource)
      .flatMap(({ source }) => source.resources ?? []),
  );
  const speaking = new Set(
    patterns.filter((pattern) => /^arn:[^:]*[*s]/.test(pattern) && pattern !== 'arn:aws:s3:::*'),
  );
  return [...speaking].flatMap((pattern) => withoutVariables(pattern, profile) ?? []);
}

/** The pattern with the principal's own values put in, and stars for what nobody knows; undefined where it fits nothing. */
export function withoutVariables(pattern: string, { principal, tags }: Profile): string | undefined {
  const template = templateOf(pattern, true);
  if (template === undefined) return pattern;
  const values = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
  const context = requestContext(values, 'unknown', ['aws:PrincipalTag/']);
  const scope: Scope = { context, principal, resource: arnText('*'), resourceAccount: principal.account };
  const resolved = resolve(template, (key) => lookUp(scope, key));
  return resolved.state === 'void' ? undefined : globText(resolved.text);
}

/** A key in the bucket that fits the pattern: `logs/any` for the bucket's `logs/*`; undefined where none does. */
export function keyOf(pattern: string, bucket: string): string | undefined {
  const slash = pattern.indexOf('/');
  const head = slash < 0 ? pattern : pattern.slice(0, slash);
  if (slash >= 0 && matchesGlob(globOf(head), bucket)) return filled(pattern.slice(slash + 1));
  // A star in the bucket's name may reach across the slash.
  for (let star = head.indexOf('*'); star >= 0; star = pattern.indexOf('*', star + 1)) {
    if (matchesGlob(globOf(pattern.slice(0, star + 1)), `${bucket}/`)) return filled(pattern.slice(star + 1));
  }
  return undefined;
}

function filled(pattern: string): string {
  return pattern === '' ? 'any' : pattern.replaceAll('*', 'any').replaceAll('?', 'x');
}
