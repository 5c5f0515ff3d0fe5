import { asObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { PolicyKind } from '../../../policy/document.ts';
import { parsePolicy, policyJson } from '../../../policy/parse.ts';
import type { PayloadItem } from '../../payload.ts';
import type { Said } from '../../source.ts';
import { rejected } from './mapping.ts';

/** A policy document as its source gave it, decoded; or why it is none. */
export type Document = { readonly document: JsonObject } | { readonly refused: readonly Said[] };

/** A document and where it stands in its payload item. */
export interface DocumentField {
  readonly item: PayloadItem;
  /** Path of the field, for a rejection. */
  readonly field: string;
  readonly kind: PolicyKind;
}

/** Reads a policy document: an object, or JSON text as the IAM API sends it, URL-encoded. */
export function readDocument(at: DocumentField, value: JsonValue): Document {
  const read = typeof value === 'string' ? policyJson(value) : { value };
  if ('reason' in read) return { refused: [rejected(at.item, at.field, read.reason)] };
  const parsed = parsePolicy(read.value, at.kind);
  if ('errors' in parsed) {
    return { refused: parsed.errors.map(({ field, reason }) => rejected(at.item, joined(at.field, field), reason)) };
  }
  return { document: asObject(read.value) ?? {} };
}

function joined(outer: string, inner: string): string {
  return inner === '' ? outer : `${outer}.${inner}`;
}
