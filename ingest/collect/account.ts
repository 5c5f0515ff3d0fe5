import type { JsonObject } from '../../model/json.ts';
import type { PayloadItem } from '../payload.ts';
import { readAuthorizationDetails, detailsSections } from './iam/authorization-details.ts';
import { credentialJson } from './iam/credential-line.ts';
import { readCredentialReport } from './iam/credential-report.ts';
import { decoded } from './iam/decoded.ts';
import { readLastAccessed } from './iam/last-accessed.ts';
import { readOidcProviders, readSamlProviders } from './iam/providers.ts';
import { readUserCredentials, type UserName } from './iam/user-credentials.ts';
import { inOrder } from './in-order.ts';
import { ItemFile } from './item-file.ts';
import type { Regions } from './regions.ts';
import { resourceLine } from './resource.ts';
import type { ServiceCollector } from './services/service.ts';
import { services } from './services/registry.ts';
import { type AccountContext, Site } from './site.ts';

/** What of an account is wanted. */
export interface AccountWish {
  readonly regions: Regions;
  readonly lastAccessed: boolean;
  readonly onProgress: (step: string) => void;
}

/** Services, regions, users or identities that are read side by side; the calls have a limit of their own. */
const parallel = 24;

/** Everything of one account but its `collection.json`, in the order of the saved files. */
export async function* collectAccount(context: AccountContext, wish: AccountWish): AsyncGenerator<PayloadItem> {
  const site = new Site(context, 'global');
  wish.onProgress(`${context.account}: identities`);
  const names = yield* collectIdentities(site);
  wish.onProgress(`${context.account}: credentials`);
  yield* collectCredentials(site, names.users);
  if (wish.lastAccessed) yield* collectLastAccessed(site, [...names.users.map(({ arn }) => arn), ...names.roles]);
  skipRegions(context, wish.regions.leftOut, 'the region was left out');
  skipRegions(context, wish.regions.notEnabled, 'the region is not enabled in the account');
  yield* collectResources(context, wish);
}

interface IdentityNames {
  readonly users: readonly UserName[];
  readonly roles: readonly string[];
}

async function* collectIdentities(site: Site): AsyncGenerator<PayloadItem, IdentityNames> {
  const users = new Map<string, UserName>();
  const roles = new Set<string>();
  const file = new ItemFile(`${site.account}/authorization-details.json`);
  for await (const page of readAuthorizationDetails(site)) {
    for (const { Arn = '', UserName = '' } of page.UserDetailList ?? []) users.set(Arn, { arn: Arn, name: UserName });
    for (const { Arn = '' } of page.RoleDetailList ?? []) roles.add(Arn);
    for (const section of detailsSections) yield* file.elements((page[section] ?? []).map(decoded), section);
  }
  yield* file.elements(await readOidcProviders(site), 'OIDCProviderList');
  yield* file.elements(await readSamlProviders(site), 'SAMLProviderList');
  return { users: [...users.values()], roles: [...roles] };
}

async function* collectCredentials(site: Site, users: readonly UserName[]): AsyncGenerator<PayloadItem> {
  const file = new ItemFile(`${site.account}/credentials.ndjson`);
  yield* file.lines((await readCredentialReport(site)).map(credentialJson));
  const read = inOrder(users, parallel, (user) => readUserCredentials(site, user));
  for await (const lines of read) yield* file.lines(lines.map(credentialJson));
}

async function* collectLastAccessed(site: Site, identities: readonly string[]): AsyncGenerator<PayloadItem> {
  const file = new ItemFile(`${site.account}/last-accessed.ndjson`);
  const read = inOrder(identities, parallel, (identity) => readLastAccessed(site, identity));
  for await (const lines of read) yield* file.lines(lines);
}

async function* collectResources(
  context: AccountContext,
  { regions, onProgress }: AccountWish,
): AsyncGenerator<PayloadItem> {
  const file = new ItemFile(`${context.account}/resources.ndjson`);
  const tasks = services.flatMap((service) =>
    (service.scope === 'global' ? ['global'] : regions.read).map((region) => ({ service, region })),
  );
  const read = inOrder(tasks, parallel, ({ service, region }) => {
    onProgress(`${context.account}: ${service.service} in ${region}`);
    return readService(context, service, region);
  });
  for await (const lines of read) yield* file.lines(lines);
}

async function readService(context: AccountContext, service: ServiceCollector, region: string): Promise<JsonObject[]> {
  const resources = await service.collect(new Site(context, region));
  return resources.map(resourceLine);
}

/** A region that is not read is a gap, not an empty region. */
function skipRegions(context: AccountContext, regions: readonly string[], reason: string): void {
  // One row a region: what finds the regions stands for all that would have been read in it.
  for (const region of regions) new Site(context, region).skip('ec2:DescribeRegions', reason);
}
