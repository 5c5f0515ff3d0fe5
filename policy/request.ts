import { z } from 'zod';
import type { JsonValue } from '../model/json.ts';
import { arnText } from './arn.ts';
import { serviceOf } from './action.ts';
import { requestContext } from './context.ts';
import { decide } from './evaluate.ts';
import { jsonMembers } from './json-members.ts';
import { parseJsonText } from './json-text.ts';
import { policyReader, type PolicyReader } from './policy-reader.ts';
import { principalOf, type Principal } from './principal.ts';
import type { AccessRequest, Decision } from './request-types.ts';
import { mustAllowItself } from './special-cases.ts';

/** The answer to one request line: a decision, or what kept it from being decided. */
export type EvaluationAnswer =
  | ({ readonly id: string | number | null } & Decision)
  | { readonly id: string | number | null; readonly error: { readonly field: string; readonly reason: string } };

/** Decides request after request, compiling each policy text once. */
export interface Evaluator {
  /** Decides one request given as JSON text. */
  readonly evaluateText: (text: string) => EvaluationAnswer;
  /** Decides one request given as a value. */
  readonly evaluateValue: (value: JsonValue) => EvaluationAnswer;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** The request without its policies, which have a reader of their own. */
const head = z.object({
  principal: z.string(),
  action: z.string().includes(':', { error: 'must be "service:Action"' }),
  resource: z.string().min(1),
  resourceAccount: z.string().nullish(),
  context: z.record(z.string(), z.union([scalar, z.array(scalar)])).nullish(),
});

type Head = z.infer<typeof head>;

const headFields = ['principal', 'action', 'resource', 'resourceAccount', 'context'] as const;

/** What a request's field says that cannot be taken. */
interface Refusal {
  readonly field: string;
  readonly reason: string;
}

/**
 * Makes an evaluator with caches of its own.
 *
 * @param unknownContext keys that a request leaves out are unknown, not absent
 */
export function createEvaluator({ unknownContext }: { readonly unknownContext: boolean }): Evaluator {
  const reader = policyReader();
  const otherwise = unknownContext ? 'unknown' : 'absent';

  function evaluateText(text: string): EvaluationAnswer {
    const split = jsonMembers(text);
    if ('reason' in split) return { id: null, error: { field: '', reason: split.reason } };
    const id = idOf(split.members.get('id'));
    const request = readRequest(split.members, reader, otherwise);
    return 'reason' in request ? { id, error: request } : { id, ...decide(request) };
  }

  return { evaluateText, evaluateValue: (value) => evaluateText(JSON.stringify(value)) };
}

function idOf(text: string | undefined): string | number | null {
  const parsed = text === undefined ? undefined : parseJsonText(text);
  const value = parsed !== undefined && 'value' in parsed ? parsed.value : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function readRequest(
  members: ReadonlyMap<string, string>,
  reader: PolicyReader,
  otherwise: 'absent' | 'unknown',
): AccessRequest | Refusal {
  const fields = readHead(members);
  if ('reason' in fields) return fields;
  const principal = identified(fields);
  if (principal === undefined) {
    return {
      field: 'principal',
      reason: `"${fields.principal}" is no ARN of a principal, no service and not "anonymous"`,
    };
  }
  const isTrust = arnText(fields.resource).text.includes(':role/') && isTrustAction(fields);
  const policies = reader.read(members, isTrust ? 'trust' : 'resource');
  if ('reason' in policies) return policies;
  return {
    principal,
    action: fields.action,
    resource: fields.resource,
    resourceAccount: fields.resourceAccount ?? undefined,
    context: requestContext(fields.context ?? {}, otherwise),
    ...policies,
  };
}

/** What guards a role is its trust policy, whose grammar has no Resource. */
function isTrustAction({ action, resource }: Head): boolean {
  const lower = action.toLowerCase();
  return mustAllowItself(lower, serviceOf(lower), arnText(resource)) && !lower.startsWith('kms:');
}

function readHead(members: ReadonlyMap<string, string>): Head | Refusal {
  const values: Record<string, JsonValue> = {};
  for (const field of headFields) {
    const text = members.get(field);
    if (text === undefined) continue;
    const parsed = parseJsonText(text);
    if ('reason' in parsed) return { field, reason: parsed.reason };
    values[field] = parsed.value;
  }
  const parsed = head.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { field: issue.path.join('.'), reason: issue.message };
}

/** The principal, with the unique id that a request may tell in aws:userid. */
function identified({ principal: id, context }: Head): Principal | undefined {
  const principal = principalOf(id);
  const userId = Object.entries(context ?? {}).find(([key]) => key.toLowerCase() === 'aws:userid')?.[1];
  if (principal === undefined || typeof userId !== 'string' || !/^A(ID|RO)A/.test(userId)) return principal;
  return { ...principal, uniqueId: userId.split(':')[0] };
}
