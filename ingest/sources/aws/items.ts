import { parseArn } from '../../../model/arn.ts';
import type { Read } from '../../read/read.ts';
import type { Said } from '../../source.ts';
import type { PayloadItem } from '../../payload.ts';
import { collectionFile } from './collection.ts';
import { credentialLine } from './credentials.ts';
import { Duplicates } from './duplicates.ts';
import { groupDetail, identityProvider, managedPolicy, roleDetail, userDetail } from './identities.ts';
import { lastAccessedLine } from './last-accessed.ts';
import { rejected, type Mapping } from './mapping.ts';
import { organizationFile } from './organization.ts';
import { References } from './references.ts';
import { resourceLine } from './resources.ts';
import { Truncation } from './truncation.ts';

/** Arrays of `authorization-details.json`, and what reads their elements. */
export const sections: Readonly<Record<string, Mapping>> = {
  UserDetailList: userDetail,
  GroupDetailList: groupDetail,
  RoleDetailList: roleDetail,
  Policies: managedPolicy,
  OIDCProviderList: identityProvider,
  SAMLProviderList: identityProvider,
};

const files: Readonly<Record<string, Mapping>> = {
  'organization.json': organizationFile,
  'resources.ndjson': resourceLine,
  'credentials.ndjson': credentialLine,
  'last-accessed.ndjson': lastAccessedLine,
  'collection.json': collectionFile,
};

/**
 * Turns payload items, from disk or from the network alike, into records.
 *
 * @param observedAt ISO 8601; when the payload was read from AWS
 */
export async function* readItems(items: AsyncIterable<Read>, observedAt: string): AsyncGenerator<Said> {
  const sitting: Sitting = { observedAt, duplicates: new Duplicates(), references: new References() };
  const truncation = new Truncation();
  const scopes = new Set<string>();
  const later: PayloadItem[] = []; // what tells no account, until something else has told it
  for await (const read of items) {
    if (read.say === 'rejection') {
      yield read;
      continue;
    }
    const { item } = read;
    if (truncation.see(item)) continue;
    const account = accountOfFile(item.file) ?? accountOfItem(item);
    if (account !== undefined) {
      if (!scopes.has(account)) yield { say: 'scope', scope: account };
      scopes.add(account);
    }
    if (account === undefined && baseName(item) !== 'organization.json') later.push(item);
    else yield* readItem(item, account ?? '', sitting);
  }
  const [first] = scopes;
  for (const item of later) {
    if (first === undefined) yield rejected(item, '', 'nothing tells whose account this is of');
    else yield* readItem(item, first, sitting);
  }
  yield* sitting.references.finish();
  if (first !== undefined) yield* truncation.finish(first);
}

interface Sitting {
  readonly observedAt: string;
  readonly duplicates: Duplicates;
  readonly references: References;
}

function* readItem(item: PayloadItem, account: string, sitting: Sitting): Iterable<Said> {
  const base = baseName(item);
  const mapping = item.section === '' ? files[base] : sections[item.section];
  if (mapping === undefined) {
    yield rejected(item, '', 'is no part of an AWS collection');
    return;
  }
  const again = sitting.duplicates.again(item, account);
  if (again !== undefined) {
    yield rejected(item, again, 'stands a second time in the same account');
    return;
  }
  for (const said of mapping(item, { account, observedAt: sitting.observedAt })) yield* sitting.references.see(said);
}

function baseName({ file }: PayloadItem): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** `111111111111` of `111111111111/resources.ndjson`. */
function accountOfFile(file: string): string | undefined {
  return /^(\d{12})\//.exec(file)?.[1];
}

/** A lone file tells by ARNs whose account it is; AWS's own policies and buckets tell nothing. */
function accountOfItem({ value }: PayloadItem): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const name = value['Arn'] ?? value['arn'] ?? value['identity'];
  const account = typeof name === 'string' ? parseArn(name)?.account : undefined;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
