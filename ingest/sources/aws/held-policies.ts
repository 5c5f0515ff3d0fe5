import type { JsonValue } from '../../../model/json.ts';
import type { Origin } from '../../../model/records.ts';
import type { PayloadItem } from '../../payload.ts';
import type { Said } from '../../source.ts';
import { readDocument } from './document.ts';
import { count, fact } from './mapping.ts';

/** What a user, group or role holds, as the authorization details have it. */
export interface Holding {
  readonly holder: string;
  readonly attached: readonly { readonly PolicyArn: string }[];
  readonly inline: readonly { readonly PolicyName: string; readonly PolicyDocument: JsonValue }[];
  /** Name of the payload field that the inline policies stand in. */
  readonly field: string;
}

/** Inline policies and every attachment; an inline policy is known as `holder/name`. */
export function* policiesOf(held: Holding, item: PayloadItem, origin: Origin): Iterable<Said> {
  for (const { PolicyArn } of held.attached)
    yield fact(origin, { fact: 'attachment', holder: held.holder, policy: PolicyArn });
  for (const [index, { PolicyName, PolicyDocument }] of held.inline.entries()) {
    const id = `${held.holder}/${PolicyName}`;
    const read = readDocument(
      { item, field: `${held.field}[${index}].PolicyDocument`, kind: 'identity' },
      PolicyDocument,
    );
    yield count('inlinePolicies', 1);
    if ('refused' in read) {
      yield* read.refused;
      continue;
    }
    const versions = [{ id: 'v1', isDefault: true, document: read.document }];
    yield fact(origin, { fact: 'policy', id, name: PolicyName, owner: 'inline', versions });
    yield fact(origin, { fact: 'attachment', holder: held.holder, policy: id });
  }
}

/** The permissions boundary, where there is one. */
export function* boundaryOf(
  identity: string,
  held: { PermissionsBoundaryArn: string } | undefined,
  origin: Origin,
): Iterable<Said> {
  if (held) yield fact(origin, { fact: 'boundary', identity, policy: held.PermissionsBoundaryArn });
}
