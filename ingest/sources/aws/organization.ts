import { z } from 'zod';
import { readDocument } from './document.ts';
import { json, fact, mapping } from './mapping.ts';

/** The whole of `organization.json`. */
export const organizationFile = mapping(
  z.object({
    id: z.string().optional(),
    managementAccount: z.string().optional(),
    accounts: z.array(
      z.object({
        id: z.string().regex(/^\d{12}$/, 'is not an account id'),
        name: z.string().default(''),
        ou: z.string().optional(),
      }),
    ),
    units: z.array(z.object({ id: z.string(), parent: z.string().nullish() })).default([]),
    policies: z
      .array(
        z.object({
          id: z.string(),
          name: z.string().optional(),
          type: z.enum(['SCP', 'RCP']),
          document: json,
          targets: z.array(z.string()),
        }),
      )
      .default([]),
  }),
  function* (organization, item, { observedAt }) {
    const scope = organization.id ?? 'organization';
    const origin = { source: 'aws', scope, part: 'organization', observedAt };
    yield { say: 'scope', scope };
    yield fact(origin, { fact: 'organization', id: scope, managementAccount: organization.managementAccount });
    for (const { id, name, ou } of organization.accounts) {
      yield { say: 'count', of: 'accounts', count: 1 };
      yield fact(origin, { fact: 'account', account: id, name, unit: ou });
    }
    for (const { id, parent } of organization.units) {
      yield fact(origin, { fact: 'organization-unit', unit: id, parent: parent ?? undefined });
    }
    for (const [index, { id, name, type, document, targets }] of organization.policies.entries()) {
      const read = readDocument(
        { item, field: `policies[${index}].document`, kind: type === 'SCP' ? 'scp' : 'rcp' },
        document,
      );
      yield { say: 'count', of: 'organizationPolicies', count: 1 };
      if ('refused' in read) yield* read.refused;
      else
        yield fact(origin, {
          fact: 'organization-policy',
          id,
          name: name ?? id,
          type,
          targets,
          document: read.document,
        });
    }
  },
);
