import { asObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { readPolicy, type CompiledPolicy } from '../../policy/compile.ts';
import { requestContext } from '../../policy/context.ts';
import type { PolicyKind } from '../../policy/document.ts';
import { decide } from '../../policy/evaluate.ts';
import { parseJsonText } from '../../policy/json-text.ts';
import { principalOf } from '../../policy/principal.ts';

/**
 * Answers a line by the plainest means: parsed whole, every policy compiled anew, nothing remembered.
 *
 * The answer as text, or `refused`.
 */
export function plainAnswer(line: string, unknownContext: boolean): string {
  const parsed = parseJsonText(line);
  const request = 'value' in parsed ? asObject(parsed.value) : undefined;
  if (request === undefined) return 'refused';
  try {
    return decided(request, unknownContext);
  } catch (error) {
    if (error instanceof RangeError) return 'refused';
    throw error;
  }
}

function decided(request: JsonObject, unknownContext: boolean): string {
  const context = contextOf(request.context ?? {});
  const { action, resource } = request;
  const principal = principalOf(textOf(request.principal));
  if (principal === undefined || !textOf(action).includes(':')) throw new RangeError('refused');
  const isTrust = textOf(action).toLowerCase() === 'sts:assumerole' && /^arn:[^:]*:iam:/.test(textOf(resource));
  const { id = null } = request;
  const userId = context['aws:userid']?.[0] ?? '';
  const decision = decide({
    principal: userId.startsWith('AIDA') ? { ...principal, uniqueId: userId } : principal,
    action: textOf(action),
    resource: textOf(resource),
    resourceAccount: request.resourceAccount === null ? undefined : textOf(request.resourceAccount ?? undefined, true),
    context: requestContext(context, unknownContext ? 'unknown' : 'absent'),
    identityPolicies: listOf(request.identityPolicies ?? []).map((policy) => compiled(policy, 'identity')),
    permissionBoundary: optional(request.permissionBoundary, 'boundary'),
    sessionPolicies: sessions(request.sessionPolicy ?? null),
    resourcePolicy: optional(request.resourcePolicy, isTrust ? 'trust' : 'resource'),
    serviceControlPolicies: levels(request.serviceControlPolicies, 'scp'),
    resourceControlPolicies: levels(request.resourceControlPolicies, 'rcp'),
    endpointPolicies: listOf(request.endpointPolicies ?? []).map((policy) => compiled(policy, 'endpoint')),
  });
  return JSON.stringify({ id: typeof id === 'string' || typeof id === 'number' ? id : null, ...decision });
}

function contextOf(value: JsonValue): Record<string, readonly string[]> {
  const object = asObject(value);
  if (object === undefined) throw new RangeError('refused');
  return Object.fromEntries(Object.entries(object).map(([key, values]) => [key, [values].flat().map(scalar)]));
}

function scalar(value: JsonValue | undefined): string {
  if (value === undefined || value === null || typeof value === 'object') throw new RangeError('refused');
  return String(value);
}

function textOf(value: JsonValue | undefined): string;
function textOf(value: JsonValue | undefined, isOptional: true): string | undefined;
function textOf(value: JsonValue | undefined, isOptional = false): string | undefined {
  if (value === undefined && isOptional) return undefined;
  if (typeof value !== 'string' || value === '') throw new RangeError('refused');
  return value;
}

function listOf(value: JsonValue): readonly JsonValue[] {
  if (!Array.isArray(value)) throw new RangeError('refused');
  return value;
}

function levels(value: JsonValue | undefined, kind: PolicyKind): readonly (readonly CompiledPolicy[])[] {
  return listOf(value ?? []).map((level) => listOf(level).map((policy) => compiled(policy, kind)));
}

function sessions(value: JsonValue): readonly CompiledPolicy[] | undefined {
  if (value === null) return undefined;
  return [value].flat().map((policy) => compiled(policy, 'session'));
}

function optional(value: JsonValue | undefined, kind: PolicyKind): CompiledPolicy | undefined {
  if (value === undefined || value === null) return undefined;
  return [value].flat().map((policy) => compiled(policy, kind))[0];
}

function compiled(value: JsonValue, kind: PolicyKind): CompiledPolicy {
  const read = readPolicy(value, kind);
  if ('errors' in read) throw new RangeError('refused');
  return read.policy;
}
