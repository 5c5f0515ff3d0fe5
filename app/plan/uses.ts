import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { FactOf } from '../../model/records.ts';
import { actionMatcher, coversAction } from '../../policy/action.ts';

/** Whether a statement allows what was seen; where only the service is known, whether it allows anything of it. */
export function allowsUse(statement: JsonObject, { service, action }: FactOf<'use'>): boolean {
  if (statement['Effect'] !== 'Allow') return false;
  const not = statement['Action'] === undefined;
  const patterns = textsOf(statement[not ? 'NotAction' : 'Action']);
  if (action !== undefined)
    return coversAction(actionMatcher(patterns, not), `${service}:${action}`.toLowerCase(), service);
  const named = patterns.some((pattern) => pattern === '*' || pattern.toLowerCase().startsWith(`${service}:`));
  return not ? !patterns.some((pattern) => pattern === '*' || pattern.toLowerCase() === `${service}:*`) : named;
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((text) => typeof text === 'string');
}
