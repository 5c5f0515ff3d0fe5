import { parseArn } from '../../../model/arn.ts';
import type { Read } from '../../read/read.ts';
import type { Said } from '../../source.ts';
import type { PayloadItem } from '../../payload.ts';
import { collectionFile } from './collection.ts';
import { credentialLine } from './credentials.ts';
import { Duplicates } from './duplicates.ts';
import { groupDetail, identityProvider, managedPolicy, roleDetail, userDetail } from './identities.ts';
import { rejected, type Mapping } from './mapping.ts';
import { organizationFile } from './organization.ts';
import { resourceLine } from './resources.ts';

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
  'collection.json': collectionFile,
};

/** Files of a collection that hold nothing for the graph yet; read by nobody, refused by nobody. */
const passedOver = new Set(['last-accessed.ndjson']);

/**
 * Turns payload items, from disk or from the network alike, into records.
 *
 * @param observedAt ISO 8601; when the payload was read from AWS
 */
export async function* readItems(items: AsyncIterable<Read>, observedAt: string): AsyncGenerator<Said> {
  const duplicates = new Duplicates();
  const scopes = new Set<string>();
  const later: PayloadItem[] = []; // AWS's own policies, until the file has told whose account it is
  let firstAccount = '';
  for await (const read of items) {
    if (read.say === 'rejection') {
      yield read;
      continue;
    }
    const { item } = read;
    const account = accountOfFile(item.file) ?? principalAccount(item);
    if (account !== undefined) {
      if (!scopes.has(account)) yield { say: 'scope', scope: account };
      scopes.add(account);
      firstAccount ||= account;
    }
    if (account === undefined && item.section !== '') later.push(item);
    else yield* readItem(item, account ?? '', { observedAt, duplicates });
  }
  for (const item of later) yield* readItem(item, firstAccount, { observedAt, duplicates });
}

interface Sitting {
  readonly observedAt: string;
  readonly duplicates: Duplicates;
}

function* readItem(item: PayloadItem, account: string, { observedAt, duplicates }: Sitting): Iterable<Said> {
  const base = item.file.slice(item.file.lastIndexOf('/') + 1);
  const mapping = item.section === '' ? files[base] : sections[item.section];
  if (mapping === undefined) {
    if (!passedOver.has(base)) yield rejected(item, '', 'is no part of an AWS collection');
    return;
  }
  const again = duplicates.again(item);
  if (again !== undefined) yield rejected(item, again, 'stands a second time in the same account');
  else yield* mapping(item, { account, observedAt });
}

/** `111111111111` of `111111111111/resources.ndjson`. */
function accountOfFile(file: string): string | undefined {
  return /^(\d{12})\//.exec(file)?.[1];
}

/** A lone file tells by its principals' ARNs whose account it is; AWS's own policies tell nothing. */
function principalAccount(item: PayloadItem): string | undefined {
  const value = item.value;
  if (item.section === '' || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const account = typeof value['Arn'] === 'string' ? parseArn(value['Arn'])?.account : undefined;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
