import type { Principal } from './principal.ts';
import type { Scope } from './scope.ts';

/** When the token of a request may have been issued, in milliseconds since 1970, both ends within. */
export interface TokenTimes {
  readonly first: number;
  readonly last: number;
}

const hour = 3_600_000;

/** What a token of GetSessionToken may call of STS, and what goes with it ("GetSessionToken", STS API Reference). */
const openToUserTokens: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:getcalleridentity',
  'sts:setcontext',
  'sts:setsourceidentity',
  'sts:tagsession',
]);

/**
 * When a token that is still good may have been issued: a session of a role lasts 12 hours at most, a token of
 * GetSessionToken or GetFederationToken 36 ("Request temporary security credentials", IAM User Guide).
 *
 * Undefined where nobody says when the request is made; `never` where no token may make the call.
 */
export function tokenTimes({ principal, context, action = '' }: Scope): TokenTimes | 'never' | undefined {
  if (mayHaveKeys(principal) && action.startsWith('sts:') && !openToUserTokens.has(action)) return 'never';
  if (context.now === undefined) return undefined;
  const life = isOfRole(principal) ? 12 * hour : 36 * hour;
  return { first: context.now - life, last: context.now };
}

/** Whether the caller gets a fresh token for the call as he likes; a user's opens IAM with a second factor only. */
export function mayRenewToken({ principal, action }: Scope): boolean {
  return !mayHaveKeys(principal) || (action !== undefined && !action.startsWith('iam:'));
}

/** A user or root signs without a token by its access keys, which are there before any token is. */
export function mayHaveKeys({ kind }: Principal): boolean {
  return kind === 'user' || kind === 'root';
}

function isOfRole({ kind }: Principal): boolean {
  return kind === 'role' || kind === 'session';
}
