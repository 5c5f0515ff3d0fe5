import type { FactOf } from '../../model/records.ts';
import { parseArn } from '../../model/arn.ts';
import { groupBy } from '../../model/group-by.ts';
import { grantsEverything } from '../../policy/inspect.ts';
import type { Estate } from '../estate/estate.ts';
import { buildPolicyShelf, type NamedPolicy, type PolicyShelf } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';

/** A user, role or group, as something that IAM calls are made on. */
export interface IamTarget {
  readonly arn: string;
  readonly kind: 'user' | 'role' | 'group';
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What it may do; undefined of groups. */
  readonly profile: Profile | undefined;
  /** ARN of its permissions boundary. */
  readonly boundary: string | undefined;
}

/** What IAM itself can be asked to change, looked up in constant time. */
export interface IamEstate {
  readonly estate: Estate;
  targets(account: string, kind: IamTarget['kind']): readonly IamTarget[];
  target(arn: string): IamTarget | undefined;
  groupsOf(user: string): readonly string[];
  /** Ids of the policies that a user, role or group holds by itself. */
  attached(holder: string): readonly string[];
  policy(id: string): FactOf<'policy'> | undefined;
  readonly shelf: PolicyShelf;
  /** Managed policies of the account's own that allow everything: at most eight. */
  wide(account: string): readonly string[];
  /** How many access keys a user is known to have. */
  keyCount(user: string): number;
  hasPassword(user: string): boolean;
}

const kinds = new Map<string, IamTarget['kind']>([
  ['aws-user', 'user'],
  ['aws-role', 'role'],
  ['aws-group', 'group'],
]);

export function buildIamEstate(estate: Estate): IamEstate {
  const { index, profileOf } = estate;
  const boundaries = new Map(index.of('boundary').map(({ identity, policy }) => [identity, policy]));
  const targets = new Map<string, IamTarget>();
  for (const { id, kind: nodeKind, tags = {}, standIn } of index.nodes.values()) {
    const kind = kinds.get(nodeKind);
    const account = parseArn(id)?.account;
    if (kind === undefined || account === undefined || standIn) continue;
    targets.set(id, { arn: id, kind, account, tags, profile: profileOf.get(id), boundary: boundaries.get(id) });
  }
  const byPlace = groupBy(targets.values(), ({ account, kind }) => `${account} ${kind}`);
  const groups = groupBy(index.of('membership'), ({ member }) => member);
  const attachments = groupBy(index.of('attachment'), ({ holder }) => holder);
  const policies = new Map(index.of('policy').map((fact) => [fact.id, fact]));
  const credentials = groupBy(index.of('credential'), ({ identity }) => identity);
  const countOf = (user: string, kind: string): number =>
    (credentials.get(user) ?? []).filter(({ credential }) => index.nodes.get(credential)?.kind === kind).length;
  const shelf = buildPolicyShelf(index);
  const wide = new Map<string, readonly string[]>();
  return {
    estate,
    wide(account) {
      const found = wide.get(account) ?? widePolicies(policies.keys(), account, shelf);
      wide.set(account, found);
      return found;
    },
    targets: (account, kind) => byPlace.get(`${account} ${kind}`) ?? [],
    target: (arn) => targets.get(arn),
    groupsOf: (user) => (groups.get(user) ?? []).map(({ group }) => group),
    attached: (holder) => (attachments.get(holder) ?? []).map(({ policy }) => policy),
    policy: (id) => policies.get(id),
    shelf,
    keyCount: (user) => countOf(user, 'aws-access-key'),
    hasPassword: (user) => countOf(user, 'aws-password') > 0,
  };
}

/** The policies of a group, as its members hold them. */
export function policiesOfGroup({ attached, shelf }: IamEstate, group: string): readonly NamedPolicy[] {
  return attached(group).flatMap((id) => {
    const policy = shelf.get(id, 'identity');
    return policy === undefined ? [] : [{ ...policy, via: group }];
  });
}

/** Whether a policy id is that of a policy of the account's own, which can be given new versions. */
export function isCustomerManaged(id: string): boolean {
  const arn = parseArn(id);
  return arn !== undefined && arn.account !== 'aws' && arn.resource.startsWith('policy/');
}

/** Policies of the account that whoever attaches them administers by. */
function widePolicies(ids: Iterable<string>, account: string, shelf: PolicyShelf): readonly string[] {
  const own = [...ids].filter((id) => isCustomerManaged(id) && parseArn(id)?.account === account);
  const isWide = (id: string): boolean => {
    const policy = shelf.get(id, 'identity');
    return policy !== undefined && grantsEverything(policy.compiled)?.conditions.length === 0;
  };
  return own.filter(isWide).slice(0, maximumWide);
}

const maximumWide = 8;
