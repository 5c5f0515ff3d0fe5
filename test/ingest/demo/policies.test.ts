import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../ingest/demo/documents.ts';
import { organizationDocument } from '../../../ingest/demo/organization.ts';
import { identityPolicies, principalPolicies, readEstate } from './read-estate.ts';

const estate = readEstate();
const statementKeys = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'Condition'];

/** What is wrong with the document's shape, in words. */
function faults(document: PolicyDocument, hasPrincipal: boolean): string[] {
  if (document.Version !== '2012-10-17' || document.Statement.length === 0) return ['head'];
  return document.Statement.flatMap((statement) => {
    const actions = statement.Action ?? statement.NotAction ?? [];
    const found: string[] = Object.keys(statement).filter((key) => !statementKeys.includes(key));
    if (!['Allow', 'Deny'].includes(statement.Effect)) found.push('Effect');
    if ((statement.Principal !== undefined) !== hasPrincipal) found.push('Principal');
    if (!hasPrincipal && (statement.Resource ?? []).length === 0) found.push('Resource');
    if (actions.length === 0) found.push('Action');
    const isAction = /^(\*|[a-z0-9-]+:[A-Za-z*]+)$/;
    return [...found, ...[actions].flat().filter((action) => !isAction.test(action))];
  });
}

function faulty(policies: readonly (readonly [string, PolicyDocument])[], hasPrincipal: boolean): string[] {
  return policies.flatMap(([name, document]) => faults(document, hasPrincipal).map((fault) => `${name}: ${fault}`));
}

describe('policies', () => {
  test('of identities have the shape of identity policies', () => {
    const policies = identityPolicies(estate);
    expect(policies.length).toBeGreaterThan(150);
    expect(faulty(policies, false)).toEqual([]);
  });

  test('of roles and resources name principals', () => {
    const policies = principalPolicies(estate);
    expect(policies.length).toBeGreaterThan(160);
    expect(faulty(policies, true)).toEqual([]);
  });

  test('have statement ids that are unique within a document', () => {
    const unclear = [...identityPolicies(estate), ...principalPolicies(estate)].filter(([, { Statement }]) => {
      const sids = Statement.flatMap(({ Sid }) => Sid ?? []);
      return new Set(sids).size < sids.length || sids.some((sid) => !/^[A-Za-z0-9]+$/.test(sid));
    });
    expect(unclear).toEqual([]);
  });

  test('have one default version, the newest', () => {
    for (const { DefaultVersionId, PolicyVersionList } of estate.policies) {
      const defaults = PolicyVersionList.filter(({ IsDefaultVersion }) => IsDefaultVersion);
      expect(defaults.map(({ VersionId }) => VersionId)).toEqual([DefaultVersionId]);
      expect(DefaultVersionId).toBe(`v${PolicyVersionList.length}`);
    }
    expect(estate.policies.some(({ PolicyVersionList }) => PolicyVersionList.length > 1)).toBe(true);
  });

  test('of roles trust providers that the account has', () => {
    const providers = new Set(estate.providers);
    const federated = estate.roles.flatMap(({ AssumeRolePolicyDocument: { Statement } }) =>
      Statement.flatMap(({ Principal }) => (typeof Principal === 'object' ? (Principal['Federated'] ?? []) : [])),
    );
    expect(federated.length).toBeGreaterThan(20);
    expect(federated.filter((arn) => !providers.has(arn))).toEqual([]);
  });
});

describe('the organisation', () => {
  const organization = organizationDocument();
  const units = organization.units.map(({ id }) => id);

  test('has every account and policy target in it', () => {
    expect(organization.accounts.map(({ ou }) => ou).filter((unit) => !units.includes(unit))).toEqual([]);
    const targets = new Set([...units, ...organization.accounts.map(({ id }) => id)]);
    expect(organization.policies.flatMap((policy) => policy.targets).filter((target) => !targets.has(target))).toEqual(
      [],
    );
  });

  test('allows everything at every level, then denies', () => {
    const [full, ...others] = organization.policies;
    expect(full.name).toBe('FullAWSAccess');
    expect(full.targets).toHaveLength(units.length + organization.accounts.length);
    const denied = others.flatMap(({ document }) => document.Statement);
    expect(denied.every(({ Effect }) => Effect === 'Deny')).toBe(true);
    expect(denied.flatMap(({ Action }) => Action)).toEqual(
      expect.arrayContaining(['organizations:LeaveOrganization', 'cloudtrail:StopLogging']),
    );
    expect(denied.some(({ Condition }) => Condition?.['StringNotEquals']?.['aws:RequestedRegion'])).toBe(true);
  });
});
