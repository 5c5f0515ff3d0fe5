import { canonicalJson, type JsonValue } from '../../model/json.ts';
import type { AmbitRecord } from '../../model/records.ts';
import { boundedId } from './bounded-id.ts';

/** A policy or trust document, for people to read; the records' pages are what the program reads. */
export interface ReadableDocument {
  /** Of the policy, or of what trusts or is guarded by it. */
  readonly id: string;
  readonly kind: 'policy' | 'trust' | 'resource-policy' | 'organization-policy';
  readonly name: string;
  /** Id of the version, where the policy has several. */
  readonly version: string | undefined;
  /** JSON. */
  readonly text: string;
}

/** The documents in a record. */
export function documentsOf(record: AmbitRecord): readonly ReadableDocument[] {
  if (record.record === 'node') return [];
  if (record.fact === 'trust') return [readable('trust', record.identity, '', record.document)];
  if (record.fact === 'resource-policy') return [readable('resource-policy', record.resource, '', record.document)];
  if (record.fact === 'organization-policy') {
    return [readable('organization-policy', record.id, record.name, record.document)];
  }
  if (record.fact !== 'policy') return [];
  return record.versions.map(({ id, document }) => ({
    ...readable('policy', record.id, record.name, document),
    version: id,
  }));
}

function readable(kind: ReadableDocument['kind'], id: string, name: string, document: JsonValue): ReadableDocument {
  return { id: boundedId(id), kind, name, version: undefined, text: canonicalJson(document) };
}
