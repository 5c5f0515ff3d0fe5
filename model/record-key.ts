import type { AmbitRecord, Fact, FactOf } from './records.ts';

/** What names each fact; the first word is the thing that the fact is about. */
const names: { readonly [K in Fact['fact']]: (fact: FactOf<K>) => readonly [string, ...string[]] } = {
  policy: ({ id }) => [id],
  attachment: ({ holder, policy }) => [holder, policy],
  boundary: ({ identity }) => [identity],
  trust: ({ identity }) => [identity],
  membership: ({ member, group }) => [member, group],
  'resource-policy': ({ resource }) => [resource],
  'runs-as': ({ workload, identity }) => [workload, identity],
  'instance-profile': ({ profile, role }) => [profile, role],
  credential: ({ identity, credential }) => [identity, credential],
  'holds-credential': ({ holder, credential }) => [holder, credential],
  use: ({ identity, service, action, resource }) => [identity, service, action ?? '', resource ?? ''],
  organization: ({ id }) => [id],
  'organization-unit': ({ unit }) => [unit],
  account: ({ account }) => [account],
  'organization-policy': ({ id }) => [id],
  relation: ({ from, kind, to }) => [from, kind, to],
};

/** The key of a record: two records of one origin with the same key are the same thing said twice. */
export function recordKey(record: AmbitRecord): string {
  return record.record === 'node' ? `node\n${record.id}` : `${record.fact}\n${namesOf(record).join('\n')}`;
}

/** The thing that a record is about, as gaps name it in `subjects`. */
export function recordSubject(record: AmbitRecord): string {
  return record.record === 'node' ? (record.subject ?? record.id) : namesOf(record)[0];
}

/** Every id that a record mentions, its subject first. */
export function recordNames(record: AmbitRecord): readonly [string, ...string[]] {
  return record.record === 'node' ? [record.id] : namesOf(record);
}

function namesOf<K extends Fact['fact']>(record: FactOf<K>): readonly [string, ...string[]] {
  return names[record.fact](record);
}
