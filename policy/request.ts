import { z } from 'zod';
import type { JsonValue } from '../model/json.ts';
import { serviceOf } from './action.ts';
import { arnText } from './arn.ts';
import { requestContext } from './context.ts';
import type { PolicyIssue } from './document.ts';
import { decide } from './evaluate.ts';
import { jsonMembers } from './json-members.ts';
import { parseJsonText } from './json-text.ts';
import { policyReader, type PolicyReader } from './policy-reader.ts';
import { principalOf, type Principal } from './principal.ts';
import type { AccessRequest, Decision } from './request-types.ts';
import type { RequestContext } from './scope.ts';
import { isAssumption } from './special-cases.ts';
import { textCache, type TextCache } from './text-cache.ts';

/** The answer to one request: a decision, or what kept it from being decided. */
export type EvaluationAnswer =
  | ({ readonly id: string | number | null } & Decision)
  | { readonly id: string | number | null; readonly error: PolicyIssue };

/** Decides request after request, reading each policy, context and principal once. */
export interface Evaluator {
  /** Decides one request given as JSON text. */
  readonly evaluateText: (text: string) => EvaluationAnswer;
  /** Decides one request given as a value. */
  readonly evaluateValue: (value: JsonValue) => EvaluationAnswer;
}

type Members = ReadonlyMap<string, string>;

/** What was read from a text, or why it was not. */
type Read<T> = { readonly value: T } | PolicyIssue;

interface Readers {
  readonly policies: PolicyReader;
  readonly principals: TextCache<Read<Principal>>;
  readonly contexts: TextCache<Read<{ readonly context: RequestContext; readonly uniqueId: string | undefined }>>;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const contextValues = z.record(z.string(), z.union([scalar, z.array(scalar)])).nullable();

/** Bound on the principals' and on the contexts' texts that are remembered. */
const maxCharacters = 8_000_000;

/**
 * Makes an evaluator with caches of its own.
 *
 * @param unknownContext keys that a request leaves out are unknown, not absent
 */
export function createEvaluator({ unknownContext }: { readonly unknownContext: boolean }): Evaluator {
  const otherwise = unknownContext ? 'unknown' : 'absent';
  const readers: Readers = {
    policies: policyReader(),
    principals: textCache(readPrincipal, maxCharacters),
    contexts: textCache((text) => readContext(text, otherwise), maxCharacters),
  };

  function evaluateText(text: string): EvaluationAnswer {
    const split = jsonMembers(text);
    if ('reason' in split) return { id: null, error: { field: '', reason: split.reason } };
    const request = readRequest(split.members, readers);
    const id = readId(split.members.get('id'));
    return 'reason' in request ? { id, error: request } : { id, ...decide(request.value) };
  }

  return { evaluateText, evaluateValue: (value) => evaluateText(JSON.stringify(value)) };
}

function readId(text: string | undefined): string | number | null {
  const parsed = text === undefined ? undefined : parsedScalar(text);
  return typeof parsed === 'string' || typeof parsed === 'number' ? parsed : null;
}

function readRequest(members: Members, { policies, principals, contexts }: Readers): Read<AccessRequest> {
  const principal = principals.get(members.get('principal') ?? 'null');
  if ('reason' in principal) return principal;
  const action = readText(members, 'action');
  if ('reason' in action) return action;
  if (!action.value.includes(':')) return { field: 'action', reason: 'must be "service:Action"' };
  const resource = readText(members, 'resource');
  if ('reason' in resource) return resource;
  const hasOwner = (members.get('resourceAccount') ?? 'null') !== 'null';
  const owner = hasOwner ? readText(members, 'resourceAccount') : { value: undefined };
  if ('reason' in owner) return owner;
  const context = contexts.get(members.get('context') ?? 'null');
  if ('reason' in context) return context;
  const read = policies.read(members, guard(action.value, resource.value));
  if ('reason' in read) return read;
  const { uniqueId } = context.value;
  return {
    value: {
      principal: uniqueId === undefined ? principal.value : { ...principal.value, uniqueId },
      action: action.value,
      resource: resource.value,
      resourceAccount: owner.value,
      context: context.value.context,
      ...read,
    },
  };
}

/** What guards a role is its trust policy, whose grammar has no Resource. */
function guard(action: string, resource: string): 'trust' | 'resource' {
  const lower = action.toLowerCase();
  return serviceOf(lower) === 'sts' && isAssumption(lower, arnText(resource)) ? 'trust' : 'resource';
}

function readPrincipal(text: string): Read<Principal> {
  const id = parsedScalar(text);
  if (typeof id !== 'string') return { field: 'principal', reason: 'must be a text' };
  const principal = principalOf(id);
  if (principal !== undefined) return { value: principal };
  return { field: 'principal', reason: `"${id}" is no ARN of a principal, no service and not "anonymous"` };
}

/** The context, and the unique id of a user or role that aws:userid tells. */
function readContext(
  text: string,
  otherwise: RequestContext['otherwise'],
): Read<{ readonly context: RequestContext; readonly uniqueId: string | undefined }> {
  const json = parseJsonText(text);
  if ('reason' in json) return { field: 'context', reason: json.reason };
  const parsed = contextValues.safeParse(json.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { field: ['context', ...issue.path].join('.'), reason: 'must be a text or a list of texts' };
  }
  const context = requestContext(parsed.data ?? {}, otherwise);
  const [userId = ''] = context.values.get('aws:userid') ?? [];
  return { value: { context, uniqueId: /^A(ID|RO)A/.test(userId) ? userId.split(':')[0] : undefined } };
}

function readText(members: Members, field: string): Read<string> {
  const text = members.get(field);
  const value = text === undefined ? undefined : parsedScalar(text);
  return typeof value === 'string' && value !== '' ? { value } : { field, reason: 'must be a text, and not empty' };
}

/** The value of a JSON scalar; undefined where it is none. Plain strings, which most are, need no parser. */
function parsedScalar(text: string): JsonValue | undefined {
  if (text.startsWith('"') && !text.includes('\\') && text.indexOf('"', 1) === text.length - 1)
    return text.slice(1, -1);
  const parsed = parseJsonText(text);
  return 'value' in parsed ? parsed.value : undefined;
}
