import { arnField } from './arn.ts';
import type { Principal, PrincipalKind } from './principal.ts';
import type { Scope } from './scope.ts';

/** Values of a key; an empty list where it is certainly absent; undefined where principal and resource do not settle it. */
type Derivation = (scope: Scope) => readonly string[] | undefined;

const principalTypes: Readonly<Partial<Record<PrincipalKind, string>>> = {
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  'federated-user': 'FederatedUser',
  root: 'Account',
  anonymous: 'Anonymous',
};

/** Only requests that a service makes for itself carry these ("AWS global condition context keys"). */
const ofServiceRequests = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'];

/** Only credentials of a role's session carry these, and never those of a user, GetSessionToken's included. */
const ofSessions = ['aws:sourceidentity', 'aws:federatedprovider', 'aws:assumedroot'];

/** Only temporary credentials carry these: a session's, or what GetSessionToken gives a user or root. */
const ofTokens = ['aws:tokenissuetime', 'aws:multifactorauthpresent', 'aws:multifactorauthage'];

/** Keys in lower case that the principal and the resource settle by themselves. */
export const derivedKeys: ReadonlyMap<string, Derivation> = new Map<string, Derivation>([
  ['aws:principalarn', ({ principal }) => listOf(principal.arn)],
  ['aws:principalaccount', ({ principal }) => listOf(principal.account)],
  ['kms:calleraccount', ({ principal }) => listOf(principal.account)],
  ['aws:principaltype', ({ principal }) => listOf(principalTypes[principal.kind])],
  ['aws:username', ({ principal }) => (principal.kind === 'user' ? [principal.name] : [])],
  ['aws:userid', ({ principal }) => userId(principal)],
  ['aws:principalisawsservice', ({ principal }) => [String(principal.kind === 'service')]],
  ['aws:principalservicename', ({ principal }) => (principal.kind === 'service' ? [principal.id] : [])],
  ['aws:principalservicenameslist', ({ principal }) => (principal.kind === 'service' ? [principal.id] : [])],
  ['aws:resourceaccount', ({ resourceAccount }) => (resourceAccount === undefined ? undefined : [resourceAccount])],
  ['s3:resourceaccount', ({ resourceAccount }) => (resourceAccount === undefined ? undefined : [resourceAccount])],
  ['aws:requestedregion', requestedRegion],
  ['aws:principalorgid', organisation],
  ['aws:principalorgpaths', organisation],
  ...ofServiceRequests.map((key): [string, Derivation] => [
    key,
    ({ principal }) => (principal.kind === 'service' ? undefined : []),
  ]),
  ...ofSessions.map((key): [string, Derivation] => [
    key,
    ({ principal }) => (principal.kind === 'user' || hasNoToken(principal) ? [] : undefined),
  ]),
  ...ofTokens.map((key): [string, Derivation] => [key, ({ principal }) => (hasNoToken(principal) ? [] : undefined)]),
]);

/** Those of the {@link derivedKeys} that the resource settles; the principal settles the others. */
export const resourceKeys: ReadonlySet<string> = new Set([
  'aws:resourceaccount',
  's3:resourceaccount',
  'aws:requestedregion',
]);

/** Keys in lower case that every request carries, whatever their value ("Availability" in the same guide). */
const ofEveryRequest: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
]);

/** Whether the key is there for certain, even where its value is unknown. */
export function isAlwaysPresent(key: string, { principal }: Scope): boolean {
  if (key === 'aws:tokenissuetime') return isTemporary(principal);
  if (key === 'aws:userid') return principal.kind === 'user' || isTemporary(principal);
  return ofEveryRequest.has(key);
}

/** Roles and federated users ask with temporary credentials only. */
function isTemporary({ kind }: Principal): boolean {
  return kind === 'role' || kind === 'session' || kind === 'federated-user';
}

function hasNoToken({ kind }: Principal): boolean {
  return kind === 'anonymous' || kind === 'service' || kind === 'federated';
}

function listOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** The table "Principal key values" of the IAM User Guide; unique ids are not in an ARN. */
function userId({ kind, account, name, uniqueId, session }: Principal): readonly string[] | undefined {
  if (kind === 'anonymous') return ['anonymous'];
  if (kind === 'service' || kind === 'federated') return [];
  if (kind === 'root') return listOf(account);
  if (kind === 'federated-user') return [`${account}:${name}`];
  if (uniqueId === undefined) return undefined;
  if (kind === 'user') return [uniqueId];
  return session === undefined ? undefined : [`${uniqueId}:${session}`];
}

/** A regional resource is asked for in its own region; anything else where the caller likes. */
function requestedRegion({ resource, context }: Scope): readonly string[] | undefined {
  const region = context.otherwise === 'unknown' ? arnField(resource, 3) : '';
  return region === '' ? undefined : [region];
}

function organisation({ principal }: Scope): readonly string[] | undefined {
  return principal.account === undefined ? [] : undefined;
}
