import { asObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { principalOf } from '../../policy/principal.ts';

/**
 * The grants of a KMS key as statements that a key policy could hold: each lets its grantee do its operations.
 *
 * Left out are grants to services, and to principals by a name that is no ARN.
 *
 * @param config what the source says of the key: `grants: [{grantee, operations, constraints}]`
 */
export function grantStatements(config: JsonObject | undefined): readonly JsonObject[] {
  const grants = config?.['grants'];
  return (Array.isArray(grants) ? grants : [])
    .map((grant, index) => statementOf(asObject(grant), index))
    .filter((statement) => statement !== undefined);
}

function statementOf(grant: JsonObject | undefined, index: number): JsonObject | undefined {
  const grantee = grant?.['grantee'];
  const operations = texts(grant?.['operations']).filter((operation) => /^[A-Za-z]+$/.test(operation));
  if (typeof grantee !== 'string' || principalOf(grantee)?.arn === undefined || operations.length === 0)
    return undefined;
  return {
    Sid: `grant${index}`,
    Effect: 'Allow',
    Principal: { AWS: grantee },
    Action: operations.map((operation) => `kms:${operation}`),
    Resource: '*',
    ...conditionOf(asObject(grant?.['constraints'])),
  };
}

/** A constraint asks for pairs of the encryption context: all that there are, or some. */
function conditionOf(constraints: JsonObject | undefined): JsonObject {
  const pairs =
    asObject(constraints?.['EncryptionContextEquals']) ?? asObject(constraints?.['EncryptionContextSubset']);
  const equals = Object.entries(pairs ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`kms:EncryptionContext:${key}`, value] as const] : [],
  );
  return equals.length === 0 ? {} : { Condition: { StringEquals: Object.fromEntries(equals) } };
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
