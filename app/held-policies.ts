import type { AmbitRecord } from '../model/records.ts';
import type { Snapshot } from '../store/store.ts';

/**
 * Records that say the policies which bind a node: its own, attached ones, those of its groups, its boundary, its trust
 * policy, its resource policy.
 *
 * @param about the records about the node
 */
export async function heldPolicies(
  snapshot: Snapshot,
  id: string,
  about: readonly AmbitRecord[],
): Promise<readonly AmbitRecord[]> {
  const held = about.filter((record) => isOwn(record, id));
  const groups = about.flatMap((record) => (record.record === 'fact' && isMembership(record, id) ? record.group : []));
  const named = policiesNamed(about, id);
  for (const group of groups) named.push(...policiesNamed(await snapshot.recordsAbout(group), group));
  for (const policy of new Set(named)) {
    const records = await snapshot.recordsAbout(policy);
    held.push(
      ...records.filter((record) => record.record === 'fact' && record.fact === 'policy' && record.id === policy),
    );
  }
  return held;
}

function isOwn(record: AmbitRecord, id: string): boolean {
  if (record.record === 'node') return false;
  return (
    (record.fact === 'trust' && record.identity === id) || (record.fact === 'resource-policy' && record.resource === id)
  );
}

function isMembership(record: AmbitRecord, id: string): record is Extract<AmbitRecord, { fact: 'membership' }> {
  return record.record === 'fact' && record.fact === 'membership' && record.member === id;
}

function policiesNamed(records: readonly AmbitRecord[], id: string): string[] {
  return records.flatMap((record) => {
    if (record.record === 'node') return [];
    if (record.fact === 'attachment' && record.holder === id) return [record.policy];
    return record.fact === 'boundary' && record.identity === id ? [record.policy] : [];
  });
}
