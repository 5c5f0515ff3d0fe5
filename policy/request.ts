import type { JsonValue } from '../model/json.ts';
import type { PolicyIssue } from './document.ts';
import { decide } from './evaluate.ts';
import { jsonMembers } from './json-members.ts';
import { jsonFault } from './json-text.ts';
import { policyMembers, policyReader, type PolicyReader } from './policy-reader.ts';
import type { Principal } from './principal.ts';
import { guardOf, parsedScalar, readContext, readPrincipal, type Read, type ReadContext } from './request-parts.ts';
import type { AccessRequest, Decision } from './request-types.ts';
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

interface Readers {
  readonly policies: PolicyReader;
  readonly principals: TextCache<Read<Principal>>;
  readonly contexts: TextCache<Read<ReadContext>>;
}

/** Bound on the principals' and on the contexts' texts that are remembered. */
const maxCharacters = 8_000_000;

/** How requests are decided. */
export interface EvaluatorOptions {
  /** Keys that a request leaves out are unknown, not absent. */
  readonly unknownContext: boolean;
  /** When requests are made that do not say it, in milliseconds since 1970; the clock's time where undefined. */
  readonly now?: number;
}

/** Makes an evaluator with caches of its own. */
export function createEvaluator({ unknownContext, now = Date.now() }: EvaluatorOptions): Evaluator {
  const otherwise = unknownContext ? 'unknown' : 'absent';
  const readers: Readers = {
    policies: policyReader(),
    principals: textCache(readPrincipal, maxCharacters),
    contexts: textCache((text) => readContext(text, otherwise, now), maxCharacters),
  };

  function evaluateText(text: string): EvaluationAnswer {
    const split = jsonMembers(text);
    if ('reason' in split) return { id: null, error: { field: '', reason: split.reason } };
    const id = readId(split.members.get('id'));
    const issue = unreadIssue(split.members);
    if (issue !== undefined) return { id, error: issue };
    const request = readRequest(split.members, readers);
    return 'reason' in request ? { id, error: request } : { id, ...decide(request.value) };
  }

  return { evaluateText, evaluateValue: (value) => evaluateText(JSON.stringify(value)) };
}

/** Members that a request is read from. */
const known: ReadonlySet<string> = new Set([
  'principal',
  'action',
  'resource',
  'resourceAccount',
  'context',
  ...Object.keys(policyMembers),
]);

/** What is wrong with the members that nobody reads; what they say is their author's, but JSON it must be. */
function unreadIssue(members: Members): PolicyIssue | undefined {
  for (const [field, text] of members) {
    if (known.has(field)) continue;
    const reason = jsonFault(text);
    if (reason !== undefined) return { field, reason };
  }
  return undefined;
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
  const read = policies.read(members, guardOf(action.value, resource.value));
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

function readText(members: Members, field: string): Read<string> {
  const text = members.get(field);
  const value = text === undefined ? undefined : parsedScalar(text);
  return typeof value === 'string' && value !== '' ? { value } : { field, reason: 'must be a text, and not empty' };
}
