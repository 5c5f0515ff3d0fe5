import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { addDenials, allowances, principalMatch, type Denials, type Gate, type Layer, type PolicySet } from './gate.ts';
import { sessionsNamed, type PrincipalMatch } from './principal-match.ts';
import type { AccessRequest } from './request-types.ts';
import {
  isBucketRescue,
  mustAllowItself,
  needsNoIdentityPolicy,
  underResourceControl,
  underServiceControl,
} from './special-cases.ts';
import type { Query } from './statement.ts';

/** A request with everything that is worked out once. */
export interface Situation {
  readonly request: AccessRequest;
  readonly query: Query;
  /** Principal and resource belong to the same account. */
  readonly sameAccount: boolean;
}

/** Every denial of every layer that applies. */
export function denialsOf(situation: Situation): Denials {
  const denials: Denials = { certain: [], open: [] };
  const hasBoundary = situation.request.permissionBoundary !== undefined;
  for (const set of applicableSets(situation)) addDenials(set, situation.query, hasBoundary, denials);
  return denials;
}

function applicableSets({ request, query, sameAccount }: Situation): readonly PolicySet[] {
  const { permissionBoundary, sessionPolicies = [], resourcePolicy } = request;
  const rescue = sameAccount && isBucketRescue(query.action, query.principal);
  return [
    { layer: 'identity', policies: request.identityPolicies },
    { layer: 'boundary', policies: listOf(permissionBoundary) },
    { layer: 'session', policies: sessionPolicies },
    { layer: 'resource', policies: rescue ? [] : listOf(resourcePolicy) },
    ...serviceControls(request, query),
    ...resourceControls(request, query),
    ...endpoints(request),
  ];
}

function listOf(policy: CompiledPolicy | undefined): readonly CompiledPolicy[] {
  return policy === undefined ? [] : [policy];
}

function serviceControls(request: AccessRequest, { principal }: Query): readonly PolicySet[] {
  if (request.principalInManagementAccount === true || !underServiceControl(principal)) return [];
  return (request.serviceControlPolicies ?? []).map((policies, level) => ({ layer: 'scp', level, policies }));
}

function resourceControls(request: AccessRequest, { action, service, principal }: Query): readonly PolicySet[] {
  if (request.resourceInManagementAccount === true || !underResourceControl(action, service, principal)) return [];
  return (request.resourceControlPolicies ?? []).map((policies, level) => ({ layer: 'rcp', level, policies }));
}

/** A service's own requests do not come through a customer's endpoint. */
function endpoints({ endpointPolicies = [], principal }: AccessRequest): readonly PolicySet[] {
  if (endpointPolicies.length === 0 || principal.kind === 'service') return [];
  return [{ layer: 'endpoint', policies: endpointPolicies }];
}

/**
 * The gates that every way leads through: each level of SCPs, and the endpoint.
 *
 * RCPs have none: RCPFullAWSAccess is attached at every level and cannot be detached, so they only deny.
 */
export function commonGates({ request, query }: Situation): readonly Gate[] {
  const levels = serviceControls(request, query).map((set) =>
    gateOf(
      set.layer,
      allowances(set, query, () => true),
    ),
  );
  const ends = endpoints(request).map((set) =>
    // An account in an endpoint policy is its root user alone ("Control access to VPC endpoints").
    gateOf(
      set.layer,
      allowances(set, query, (statement) => grants(principalMatch(statement, query.principal))),
    ),
  );
  return [...levels, ...ends];
}

function grants(match: PrincipalMatch): boolean {
  return match !== 'no' && match !== 'account';
}

/**
 * The ways by which the policies of principal and resource may allow, each a list of gates that must all open.
 *
 * Across accounts both sides must allow. Within one account either may, but for what the resource's policy grants
 * ("Determining whether a request is allowed or denied within an account", IAM User Guide):
 * to a user, a session or everyone, past all else; to a role, within its boundary and session policies; to the account,
 * only together with an identity policy, and only where the resource must itself allow does that matter.
 */
export function routes(situation: Situation): readonly (readonly Gate[])[] {
  const { query, sameAccount } = situation;
  const own = ownGates(situation);
  const limits = own.filter(({ layer }) => layer !== 'identity');
  if (!sameAccount) return [[resourceGate(situation, (match) => match !== 'no'), ...own]];

  const mustAllow = mustAllowItself(query.action, query.service, query.resource);
  const byIdentity = mustAllow ? [resourceGate(situation, (match) => match !== 'no'), ...own] : own;
  if (situation.request.resourcePolicy === undefined) return [byIdentity];
  const direct = resourceGate(situation, (match, statement) => isDirect(match, statement, query));
  const toRole = resourceGate(situation, (match) => match === 'named');
  const ways: (readonly Gate[])[] = [byIdentity];
  if (toRole.alternatives.length > 0) ways.push([toRole, ...limits]);
  if (direct.alternatives.length > 0) ways.push([direct]);
  return ways;
}

/** Whether a grant to the principal is out of its boundary's and its session policies' reach. */
function isDirect(match: PrincipalMatch, { principals }: CompiledStatement, { principal }: Query): boolean {
  if (match === 'no' || match === 'account') return false;
  if (match === 'session' || match === 'everyone' || principals?.everyone === true) return true;
  return principal.kind !== 'role' && principal.kind !== 'session';
}

function resourceGate(
  { request, query }: Situation,
  speaks: (match: PrincipalMatch, statement: CompiledStatement) => boolean,
): Gate {
  const set: PolicySet = { layer: 'resource', policies: listOf(request.resourcePolicy) };
  const named = allowances(set, query, (statement) => speaks(principalMatch(statement, query.principal), statement));
  const isCertain = named.some(({ literals }) => literals.length === 0);
  const mayBeSession = query.context.otherwise === 'unknown' && !isCertain;
  return gateOf('resource', mayBeSession ? [...named, ...asSession(set, query)] : named);
}

/** Grants to sessions of the role that asks: they hold where its session has that name. */
function asSession(set: PolicySet, query: Query): Gate['alternatives'] {
  const sessions = (statement: CompiledStatement): readonly string[] =>
    statement.principals === undefined ? [] : sessionsNamed(statement.principals, query.principal);
  const names = set.policies.flatMap(({ allows }) => allows.flatMap(sessions));
  return [...new Set(names)].flatMap((name) => {
    const told = { operator: 'StringEquals', key: 'sts:RoleSessionName', values: [name] };
    const ways = allowances(set, query, (statement) => sessions(statement).includes(name));
    return ways.map(({ evidence, literals }) => ({ evidence, literals: [...literals, { told, met: true }] }));
  });
}

/** What the principal's own side must open: identity policies, boundary, session policies. */
function ownGates({ request, query }: Situation): readonly Gate[] {
  const { principal } = query;
  const gate = (layer: Layer, policies: readonly CompiledPolicy[]): Gate =>
    gateOf(
      layer,
      allowances({ layer, policies }, query, () => true),
    );
  const gates: Gate[] = [];
  if (!needsNoIdentityPolicy(principal)) gates.push(gate('identity', request.identityPolicies));
  if (request.permissionBoundary !== undefined && principal.kind !== 'root') {
    gates.push(gate('boundary', [request.permissionBoundary]));
  }
  // A federated user without session policies has no permissions ("GetFederationToken", STS API Reference).
  if (request.sessionPolicies !== undefined || principal.kind === 'federated-user') {
    gates.push(gate('session', request.sessionPolicies ?? []));
  }
  return gates;
}

function gateOf(layer: Layer, alternatives: Gate['alternatives']): Gate {
  return { layer, effect: 'Allow', alternatives };
}
