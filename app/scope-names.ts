import type { Snapshot } from '../store/store.ts';

/** What people call the scopes of a snapshot: accounts by the names that their organisation gave them. */
export async function scopeNames(snapshot: Snapshot): Promise<Readonly<Record<string, string>>> {
  const scopes = new Set(snapshot.info.partitions.map(({ scope }) => scope));
  const names: [string, string][] = [];
  for (const scope of scopes) {
    const records = await snapshot.recordsAbout(scope);
    const account = records.find((record) => record.record === 'fact' && record.fact === 'account');
    if (account?.record === 'fact' && account.fact === 'account' && account.name !== '')
      names.push([scope, account.name]);
  }
  return Object.fromEntries(names);
}
