import { daysAgo } from './calendar.ts';
import type { Account } from './estate.ts';
import { uniqueId } from './stable-id.ts';

/** When a credential was made and last used. */
export interface CredentialAge {
  readonly createdDaysAgo: number;
  readonly lastUsedDaysAgo?: number;
}

/** The id of the access key that {@link addAccessKey} gives to a user. */
export function accessKeyId(userArn: string): string {
  return uniqueId('AKIA', userArn);
}

/** Gives a user an active access key and returns the key's id. */
export function addAccessKey(account: Account, userArn: string, age: CredentialAge): string {
  const id = accessKeyId(userArn);
  account.credentials.push({ identity: userArn, kind: 'access-key', id, ...datesOf(age), status: 'Active' });
  return id;
}

/** Gives a user a console password. */
export function addPassword(account: Account, userArn: string, age: CredentialAge): void {
  const id = `${userArn}/password`;
  account.credentials.push({ identity: userArn, kind: 'password', id, ...datesOf(age), status: 'Active' });
}

function datesOf(age: CredentialAge): { readonly created: string; readonly lastUsed?: string } {
  const lastUsed = age.lastUsedDaysAgo === undefined ? {} : { lastUsed: daysAgo(age.lastUsedDaysAgo) };
  return { created: daysAgo(age.createdDaysAgo), ...lastUsed };
}
