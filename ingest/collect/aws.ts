import { UsageError } from '../../model/errors.ts';
import type { PayloadItem } from '../payload.ts';
import { collectAccount } from './account.ts';
import { assumeRole, isStillTaken, whoAmI } from './caller-identity.ts';
import type { CallSettings } from './call.ts';
import type { Clients } from './clients.ts';
import { Ledger } from './ledger.ts';
import type { CollectOptions } from './options.ts';
import { type Organization, readOrganization } from './organization.ts';
import { chooseRegions } from './regions.ts';
import { Run } from './run.ts';
import { type AccountContext, Site } from './site.ts';

/**
 * Reads AWS accounts over the network into the very items that reading their saved folder yields.
 *
 * What cannot be read is a row of `collection.json` and never stops the run.
 * @throws {UnavailableError} when there are no credentials, AWS does not take them (any longer) or cannot be reached;
 *   what was yielded until then must be dropped
 * @throws {UsageError} when the account has no such region
 */
export async function* collectAws(options: CollectOptions): AsyncGenerator<PayloadItem> {
  if (options.organization === true && options.roleName === undefined) {
    throw new UsageError('--organization wants --role-name', 'name the role to assume in each member account');
  }
  const run = await Run.start(options);
  try {
    const clients = run.open();
    const self = await whoAmI(clients, run.settings);
    const own = { ...self, clients, ledger: new Ledger(), settings: settingsOf(run, clients) };
    const organization = await readOrganization(new Site(own, 'global'));
    if (organization !== undefined) yield wholeFile('organization.json', organization.document);
    yield* collectOwn(run, own, options);
    if (options.organization === true) yield* collectMembers(run, own, { options, organization });
    yield collectionOf(own); // last, since it tells of members that could not be entered
  } finally {
    run.close();
  }
}

async function* collectOwn(run: Run, context: AccountContext, options: CollectOptions): AsyncGenerator<PayloadItem> {
  const regions = await chooseRegions(new Site(context, 'global'), options.regions, run.home);
  if (regions.notEnabled.length > 0) {
    const hint = `enabled are ${[...regions.read, ...regions.leftOut].sort().join(', ')}`;
    throw new UsageError(`account ${context.account} has no region ${regions.notEnabled.join(', ')}`, hint);
  }
  yield* collectAccount(context, { regions, ...restOf(options) });
}

interface Members {
  readonly options: CollectOptions;
  readonly organization: Organization | undefined;
}

/** Members that cannot be entered are gaps of the own account; of them nothing is said, so nothing known is lost. */
async function* collectMembers(
  run: Run,
  own: AccountContext,
  { options, organization }: Members,
): AsyncGenerator<PayloadItem> {
  const ownSite = new Site(own, 'global');
  for (const { id, isActive } of organization?.accounts ?? []) {
    if (id === own.account) continue;
    const account: AccountContext = { ...own, account: id, ledger: new Ledger() };
    const roleArn = new Site(account, 'global').arn('iam', `role/${options.roleName ?? ''}`);
    if (!isActive) ownSite.skip('sts:AssumeRole', 'the account is not active', [roleArn]);
    const credentials = isActive ? await assumeRole(ownSite, roleArn) : undefined;
    if (credentials === undefined) continue;
    const clients = run.open(credentials);
    const member: AccountContext = { ...account, clients, settings: settingsOf(run, clients) };
    const regions = await chooseRegions(new Site(member, 'global'), options.regions, run.home);
    yield* collectAccount(member, { regions, ...restOf(options) });
    yield collectionOf(member);
  }
}

function collectionOf({ account, ledger }: AccountContext): PayloadItem {
  return wholeFile(`${account}/collection.json`, ledger.toJson());
}

function settingsOf({ settings }: Run, clients: Clients): CallSettings {
  return { ...settings, stillTaken: () => isStillTaken(clients, settings) };
}

function restOf({ lastAccessed, onProgress }: CollectOptions) {
  return { lastAccessed: lastAccessed === true, onProgress: onProgress ?? (() => undefined) };
}

function wholeFile(file: string, value: PayloadItem['value']): PayloadItem {
  return { file, section: '', index: 0, value };
}
