import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stories } from '../../../ingest/demo/stories/registry.ts';
import { identityPolicies, readEstate } from './read-estate.ts';

const estate = readEstate();
const arns = new Set(
  [...estate.users, ...estate.groups, ...estate.roles, ...estate.policies]
    .map(({ Arn }) => Arn)
    .concat(estate.resources.map(({ arn }) => arn)),
);
const roles = new Map(estate.roles.map((role) => [role.RoleName, role]));
const policyText = new Map(identityPolicies(estate).map(([name, document]) => [name, JSON.stringify(document)]));

describe('stories', () => {
  test('are all in the registry', () => {
    const folder = new URL('../../../ingest/demo/stories/', import.meta.url);
    const files = readdirSync(folder).filter((file) => file !== 'registry.ts');
    expect(stories.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  test.each(stories)('$id says what to find, among nodes that are there', ({ title, finding, expects }) => {
    expect(title.length).toBeGreaterThan(10);
    expect(finding.length).toBeGreaterThan(40);
    expect(expects.length).toBeGreaterThan(1);
    const ids = expects.flatMap(({ from, to }) => [from, to]);
    const isElsewhere = (id: string): boolean => id.startsWith('aws://') || /:9999\d{8}:root$/.test(id);
    expect(ids.filter((id) => !arns.has(id) && !isElsewhere(id))).toEqual([]);
  });
});

const trustOf = (name: string): string => JSON.stringify(roles.get(name)?.AssumeRolePolicyDocument ?? 'no such role');
const policiesOf = (ending: string): string =>
  [...policyText].flatMap(([name, text]) => (name.endsWith(ending) ? [text] : [])).join('\n');
const managedOf = (name: string): string[] =>
  roles.get(name)?.AttachedManagedPolicies.map(({ PolicyName }) => PolicyName) ?? [];

describe('pieces of the stories', () => {
  test('CI: one loose sub, one without any', () => {
    expect(trustOf('github-release')).toContain('"token.actions.githubusercontent.com:sub":"repo:halyard-freight/*"');
    expect(trustOf('github-docs-preview')).toContain('token.actions.githubusercontent.com:aud');
    expect(trustOf('github-docs-preview')).not.toContain(':sub');
    expect(trustOf('deploy-production')).toContain('role/ci/github-release');
    expect(managedOf('deploy-production')).toEqual(['AdministratorAccess']);
  });

  test('a key of 2021, last used in 2022, of a user without owner', () => {
    const user = estate.users.find(({ UserName }) => UserName === 'legacy-report-export');
    const key = estate.credentials.find(({ identity }) => identity === user?.Arn);
    expect(user?.Tags).toEqual([]);
    expect(key).toMatchObject({ kind: 'access-key', status: 'Active' });
    expect(key?.created).toMatch(/^2021-/);
    expect(key?.lastUsed).toMatch(/^2022-/);
  });

  test('a function that a group rewrites runs as admin', () => {
    const lambda = estate.resources.find(({ arn }) => arn.endsWith(':function:telemetry-replay'));
    expect(managedOf(lambda?.runsAs?.split('/').at(-1) ?? '')).toEqual(['AdministratorAccess']);
    expect(policiesOf(':group/fleet-team/functions')).toContain('lambda:UpdateFunctionCode');
    expect(estate.users.filter(({ GroupList }) => GroupList.includes('fleet-team')).length).toBeGreaterThan(2);
  });

  test('a secret in one account holds a key of another', () => {
    const secret = estate.resources.find(({ arn }) => arn.includes('development/rates/production-feed'));
    const held = (secret?.config?.['holds'] ?? []) as string[];
    const key = estate.credentials.find(({ id }) => held.includes(id));
    expect(secret?.arn.split(':')[4]).toBe('777788889999');
    expect(key?.identity).toBe('arn:aws:iam::444455556666:user/service/freight-rates-sync');
  });

  test('one vendor without an external id, one with', () => {
    expect(trustOf('lantern-monitoring')).not.toContain('sts:ExternalId');
    expect(trustOf('cargoview-insights')).toContain('sts:ExternalId');
  });

  test('the agent holds three services whole and has used one of them', () => {
    expect(policiesOf('support-copilot-agent/agent-tools')).toContain('["s3:*","dynamodb:*","secretsmanager:*"]');
    const lines = estate.items.filter(({ file }) => file.endsWith('/last-accessed.ndjson'));
    const used = lines.flatMap(({ value }) => {
      const { identity, service } = value as { identity: string; service: string };
      return identity.endsWith('/support-copilot-agent') ? [service] : [];
    });
    expect(used).toEqual(['dynamodb', 'bedrock']);
  });

  test('the portal’s host has an instance profile that reads the master password', () => {
    const host = estate.resources.find(({ tags }) => tags['Name'] === 'portal-legacy');
    expect(roles.get('portal-legacy')?.InstanceProfileList.map(({ Arn }) => Arn)).toEqual([host?.runsAs]);
    expect(policiesOf('role/portal-legacy/database')).toContain('secretsmanager:GetSecretValue');
  });

  test('near-misses: MFA, boundary, deny', () => {
    expect(trustOf('break-glass-admin')).toContain('"aws:MultiFactorAuthPresent":"true"');
    const platform = estate.groups.find(({ GroupName }) => GroupName === 'platform');
    expect(platform?.AttachedManagedPolicies.map(({ PolicyName }) => PolicyName)).toEqual(['break-glass']);
    expect(roles.get('preview-environments')?.PermissionsBoundary?.PermissionsBoundaryArn).toMatch(/ci-boundary$/);
    expect(policiesOf('protect-crown-jewels v1')).toContain('"Effect":"Deny"');
  });

  test('bucket and key of the archive name the other account’s role', () => {
    const policies = estate.resources.flatMap(({ arn, policy }) =>
      arn.endsWith('shipment-archive') || arn.includes(':key/') ? [JSON.stringify(policy)] : [],
    );
    expect(policies.filter((text) => text.includes(':role/data/route-training'))).toHaveLength(2);
  });
});
