import { z } from 'zod';
import type { JsonObject } from '../../model/json.ts';
import { readPolicy } from '../../policy/compile.ts';
import type { PolicyIssue, PolicyKind } from '../../policy/document.ts';

const name = z.string().min(1).max(4096);
const several = z.union([z.array(name).min(1), name.transform((one) => [one])]);

/** A policy document that AWS would take. */
function document(kind: PolicyKind) {
  return z
    .record(z.string(), z.json())
    .transform((value) => value as JsonObject)
    .superRefine((value, context) => {
      for (const { field, reason } of problemsOf(value, kind))
        context.addIssue({ code: 'custom', path: [field], message: reason });
    });
}

/** Why AWS would refuse the document as a policy of that kind. */
function problemsOf(value: JsonObject, kind: PolicyKind): readonly PolicyIssue[] {
  const read = readPolicy(value, kind);
  return 'errors' in read ? read.errors : [];
}

/** A document whose kind stands beside it. */
const organizationDocument = z.record(z.string(), z.json()).transform((value) => value as JsonObject);

const onIdentity = z.strictObject({ identity: name, actions: several, resources: several });
const inGroup = z.strictObject({ group: name, member: name });

/** What follows the name of each change, field by field. */
export const changeSchemas = {
  'remove-edge': z.strictObject({ from: name, to: name, kind: name }),
  'remove-node': z.strictObject({ id: name }),
  'detach-policy': z.strictObject({ from: name, policy: name }),
  'attach-policy': z
    .strictObject({
      to: name,
      policy: name.optional(),
      document: document('identity').optional(),
      name: name.optional(),
    })
    .refine((value) => (value.policy === undefined) !== (value.document === undefined), 'takes a policy or a document')
    .refine((value) => value.name === undefined || value.document !== undefined, 'a name is for a document'),
  'add-policy': z.strictObject({ policy: name, document: document('identity') }),
  'remove-policy': z.strictObject({ policy: name }),
  'replace-policy': z.strictObject({ policy: name, document: z.record(z.string(), z.json()) }),
  'remove-statement': z.strictObject({ policy: name, statement: z.union([name, z.int().min(0)]) }),
  deny: onIdentity,
  grant: onIdentity,
  'set-trust': z.strictObject({ identity: name, document: document('trust') }),
  'set-resource-policy': z.strictObject({ resource: name, document: document('resource').nullable() }),
  'set-boundary': z.strictObject({ identity: name, policy: name.nullable() }),
  'set-scp': z
    .strictObject({
      target: name,
      attach: organizationDocument.optional(),
      detach: name.optional(),
      type: z.enum(['SCP', 'RCP']).optional(),
    })
    .refine((value) => (value.attach === undefined) !== (value.detach === undefined), 'takes attach or detach')
    .superRefine(({ attach, type = 'SCP' }, context) => {
      for (const issue of attach === undefined ? [] : problemsOf(attach, type === 'SCP' ? 'scp' : 'rcp'))
        context.addIssue({ code: 'custom', path: ['attach', issue.field], message: issue.reason });
    }),
  'add-member': inGroup,
  'remove-member': inGroup,
  'add-identity': z.strictObject({ id: name, kind: name }),
  'add-resource': z.strictObject({ id: name, type: name, account: name.optional() }),
  'add-credential': z.strictObject({ id: name, identity: name, kind: name }),
  'disable-credential': z.strictObject({ id: name }),
  'set-instance-profile': z.strictObject({ profile: name, role: name.nullable() }),
} as const;
