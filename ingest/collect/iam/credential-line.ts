import type { JsonObject } from '../../../model/json.ts';

/** One credential as it stands in `credentials.ndjson`; never the secret itself. */
export interface CredentialLine {
  /** ARN of the identity that it acts as. */
  readonly identity: string;
  readonly kind: 'access-key' | 'password' | 'certificate' | 'ssh-key';
  readonly id: string;
  /** ISO 8601; undefined where AWS does not say. */
  readonly created?: string | undefined;
  /** ISO 8601; undefined where it was never used, or not since AWS keeps count. */
  readonly lastUsed?: string | undefined;
  /** `Active` or `Inactive`, in AWS's words. */
  readonly status: string;
}

/** The line without the fields that nobody knows. */
export function credentialJson(line: CredentialLine): JsonObject {
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined));
}
