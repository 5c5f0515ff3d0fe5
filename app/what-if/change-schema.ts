import { z } from 'zod';
import type { JsonObject } from '../../model/json.ts';
import { readPolicy } from '../../policy/compile.ts';
import type { PolicyKind } from '../../policy/document.ts';

const name = z.string().min(1).max(4096);
const several = z.union([z.array(name).min(1), name.transform((one) => [one])]);

/** A policy document that AWS would take. */
function document(kind: PolicyKind) {
  return z
    .record(z.string(), z.json())
    .transform((value) => value as JsonObject)
    .superRefine((value, context) => {
      const read = readPolicy(value, kind);
      if (!('errors' in read)) return;
      for (const { field, reason } of read.errors) context.addIssue({ code: 'custom', path: [field], message: reason });
    });
}

const onIdentity = z.strictObject({ identity: name, actions: several, resources: several });
const inGroup = z.strictObject({ group: name, member: name });

/** What follows the name of each change, field by field. */
export const changeSchemas = {
  'remove-edge': z.strictObject({ from: name, to: name, kind: name }),
  'remove-node': z.strictObject({ id: name }),
  'detach-policy': z.strictObject({ from: name, policy: name }),
  'attach-policy': z
    .strictObject({ to: name, policy: name.optional(), document: document('identity').optional() })
    .refine((value) => (value.policy === undefined) !== (value.document === undefined), 'takes a policy or a document'),
  'replace-policy': z.strictObject({ policy: name, document: z.record(z.string(), z.json()) }),
  'remove-statement': z.strictObject({ policy: name, statement: z.union([name, z.int().min(0)]) }),
  deny: onIdentity,
  grant: onIdentity,
  'set-trust': z.strictObject({ identity: name, document: document('trust') }),
  'set-boundary': z.strictObject({ identity: name, policy: name.nullable() }),
  'set-scp': z
    .strictObject({ target: name, attach: document('scp').optional(), detach: name.optional() })
    .refine((value) => (value.attach === undefined) !== (value.detach === undefined), 'takes attach or detach'),
  'add-member': inGroup,
  'remove-member': inGroup,
  'add-identity': z.strictObject({ id: name, kind: name }),
  'disable-credential': z.strictObject({ id: name }),
} as const;
