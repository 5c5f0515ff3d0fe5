import type { JsonValue } from '../../../model/json.ts';
import { parsePolicy } from '../resource.ts';
import { mapFields, toJson } from '../to-json.ts';

const documentFields = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

/**
 * An answer of IAM as JSON, in the form that the AWS command line prints.
 *
 * Policy documents, which IAM sends URL-encoded, become objects.
 */
export function decoded(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null || value instanceof Date) return toJson(value);
  return mapFields(value, (name, field) =>
    documentFields.has(name) && typeof field === 'string' ? parsePolicy(urlDecoded(field)) : decoded(field),
  );
}

/** The text without URL encoding; JSON itself never begins with a per cent sign, so plain text stays as it is. */
function urlDecoded(text: string): string {
  if (!text.startsWith('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
