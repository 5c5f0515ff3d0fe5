import { asObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { FactOf } from '../../model/records.ts';

/** A document's statements, whether it writes one or a list. */
export function statementsOf(document: JsonValue | undefined): readonly JsonObject[] {
  const said = asObject(document)?.['Statement'];
  const list = Array.isArray(said) ? said : said === undefined ? [] : [said];
  return list.map((statement) => asObject(statement) ?? {});
}

export function isAllow(statement: JsonObject): boolean {
  return statement['Effect'] === 'Allow';
}

/** The document of the version in force. */
export function inForce({ versions }: FactOf<'policy'>): JsonValue | undefined {
  return (versions.find(({ isDefault }) => isDefault) ?? versions[0])?.document;
}

/** The document with the statements that stay. */
export function withStatements(document: JsonValue, Statement: readonly JsonObject[]): JsonObject {
  return { ...asObject(document), Statement: [...Statement] };
}
