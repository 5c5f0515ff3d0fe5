import { arnField } from './arn.ts';
import { dateOf } from './conditions/dates.ts';
import { derivedKeys } from './context-keys.ts';
import type { RequestContext, Scope } from './scope.ts';

/**
 * Builds a context from values as requests give them.
 *
 * @param clock when the request is made, in milliseconds since 1970, where the values do not say it
 */
export function requestContext(
  values: Readonly<Record<string, string | readonly string[]>>,
  otherwise: RequestContext['otherwise'],
  settled: Iterable<string> = [],
  clock?: number,
): RequestContext {
  const known = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(values)) {
    const list = typeof value === 'string' ? [value] : value;
    if (list.length > 0) known.set(key.toLowerCase(), list);
  }
  const now = timeOf(known) ?? clock;
  return { values: known, settled: new Set([...settled].map((key) => key.toLowerCase())), otherwise, now };
}

function timeOf(values: RequestContext['values']): number | undefined {
  const [told] = values.get('aws:currenttime') ?? values.get('aws:epochtime') ?? [];
  return told === undefined ? undefined : dateOf(told);
}

/**
 * The values of a context key: undefined where the request has none, `unknown` where nobody can tell.
 *
 * What the caller says comes first, then what principal and resource settle, then the context's own default.
 *
 * @param key in lower case
 */
export function lookUp(scope: Scope, key: string): readonly string[] | undefined | 'unknown' {
  const { context } = scope;
  const given = context.values.get(key);
  if (given !== undefined) return given;
  const derived = derivedKeys.get(key)?.(scope);
  if (derived !== undefined) return derived.length === 0 ? undefined : derived;
  if (context.otherwise === 'absent' || isSettled(context, key)) return undefined;
  return absentFrom(scope, key) ? undefined : 'unknown';
}

function isSettled({ settled }: RequestContext, key: string): boolean {
  if (settled.size === 0) return false;
  return settled.has(key) || settled.has(key.slice(0, key.indexOf('/') + 1));
}

/** Tags belong to users and role sessions; a caller without either has none, and an ARN-less resource neither. */
function absentFrom({ principal, resource }: Scope, key: string): boolean {
  if (key.startsWith('aws:principaltag/')) {
    return principal.kind === 'service' || principal.kind === 'anonymous' || principal.kind === 'root';
  }
  return key.startsWith('aws:resourcetag/') && arnField(resource, 2) === '';
}
