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

/** Only credentials of a session carry these. */
const ofSessions = ['aws:tokenissuetime', 'aws:sourceidentity', 'aws:federatedprovider', 'aws:assumedroot'];

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
    ({ principal }) => (principal.kind === 'user' || principal.kind === 'root' ? [] : undefined),
  ]),
]);

/** Those of the {@link derivedKeys} that the resource settles; the principal settles the others. */
export const resourceKeys: ReadonlySet<string> = new Set([
  'aws:resourceaccount',
  's3:resourceaccount',
  'aws:requestedregion',
]);

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
