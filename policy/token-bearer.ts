import { principalOf, type Principal } from './principal.ts';
import type { AccessRequest } from './request-types.ts';

/** The two calls that nobody signs: who makes them is told by a provider's token, not by AWS credentials. */
const byToken: ReadonlySet<string> = new Set(['sts:assumerolewithwebidentity', 'sts:assumerolewithsaml']);

/**
 * The caller, as the provider vouches for him whose token the request carries; else the caller as given.
 *
 * Only a token brings its provider's keys (`accounts.google.com:aud`, `saml:aud`) into the context of an unsigned call.
 *
 * @param action in lower case
 */
export function tokenBearer({ principal, context, resourcePolicy }: AccessRequest, action: string): Principal {
  if (principal.kind !== 'anonymous' || !byToken.has(action)) return principal;
  const told = new Set([...context.values.keys()].map((key) => key.slice(0, key.lastIndexOf(':'))));
  for (const { principals } of resourcePolicy?.allows ?? []) {
    for (const provider of principals?.named.Federated ?? []) {
      if (told.has(keyPrefix(provider))) return principalOf(provider) ?? principal;
    }
  }
  return principal;
}

/** What the keys of a provider's tokens begin with, in lower case: `saml`, or the provider's address. */
function keyPrefix(provider: string): string {
  if (provider.includes(':saml-provider/')) return 'saml';
  const at = provider.indexOf(':oidc-provider/');
  return (at < 0 ? provider : provider.slice(at + ':oidc-provider/'.length)).toLowerCase();
}
