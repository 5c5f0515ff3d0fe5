import { asObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { operatorOf } from './conditions/condition.ts';
import type { ConditionEntry, PolicyIssue, PolicyKind, PrincipalEntry, Statement } from './document.ts';
import { holdsWildcardCode } from './pattern.ts';

/** Where a statement stands, and where what is wrong with it goes. */
export interface StatementPlace {
  readonly field: string;
  readonly index: number;
  readonly kind: PolicyKind;
  readonly errors: PolicyIssue[];
  readonly findings: PolicyIssue[];
}

const elements = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/** Kinds that are attached to a principal or an organisation, and so name none. */
const withoutPrincipal: ReadonlySet<PolicyKind> = new Set(['identity', 'boundary', 'session', 'scp']);

/** Checks one statement; undefined, with the reasons in `place.errors`, where AWS would refuse it. */
export function parseStatement(value: JsonValue | undefined, place: StatementPlace): Statement | undefined {
  const before = place.errors.length;
  const object = asObject(value);
  if (object === undefined) return fail(place, '', 'must be an object');
  for (const key of Object.keys(object)) if (!elements.has(key)) fail(place, key, 'is not an element of a statement');
  if (object.Sid !== undefined && typeof object.Sid !== 'string') fail(place, 'Sid', 'must be a text');
  const effect = object.Effect === 'Allow' || object.Effect === 'Deny' ? object.Effect : undefined;
  if (effect === undefined) {
    fail(place, 'Effect', object.Effect === undefined ? 'is missing' : 'must be "Allow" or "Deny", written so');
  }
  const actions = parseActions(object, place);
  const resources = parseResources(object, place);
  const principals = parsePrincipals(object, place);
  const conditions = parseConditions(object.Condition, place);
  if (place.errors.length > before || effect === undefined || actions === undefined) return undefined;
  return {
    index: place.index,
    sid: typeof object.Sid === 'string' ? object.Sid : undefined,
    effect,
    actions,
    notAction: object.NotAction !== undefined,
    resources,
    notResource: object.NotResource !== undefined,
    principals,
    notPrincipal: object.NotPrincipal !== undefined,
    conditions,
  };
}

function parseActions(object: JsonObject, place: StatementPlace): readonly string[] | undefined {
  const name = eitherOf(object, 'Action', 'NotAction', place);
  if (name === undefined) return object.Action === undefined ? fail(place, 'Action', 'is missing') : undefined;
  const actions = texts(object[name], name, place);
  for (const action of actions ?? []) {
    if (!action.includes(':') && !/^\*+$/.test(action)) {
      fail(place, name, `"${action}" must be "*" or begin with a service, such as "s3:"`);
    }
  }
  return actions;
}

function parseResources(object: JsonObject, place: StatementPlace): readonly string[] | undefined {
  const name = eitherOf(object, 'Resource', 'NotResource', place);
  if (name === undefined) {
    if (object.Resource === undefined && withoutPrincipal.has(place.kind)) fail(place, 'Resource', 'is missing');
    return undefined;
  }
  if (place.kind === 'trust') return fail(place, name, 'has no place in a trust policy');
  const resources = texts(object[name], name, place);
  for (const resource of resources ?? []) {
    if (resource !== '*' && !resource.startsWith('arn:')) checkResource(resource, name, place);
  }
  return resources;
}

/** A resource policy's service may read shorter forms (`execute-api:/*`); IAM takes ARNs and `*` alone. */
function checkResource(resource: string, name: string, place: StatementPlace): void {
  const reason = `"${resource}" must be "*" or an ARN`;
  if (withoutPrincipal.has(place.kind) && !resource.startsWith('*') && !resource.startsWith('${')) {
    fail(place, name, reason);
  } else {
    place.findings.push({ field: `${place.field}.${name}`, reason });
  }
}

function parsePrincipals(object: JsonObject, place: StatementPlace): readonly PrincipalEntry[] | undefined {
  const name = eitherOf(object, 'Principal', 'NotPrincipal', place);
  if (name === undefined) {
    const needed = place.kind === 'resource' || place.kind === 'trust';
    if (needed && object.Principal === undefined) fail(place, 'Principal', 'is missing');
    return undefined;
  }
  if (withoutPrincipal.has(place.kind)) return fail(place, name, `has no place in ${placeName[place.kind]}`);
  if (name === 'NotPrincipal' && (place.kind === 'trust' || place.kind === 'rcp')) {
    return fail(place, name, `has no place in ${placeName[place.kind]}`);
  }
  const value = object[name];
  if (value === '*') return [{ type: 'AWS', value }];
  const types = asObject(value);
  if (types === undefined) return fail(place, name, 'must be "*" or an object');
  return Object.keys(types).flatMap((key) => {
    const type = principalTypes.find((known) => known === key);
    if (type === undefined) return fail(place, `${name}.${key}`, 'is not a kind of principal') ?? [];
    return (texts(types[key], `${name}.${key}`, place) ?? []).map((entry) => ({ type, value: entry }));
  });
}

const placeName: Readonly<Record<PolicyKind, string>> = {
  identity: 'an identity policy',
  boundary: 'a permissions boundary',
  session: 'a session policy',
  resource: 'a resource policy',
  trust: 'a trust policy',
  scp: 'a service control policy',
  rcp: 'a resource control policy',
  endpoint: 'an endpoint policy',
};

function parseConditions(value: JsonValue | undefined, place: StatementPlace): readonly ConditionEntry[] {
  if (value === undefined) return [];
  const operators = asObject(value);
  if (operators === undefined) return fail(place, 'Condition', 'must be an object') ?? [];
  return Object.entries(operators).flatMap(([operator, inner]) => {
    const field = `Condition.${operator}`;
    if (operatorOf(operator) === undefined) return fail(place, field, 'is not an operator that AWS knows') ?? [];
    const keys = asObject(inner);
    if (keys === undefined) return fail(place, field, 'must be an object of context keys') ?? [];
    return Object.entries(keys).map(([key, values]) => {
      if (!key.includes(':')) fail(place, `${field}.${key}`, 'must begin with a service, such as "aws:"');
      return { operator, key, values: conditionValues(values, `${field}.${key}`, place) };
    });
  });
}

function conditionValues(value: JsonValue | undefined, field: string, place: StatementPlace): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => {
    if (typeof item === 'number' || typeof item === 'boolean') return [String(item)];
    if (typeof item !== 'string')
      return fail(place, field, 'must be a text, a number, a truth value or a list of them') ?? [];
    if (holdsWildcardCode(item)) return fail(place, field, 'holds a character that no policy may hold') ?? [];
    return [item];
  });
}

/** The one of two elements that is there; both are an error. */
function eitherOf(object: JsonObject, name: string, not: string, place: StatementPlace): string | undefined {
  if (object[name] !== undefined && object[not] !== undefined) return fail(place, not, `excludes ${name}`);
  if (object[name] !== undefined) return name;
  return object[not] === undefined ? undefined : not;
}

/** A text or a list of them, never empty. */
function texts(value: JsonValue | undefined, name: string, place: StatementPlace): readonly string[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) return fail(place, name, 'must not be empty');
  const valid = list.filter((item): item is string => typeof item === 'string' && item !== '');
  if (valid.length < list.length) return fail(place, name, 'must be a text or a list of texts');
  if (valid.some(holdsWildcardCode)) return fail(place, name, 'holds a character that no policy may hold');
  return valid;
}

function fail(place: StatementPlace, element: string, reason: string): undefined {
  place.errors.push({ field: element === '' ? place.field : `${place.field}.${element}`, reason });
}
