import {
  type Account,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  type PolicySummary,
} from '@aws-sdk/client-organizations';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { parsePolicy } from './resource.ts';
import type { Site } from './site.ts';
import { toJson } from './to-json.ts';

/** An account of the organisation, as far as the collector needs it. */
export interface MemberAccount {
  readonly id: string;
  readonly isActive: boolean;
}

/** What was read of the organisation: the document to save, and whose accounts there are. */
export interface Organization {
  readonly document: JsonValue;
  readonly accounts: readonly MemberAccount[];
}

/** The organisation that the account belongs to; undefined where it belongs to none, or none can be read. */
export async function readOrganization(site: Site): Promise<Organization | undefined> {
  const client = site.client(OrganizationsClient);
  const answer = await site.item('organizations:DescribeOrganization', {
    subjects: [],
    send: (options) => client.send(new DescribeOrganizationCommand(), options),
    isWhole: ({ Organization }) => Organization !== undefined,
    absent: ['AWSOrganizationsNotInUseException'],
  });
  if (answer?.Organization === undefined) return undefined;
  const listed = await listAccounts(site);
  const { units, unitOf } = await readUnits(site);
  const policies = [...(await readPolicies(site, 'SCP')), ...(await readPolicies(site, 'RCP'))];
  const accounts = listed.filter(({ Id }) => /^\d{12}$/.test(Id ?? ''));
  const document = toJson({
    id: answer.Organization.Id,
    managementAccount: answer.Organization.MasterAccountId,
    accounts: accounts.map(({ Id = '', Name = '' }) => ({ id: Id, name: Name, ou: unitOf.get(Id) })),
    units,
    policies,
  });
  return { document, accounts: accounts.map(({ Id = '', Status }) => ({ id: Id, isActive: Status === 'ACTIVE' })) };
}

function listAccounts(site: Site): Promise<readonly Account[]> {
  const client = site.client(OrganizationsClient);
  return site.list('organizations:ListAccounts', async (token, options) => {
    const answer = await client.send(new ListAccountsCommand({ NextToken: token }), options);
    return { items: answer.Accounts, next: answer.NextToken };
  });
}

interface Units {
  readonly units: JsonObject[];
  /** Id of the unit or root that each account stands under. */
  readonly unitOf: Map<string, string>;
}

/** The tree of units from the root down; five levels is the deepest that AWS allows. */
async function readUnits(site: Site): Promise<Units> {
  const client = site.client(OrganizationsClient);
  const roots = await site.list('organizations:ListRoots', async (token, options) => {
    const answer = await client.send(new ListRootsCommand({ NextToken: token }), options);
    return { items: answer.Roots, next: answer.NextToken };
  });
  const found: Units = { units: roots.map(({ Id = '' }) => ({ id: Id })), unitOf: new Map() };
  let level: readonly string[] = roots.map(({ Id = '' }) => Id);
  const seen = new Set(level);
  while (level.length > 0) {
    const children = await Promise.all(level.map((parent) => readUnit(site, parent, found)));
    level = children.flat().filter((id) => !seen.has(id));
    for (const id of level) seen.add(id);
  }
  return found;
}

/** Adds what stands under the parent; answers the units among it. */
async function readUnit(site: Site, parent: string, found: Units): Promise<readonly string[]> {
  const client = site.client(OrganizationsClient);
  const accounts = await site.list(
    'organizations:ListAccountsForParent',
    async (token, options) => {
      const answer = await client.send(
        new ListAccountsForParentCommand({ ParentId: parent, NextToken: token }),
        options,
      );
      return { items: answer.Accounts, next: answer.NextToken };
    },
    [parent],
  );
  for (const { Id } of accounts) if (Id !== undefined) found.unitOf.set(Id, parent);
  const units = await site.list(
    'organizations:ListOrganizationalUnitsForParent',
    async (token, options) => {
      const command = new ListOrganizationalUnitsForParentCommand({ ParentId: parent, NextToken: token });
      const answer = await client.send(command, options);
      return { items: answer.OrganizationalUnits, next: answer.NextToken };
    },
    [parent],
  );
  const ids = units.flatMap(({ Id }) => Id ?? []);
  found.units.push(...ids.map((id) => ({ id, parent })));
  return ids;
}

const filters = { SCP: 'SERVICE_CONTROL_POLICY', RCP: 'RESOURCE_CONTROL_POLICY' } as const;

async function readPolicies(site: Site, type: 'SCP' | 'RCP'): Promise<readonly JsonObject[]> {
  const client = site.client(OrganizationsClient);
  const summaries = await site.list('organizations:ListPolicies', async (token, options) => {
    const answer = await client.send(new ListPoliciesCommand({ Filter: filters[type], NextToken: token }), options);
    return { items: answer.Policies, next: answer.NextToken };
  });
  const policies = await Promise.all(summaries.map((summary) => readPolicy(site, type, summary)));
  return policies.filter((policy) => policy !== undefined);
}

/** One policy with its targets; undefined, with a gap, where its document or its targets cannot be read. */
async function readPolicy(
  site: Site,
  type: string,
  { Id: id = '', Name }: PolicySummary,
): Promise<JsonObject | undefined> {
  const client = site.client(OrganizationsClient);
  const [answer, targets] = await Promise.all([
    site.item('organizations:DescribePolicy', {
      subjects: [id],
      send: (options) => client.send(new DescribePolicyCommand({ PolicyId: id }), options),
      isWhole: ({ Policy }) => Policy?.Content !== undefined,
    }),
    site.list(
      'organizations:ListTargetsForPolicy',
      async (token, options) => {
        const answer = await client.send(new ListTargetsForPolicyCommand({ PolicyId: id, NextToken: token }), options);
        return { items: answer.Targets, next: answer.NextToken };
      },
      [id],
    ),
  ]);
  if (answer?.Policy?.Content === undefined) return undefined;
  const ids = targets.flatMap(({ TargetId }) => TargetId ?? []);
  return { id, type, document: parsePolicy(answer.Policy.Content), targets: ids, name: Name };
}
