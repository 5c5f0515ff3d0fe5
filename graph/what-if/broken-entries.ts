import type { Break, Sides } from './breaks.ts';

/** Credentials that were used and would not work any more. */
export function brokenCredentials({ facts, altered, touched }: Sides): readonly Break[] {
  const gone = [...touched.identities].filter((id) => facts.nodes.has(id) && !altered.nodes.has(id));
  if (touched.credentials.size + gone.length === 0) return [];
  const works = new Set(altered.of('credential').flatMap((fact) => (fact.active ? [entryOf(fact)] : [])));
  return facts.of('credential').flatMap((fact) => {
    const lastUsed = lastUsedOf(facts.nodes.get(fact.credential)?.properties['lastUsed']);
    if (!fact.active || lastUsed === undefined || works.has(entryOf(fact))) return [];
    return [{ identity: fact.identity, action: 'authenticate', resource: fact.credential, lastUsed }];
  });
}

function entryOf({ credential, identity }: { readonly credential: string; readonly identity: string }): string {
  return `${identity}\n${credential}`;
}

/**
 * Roles that were used and that none of those whom they trusted could become any more.
 *
 * Where some of them still could, it is not recorded whether it was they who used it: then it is not known.
 */
export function brokenRoles({ facts, altered, before, after, touched }: Sides): {
  readonly breaks: readonly Break[];
  readonly unobserved: readonly string[];
} {
  const breaks: Break[] = [];
  const unobserved: string[] = [];
  for (const role of touched.trusts) {
    const lastUsed = lastUsedOf(facts.nodes.get(role)?.properties['lastUsed']);
    const trusted = trustedBy(before.trusts.get(role));
    const left = altered.nodes.has(role) ? trustedBy(after.trusts.get(role)) : new Set<string>();
    const lost = [...trusted].filter((name) => !left.has(name));
    if (lastUsed === undefined || lost.length === 0) continue;
    if (lost.length < trusted.size) unobserved.push(role);
    else breaks.push({ identity: role, action: 'sts:AssumeRole', resource: role, lastUsed });
  }
  return { breaks, unobserved };
}

type Trust = Sides['before']['trusts'] extends ReadonlyMap<string, infer P> ? P : never;

/** Names in the allowing statements of a trust policy. */
function trustedBy(trust: Trust | undefined): ReadonlySet<string> {
  const names = (trust?.compiled.allows ?? []).flatMap(({ source }) =>
    source.notPrincipal ? ['*'] : (source.principals ?? []).map(({ type, value }) => `${type} ${value}`),
  );
  return new Set(names);
}

function lastUsedOf(said: unknown): string | undefined {
  return typeof said === 'string' && !Number.isNaN(Date.parse(said)) ? new Date(said).toISOString() : undefined;
}
