import { asObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { serviceOf } from './action.ts';
import { arnText } from './arn.ts';
import { requestContext } from './context.ts';
import type { PolicyIssue } from './document.ts';
import { parseJsonText } from './json-text.ts';
import type { Guard } from './policy-reader.ts';
import { principalOf, type Principal } from './principal.ts';
import type { RequestContext } from './scope.ts';
import { isAssumption } from './special-cases.ts';

/** What was read from a text, or why it was not. */
export type Read<T> = { readonly value: T } | PolicyIssue;

/** A request's context, and the unique id of a user or role that its aws:userid tells. */
export interface ReadContext {
  readonly context: RequestContext;
  readonly uniqueId: string | undefined;
}

/** What guards a role is its trust policy, whose grammar has no Resource. */
export function guardOf(action: string, resource: string): Guard {
  const lower = action.toLowerCase();
  return serviceOf(lower) === 'sts' && isAssumption(lower, arnText(resource)) ? 'trust' : 'resource';
}

/** The caller that a JSON text names. */
export function readPrincipal(text: string): Read<Principal> {
  const id = parsedScalar(text);
  if (typeof id !== 'string') return { field: 'principal', reason: 'must be a text' };
  const principal = principalOf(id);
  if (principal !== undefined) return { value: principal };
  return { field: 'principal', reason: `"${id}" is no ARN of a principal, no service and not "anonymous"` };
}

/**
 * The context that a JSON text holds.
 *
 * @param clock when the request is made, where it does not say
 */
export function readContext(text: string, otherwise: RequestContext['otherwise'], clock?: number): Read<ReadContext> {
  const json = parseJsonText(text);
  if ('reason' in json) return { field: 'context', reason: json.reason };
  const given = json.value === null ? {} : asObject(json.value);
  const values = given === undefined ? { field: 'context' } : contextValues(given);
  if ('field' in values) return { field: values.field, reason: 'must be a text or a list of texts' };
  const context = requestContext(Object.fromEntries(values.entries), otherwise, [], clock);
  const [userId = ''] = context.values.get('aws:userid') ?? [];
  return { value: { context, uniqueId: /^A(ID|RO)A/.test(userId) ? userId.split(':')[0] : undefined } };
}

/** Each key with its texts, or the first that holds something else. */
function contextValues(
  given: JsonObject,
): { readonly entries: readonly (readonly [string, readonly string[]])[] } | { readonly field: string } {
  const entries: (readonly [string, readonly string[]])[] = [];
  for (const [key, value] of Object.entries(given)) {
    const list = Array.isArray(value) ? value : [value];
    if (!list.every(isScalar)) return { field: `context.${key}` };
    entries.push([key, list.map(String)]);
  }
  return { entries };
}

function isScalar(value: JsonValue | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** The value of a JSON scalar; undefined where it is none. Plain strings, which most are, need no parser. */
export function parsedScalar(text: string): JsonValue | undefined {
  if (isPlainString(text)) return text.slice(1, -1);
  const parsed = parseJsonText(text);
  return 'value' in parsed ? parsed.value : undefined;
}

/** Whether the text is a JSON string that says what it means as it stands. */
function isPlainString(text: string): boolean {
  if (text.length < 2 || !text.startsWith('"') || text.indexOf('"', 1) !== text.length - 1) return false;
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x5c) return false;
  }
  return true;
}
