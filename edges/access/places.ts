import { lookUp, requestContext } from '../../policy/context.ts';
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

/** Reads the profile's patterns once, when it is first asked; its buckets are many. */
export function keysFor(profile: Profile): KeysOf {
  let keysOf: KeysOf | undefined;
  return (bucket) => {
    keysOf ??= keysOfPatterns(ownPatterns(profile), profile);
    return keysOf(bucket);
  };
}

function ownPatterns(profile: Profile): readonly ObjectPattern[] {
  const own = [...profile.policies, ...(profile.boundary ? [profile.boundary] : [])];
  return own.flatMap(({ compiled }) => objectPatternsIn(compiled, profile));
}

/** The keys that the patterns, and those of buckets' own policies, make up. */
export function keysOfPatterns(own: readonly ObjectPattern[], profile: Profile): KeysOf {
  const known = new Map<string, readonly string[]>();
  return ({ id, policy }) => {
    const found =
      known.get(id) ?? keysIn(id, policy === undefined ? own : [...own, ...objectPatternsIn(policy.compiled, profile)]);
    known.set(id, found);
    return found;
  };
}

function keysIn(bucket: string, patterns: readonly ObjectPattern[]): readonly string[] {
  const keys = new Set(['any']);
  for (const pattern of patterns) {
    const key = keyOf(pattern, bucket);
    if (key !== undefined && keys.size < maximumPlaces) keys.add(key);
  }
  return [...keys];
}

/** Patterns of objects that some statement lets through: what is allowed, and what a denial leaves out. */
export function objectPatternsIn({ statements }: CompiledPolicy, profile: Profile): readonly ObjectPattern[] {
  const patterns = statements
    .filter(({ effect, source }) => effect === 'Allow' || source.notResource)
    .flatMap(({ source }) => source.resources ?? []);
  const speaking = new Set(patterns.filter((pattern) => mayBeObjects.test(pattern)));
  return [...speaking].flatMap((pattern) => {
    const said = withoutVariables(pattern, profile);
    return said === undefined ? [] : [objectPattern(said)];
  });
}

/** ARNs whose service is S3 or has a wildcard. */
const mayBeObjects = /^arn:[^:]*:(s3|[^:]*[*?$])/;

/** A pattern at its first slash: what must fit the bucket, and what fits the key. */
export interface ObjectPattern {
  readonly text: string;
  /** Glob of the part before the slash; undefined where there is none. */
  readonly bucket: string | undefined;
  readonly key: string;
  /** Where the first star of the bucket's part stands, -1 where there is none. */
  readonly star: number;
}

function objectPattern(text: string): ObjectPattern {
  const slash = text.indexOf('/');
  const head = slash < 0 ? text : text.slice(0, slash);
  return { text, bucket: slash < 0 ? undefined : globOf(head), key: text.slice(slash + 1), star: head.indexOf('*') };
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
function keyOf({ text, bucket: wanted, key, star: first }: ObjectPattern, bucket: string): string | undefined {
  if (wanted !== undefined && matchesGlob(wanted, bucket)) return filled(key);
  // A star in the bucket's name may reach across the slash.
  for (let star = first; star >= 0; star = text.indexOf('*', star + 1)) {
    if (matchesGlob(globOf(text.slice(0, star + 1)), `${bucket}/`)) return filled(text.slice(star + 1));
  }
  return undefined;
}

function filled(pattern: string): string {
  return pattern === '' ? 'any' : pattern.replaceAll('*', 'any').replaceAll('?', 'x');
}
