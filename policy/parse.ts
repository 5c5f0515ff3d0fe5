import { asObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { PolicyDocument, PolicyIssue, PolicyKind } from './document.ts';
import { parseJsonText, type JsonText } from './json-text.ts';
import { parseStatement } from './parse-statement.ts';

/** A policy, or every reason why AWS would refuse the document; never both. */
export type ParsedPolicy = { readonly policy: PolicyDocument } | { readonly errors: readonly PolicyIssue[] };

const versions = ['2012-10-17', '2008-10-17'] as const;
const elements = new Set(['Version', 'Id', 'Statement']);

/**
 * Checks a policy document and brings it into one shape.
 *
 * Takes the object itself, or its text: plain JSON, or URL-encoded as the IAM API returns it. Duplicate keys can only be
 * seen in a text; an object has lost them already.
 */
export function parsePolicy(document: JsonValue | undefined, kind: PolicyKind): ParsedPolicy {
  if (typeof document === 'string') return parsePolicyText(document, kind);
  const object = asObject(document);
  if (object === undefined) return { errors: [{ field: '', reason: 'is not a policy: expected a JSON object' }] };
  return parseObject(object, kind);
}

/** Checks a policy document given as text; refuses duplicate keys, `__proto__` and absurd nesting as well. */
export function parsePolicyText(text: string, kind: PolicyKind): ParsedPolicy {
  const parsed = policyJson(text);
  if ('reason' in parsed) return { errors: [{ field: '', reason: parsed.reason }] };
  const object = asObject(parsed.value);
  if (object === undefined) return { errors: [{ field: '', reason: 'is not a policy: expected a JSON object' }] };
  return parseObject(object, kind);
}

/** The JSON that a policy's text holds, URL-encoded or plain; unchecked as a policy. */
export function policyJson(text: string): JsonText {
  return parseJsonText(decoded(text));
}

function decoded(text: string): string {
  if (!/^\s*(%20|%0A|%0D|%09)*%7B/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // the JSON parser says what is wrong with it
  }
}

function parseObject(object: JsonObject, kind: PolicyKind): ParsedPolicy {
  const errors: PolicyIssue[] = [];
  const findings: PolicyIssue[] = [];
  for (const key of Object.keys(object)) {
    if (!elements.has(key)) errors.push({ field: key, reason: 'is not an element of a policy' });
  }
  const version = versions.find((known) => known === object.Version);
  if (object.Version !== undefined && version === undefined) {
    errors.push({ field: 'Version', reason: `must be "2012-10-17" or "2008-10-17", not ${shown(object.Version)}` });
  }
  if (object.Id !== undefined && typeof object.Id !== 'string') errors.push({ field: 'Id', reason: 'must be a text' });

  const given = object.Statement;
  const list = Array.isArray(given) ? given : [given];
  if (given === undefined) errors.push({ field: 'Statement', reason: 'is missing' });
  const statements = list.flatMap((value, index) => {
    if (given === undefined) return [];
    const field = Array.isArray(given) ? `Statement[${index}]` : 'Statement';
    return parseStatement(value, { field, index, kind, errors, findings }) ?? [];
  });
  findings.push(...repeatedSids(statements));
  if (errors.length > 0) return { errors };
  return { policy: { kind, version: version ?? '2008-10-17', statements, findings } };
}

function repeatedSids(
  statements: readonly { readonly sid: string | undefined; readonly index: number }[],
): PolicyIssue[] {
  const seen = new Set<string>();
  return statements.flatMap(({ sid, index }) => {
    if (sid === undefined || sid === '') return [];
    if (seen.has(sid)) return [{ field: `Statement[${index}].Sid`, reason: `repeats the Sid "${sid}"` }];
    seen.add(sid);
    return [];
  });
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
