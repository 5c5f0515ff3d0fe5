import { asObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { FactRecord } from '../../../model/records.ts';
import type { AlteredFacts } from '../altered-facts.ts';
import { defineChange } from '../define-change.ts';

/** Puts another document in the place of a policy's version in force, for all who hold it. */
export const replacePolicy = defineChange({
  names: ['replace-policy'],
  apply(facts, { policy, document }) {
    const said = documentNamed(facts, policy);
    if (said === undefined) return { field: 'policy', reason: `there is no policy ${policy}` };
    facts.put(said.with(document));
    return undefined;
  },
});

/** Takes one statement out of a policy, a trust policy (by its role) or a resource policy (by its resource). */
export const removeStatement = defineChange({
  names: ['remove-statement'],
  apply(facts, { policy, statement }) {
    const said = documentNamed(facts, policy);
    if (said === undefined) return { field: 'policy', reason: `there is no policy ${policy}` };
    const document = asObject(said.document) ?? {};
    const statements = statementsOf(document);
    const at = placeOf(statements, statement);
    if (at === -1) return { field: 'statement', reason: `${policy} has no statement ${statement}` };
    facts.put(said.with({ ...document, Statement: statements.toSpliced(at, 1) }));
    return undefined;
  },
});

/** A document in force, and the fact as it would be with another. */
interface SaidDocument {
  readonly document: JsonValue;
  with(document: JsonObject): FactRecord;
}

/** The document that evidence calls by this name. */
function documentNamed(facts: AlteredFacts, name: string): SaidDocument | undefined {
  const policy = facts.of('policy').find(({ id }) => id === name);
  if (policy !== undefined) {
    const inForce = policy.versions.find(({ isDefault }) => isDefault) ?? policy.versions[0];
    return {
      document: inForce?.document ?? {},
      with: (document) => ({ ...policy, versions: [{ id: 'what-if', isDefault: true, document }] }),
    };
  }
  const fact =
    facts.of('trust').find(({ identity }) => identity === name) ??
    facts.of('resource-policy').find(({ resource }) => resource === name) ??
    facts.of('organization-policy').find(({ id }) => id === name);
  return fact && { document: fact.document, with: (document) => ({ ...fact, document }) };
}

function statementsOf(document: JsonObject): readonly JsonValue[] {
  const said = document['Statement'];
  if (Array.isArray(said)) return said;
  return said === undefined ? [] : [said];
}

/** Place of the statement of that Sid; where none has it, of that index. */
function placeOf(statements: readonly JsonValue[], name: string | number): number {
  const bySid = statements.findIndex((statement) => asObject(statement)?.['Sid'] === name);
  if (bySid !== -1) return bySid;
  return statements.findIndex((_, index) => String(index) === String(name));
}
