import type { JsonValue } from '../../model/json.ts';
import type { PayloadItem } from '../payload.ts';
import { collectionDocument } from './collection.ts';
import type { Account, Estate } from './estate.ts';
import { lastAccessedLines } from './last-accessed.ts';
import { organizationDocument } from './organization.ts';
import { policyDetails } from './policy-details.ts';

/** The estate in the form that reading a collection folder yields. */
export function* payloadItems(estate: Estate): Iterable<PayloadItem> {
  yield { file: 'organization.json', section: '', index: 0, value: organizationDocument() };
  for (const account of [estate.management, estate.tooling, estate.production, estate.development]) {
    yield* accountItems(account);
  }
}

function* accountItems(account: Account): Iterable<PayloadItem> {
  const details = `${account.id}/authorization-details.json`;
  yield* sectionItems(details, 'UserDetailList', account.users);
  yield* sectionItems(details, 'GroupDetailList', account.groups);
  yield* sectionItems(details, 'RoleDetailList', account.roles);
  yield* sectionItems(details, 'Policies', policyDetails(account));
  yield* sectionItems(details, 'OIDCProviderList', account.oidcProviders);
  yield* sectionItems(details, 'SAMLProviderList', account.samlProviders);
  yield* lineItems(`${account.id}/resources.ndjson`, account.resources);
  yield* lineItems(`${account.id}/credentials.ndjson`, account.credentials);
  yield* lineItems(`${account.id}/last-accessed.ndjson`, [...lastAccessedLines(account)]);
  yield { file: `${account.id}/collection.json`, section: '', index: 0, value: collectionDocument(account) };
}

function* sectionItems(file: string, section: string, values: readonly JsonValue[]): Iterable<PayloadItem> {
  for (const [index, value] of values.entries()) yield { file, section, index, value };
}

function* lineItems(file: string, values: readonly JsonValue[]): Iterable<PayloadItem> {
  for (const [index, value] of values.entries()) yield { file, section: '', index: index + 1, value };
}
