import { arnField, arnText } from './arn.ts';

/** What kind of caller a request has. */
export type PrincipalKind =
  | 'user'
  /** A role whose session is not named: any session of it. */
  | 'role'
  | 'session'
  | 'federated-user'
  | 'root'
  | 'service'
  /** Someone whom an OIDC or SAML provider vouches for. */
  | 'federated'
  | 'anonymous';

/** Who makes a request. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** As given: an ARN, a service or provider name, `anonymous`. */
  readonly id: string;
  /** Undefined for services, providers without an account and anonymous callers. */
  readonly account: string | undefined;
  /** User or role name without its path; the session's role; the federated user's name; else empty. */
  readonly name: string;
  /** What aws:PrincipalArn says: for a session its role, without the path that a session's ARN does not tell. */
  readonly arn: string | undefined;
  /** Session name, where the caller is a session. */
  readonly session: string | undefined;
  /** A service-linked role is free of SCPs and RCPs. */
  readonly serviceLinked: boolean;
  /** The AIDA…, AROA… id, where the caller knows it; policies name deleted and recreated principals so. */
  readonly uniqueId?: string | undefined;
}

/** Providers that policies name without an ARN. */
const wellKnownProviders = new Set([
  'cognito-identity.amazonaws.com',
  'accounts.google.com',
  'graph.facebook.com',
  'www.amazon.com',
]);

/** The caller that the text names, or undefined where it names none. */
export function principalOf(id: string): Principal | undefined {
  if (id === 'anonymous' || id === '*') return outsider('anonymous', id);
  if (wellKnownProviders.has(id)) return outsider('federated', id);
  const { text, colons } = arnText(id);
  if (colons.length === 5) return arnPrincipal(text);
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$|^[a-z0-9.-]+\.amazon\.com$|\.aws\.internal$/.test(id))
    return outsider('service', id);
  return undefined;
}

function outsider(kind: PrincipalKind, id: string): Principal {
  return { kind, id, account: undefined, name: '', arn: undefined, session: undefined, serviceLinked: false };
}

function arnPrincipal(id: string): Principal | undefined {
  const arn = arnText(id);
  const service = arnField(arn, 2);
  const account = arnField(arn, 4);
  const path = arnField(arn, 5).split('/');
  const base = { id, account, session: undefined, arn: id, serviceLinked: false };
  const name = path.at(-1) ?? '';
  if (service === 'iam' && path[0] === 'root' && path.length === 1) return { ...base, kind: 'root', name: '' };
  if (path.length < 2 || name === '') return undefined;
  if (service === 'iam' && path[0] === 'user') return { ...base, kind: 'user', name };
  if (service === 'iam' && path[0] === 'role')
    return { ...base, kind: 'role', name, serviceLinked: path[1] === 'aws-service-role' };
  if (service === 'iam' && (path[0] === 'oidc-provider' || path[0] === 'saml-provider'))
    return outsider('federated', id);
  if (service === 'sts' && path[0] === 'federated-user') return { ...base, kind: 'federated-user', name };
  if (service === 'sts' && path[0] === 'assumed-role' && path.length >= 3) return session(id, account, path);
  return undefined;
}

function session(id: string, account: string, path: readonly string[]): Principal {
  const role = path[1];
  return {
    kind: 'session',
    id,
    account,
    name: role,
    arn: `arn:${arnField(arnText(id), 1)}:iam::${account}:role/${role}`,
    session: path.slice(2).join('/'),
    // The path is not in a session's ARN; IAM names every service-linked role so.
    serviceLinked: role.startsWith('AWSServiceRoleFor'),
  };
}
