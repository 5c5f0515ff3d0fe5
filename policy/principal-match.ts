import { arnField, arnText } from './arn.ts';
import type { PrincipalEntry } from './document.ts';
import type { Principal } from './principal.ts';

/**
 * How a statement's Principal names a caller.
 *
 * `named`: by the ARN or name of the user, role, root, service or provider; `session`: by the ARN of this very session;
 * `account`: by the account, which then decides for itself; `everyone`: by `*`.
 */
export type PrincipalMatch = 'named' | 'session' | 'account' | 'everyone' | 'no';

/** The Principal or NotPrincipal element of a statement, compiled. */
export interface PrincipalMatcher {
  readonly not: boolean;
  readonly everyone: boolean;
  readonly accounts: ReadonlySet<string>;
  /** Values by type, as written. */
  readonly named: Readonly<Record<PrincipalEntry['type'], ReadonlySet<string>>>;
  /** `account/role name` of every role named, for sessions: their ARNs lack the role's path. */
  readonly roleNames: ReadonlySet<string>;
  /** Names of the sessions named, by `account/role name`. */
  readonly sessions: ReadonlyMap<string, readonly string[]>;
}

/** Compiles a Principal element. */
export function principalMatcher(entries: readonly PrincipalEntry[], not: boolean): PrincipalMatcher {
  const named = {
    AWS: new Set<string>(),
    Service: new Set<string>(),
    Federated: new Set<string>(),
    CanonicalUser: new Set<string>(),
  };
  const accounts = new Set<string>();
  const roleNames = new Set<string>();
  const sessions = new Map<string, readonly string[]>();
  for (const { type, value } of entries) {
    named[type].add(value);
    const account = type === 'AWS' ? accountOf(value) : undefined;
    if (account !== undefined) accounts.add(account);
    const role = type === 'AWS' ? roleName(value) : undefined;
    if (role !== undefined) roleNames.add(role);
    const session = type === 'AWS' ? sessionName(value) : undefined;
    if (session !== undefined) sessions.set(session.role, [...(sessions.get(session.role) ?? []), session.name]);
  }
  return { not, everyone: named.AWS.has('*'), accounts, named, roleNames, sessions };
}

/** The account that a Principal value means as a whole: its bare id or its root's ARN. */
function accountOf(value: string): string | undefined {
  if (/^\d{12}$/.test(value)) return value;
  const arn = arnText(value);
  return arnField(arn, 2) === 'iam' && arnField(arn, 5) === 'root' ? arnField(arn, 4) : undefined;
}

function roleName(value: string): string | undefined {
  const arn = arnText(value);
  const resource = arnField(arn, 5);
  if (arnField(arn, 2) !== 'iam' || !resource.startsWith('role/')) return undefined;
  return `${arnField(arn, 4)}/${resource.slice(resource.lastIndexOf('/') + 1)}`;
}

function sessionName(value: string): { readonly role: string; readonly name: string } | undefined {
  const arn = arnText(value);
  const [kind, role, ...name] = arnField(arn, 5).split('/');
  if (arnField(arn, 2) !== 'sts' || kind !== 'assumed-role' || name.length === 0) return undefined;
  return { role: `${arnField(arn, 4)}/${role}`, name: name.join('/') };
}

/** Names of the role's sessions that the element lists, for a caller who is a role without a session to its name. */
export function sessionsNamed({ not, sessions }: PrincipalMatcher, principal: Principal): readonly string[] {
  if (not || principal.kind !== 'role' || sessions.size === 0) return [];
  return sessions.get(`${principal.account ?? ''}/${principal.name}`) ?? [];
}

/**
 * Whether and how the element speaks of the caller, for a statement that allows.
 *
 * NotPrincipal speaks of everyone whom it does not list in any form, anonymous callers included.
 */
export function matchPrincipal(matcher: PrincipalMatcher, principal: Principal): PrincipalMatch {
  const listed = listing(matcher, principal);
  if (matcher.not) return listed === 'no' ? 'everyone' : 'no';
  return listed;
}

/**
 * Whether the element speaks of the caller, for a statement that denies.
 *
 * NotPrincipal spares a caller only when it lists that very caller: a session by its own ARN, since AWS checks account,
 * then role, then session; an account alone spares its root user alone. And it spares nobody who has a permissions
 * boundary (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
 */
export function deniesPrincipal(matcher: PrincipalMatcher, principal: Principal, hasBoundary: boolean): boolean {
  const listed = listing(matcher, principal);
  if (!matcher.not) return listed !== 'no';
  if (hasBoundary) return true;
  if (listed === 'everyone' || listed === 'session') return false;
  if (listed === 'named') return principal.kind === 'session' || principal.kind === 'federated-user';
  return true;
}

function listing({ everyone, accounts, named, roleNames }: PrincipalMatcher, principal: Principal): PrincipalMatch {
  const { kind, id, account, uniqueId } = principal;
  if (kind === 'service') return named.Service.has(id) ? 'named' : orEveryone(everyone);
  if (kind === 'federated') return named.Federated.has(id) ? 'named' : orEveryone(everyone);
  if (kind === 'anonymous' || account === undefined) return orEveryone(everyone);

  if (kind === 'session') {
    if (named.AWS.has(id)) return 'session';
    if (roleNames.has(`${account}/${principal.name}`)) return 'named';
  } else if (named.AWS.has(id)) {
    return kind === 'federated-user' ? 'session' : 'named';
  }
  if (uniqueId !== undefined && named.AWS.has(uniqueId)) return 'named';
  if (everyone) return 'everyone';
  if (!accounts.has(account)) return 'no';
  return kind === 'root' ? 'named' : 'account';
}

function orEveryone(everyone: boolean): PrincipalMatch {
  return everyone ? 'everyone' : 'no';
}
