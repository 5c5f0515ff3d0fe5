import { parseArn } from '../../model/arn.ts';
import type { NodeRecord } from '../../model/records.ts';
import { principalOf, type Principal } from '../../policy/principal.ts';
import type { FactIndex } from './fact-index.ts';
import { namePolicy, type NamedPolicy, type PolicyShelf } from './policies.ts';
import type { PrincipalSignatures } from './signatures.ts';

/** Identities whose effective permissions are equal: rules and resource matching run once for all of them. */
export interface Profile {
  readonly index: number;
  readonly account: string;
  /** Ids of the identities; the first stands for all. */
  readonly members: readonly string[];
  readonly principal: Principal;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
  /** Why what it may do is not certain, in words: policies that no source said. */
  readonly unread: readonly string[];
  /** Ids of attached policies of the account's own that no source said: they may allow anything. */
  readonly lost: readonly string[];
  /** ARN of the one session of its role that documents name, where it stands for that; certain of nothing then. */
  readonly session: string | undefined;
  /** Nobody read the account, so its tags and its organisation are unknown. */
  readonly isForeign: boolean;
}

/** Stands for the account of whoever comes from the internet. */
export const nobodysAccount = '000000000000';

/** A foreign principal decides by itself what it may do; its own policies are taken to allow everything. */
const everything = namePolicy(
  'policies of the foreign principal',
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  'identity',
);

/** Groups the users and roles of the estate, and the foreign principals that documents name, by what they may do. */
export function buildProfiles(
  index: FactIndex,
  shelf: PolicyShelf,
  signatures: PrincipalSignatures,
): readonly Profile[] {
  const holdings = new Holdings(index);
  const sessions: Omit<Profile, 'index'>[] = [];
  const byKey = new Map<string, Omit<Profile, 'index' | 'members'> & { members: string[] }>();
  for (const node of index.nodes.values()) {
    const profile = profileOf(node, holdings, shelf);
    if (profile === undefined) continue;
    for (const session of signatures.sessions(profile.principal)) sessions.push(sessionOf(profile, node.id, session));
    const key = JSON.stringify([
      profile.account,
      profile.policies.map(({ id, via }) => [id, via]),
      profile.boundary?.id,
      profile.unread,
      profile.principal.kind,
      profile.principal.serviceLinked,
      signatures.of(profile.principal, profile.tags, [
        ...profile.policies.map(({ compiled }) => compiled),
        ...(profile.boundary ? [profile.boundary.compiled] : []),
      ]),
    ]);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, { ...profile, members: [node.id] });
    else same.members.push(node.id);
  }
  return [...byKey.values(), ...sessions].map((profile, place) => ({ ...profile, index: place }));
}

/** One session of a role, by its name, which only some holders of the role bear. */
function sessionOf(role: LoneProfile, id: string, session: Principal): Omit<Profile, 'index'> {
  const unread = [...role.unread, `the session is named ${session.session ?? ''}`];
  return { ...role, members: [id], principal: session, session: session.id, unread };
}

type LoneProfile = Omit<Profile, 'index' | 'members'>;

function profileOf(node: NodeRecord, holdings: Holdings, shelf: PolicyShelf): LoneProfile | undefined {
  if (node.kind === 'aws-account-principal') return foreign(`${node.id.slice(0, -'root'.length)}role/anyone`, node, []);
  if (node.kind === 'aws-foreign-principal') return foreign(node.id, node, [`the policies of ${node.id} allow it`]);
  if (node.kind === 'anyone') return foreign(`arn:aws:iam::${nobodysAccount}:role/anyone`, node, []);
  if (!ownKinds.has(node.kind)) return undefined;
  const principal = principalOf(node.id);
  if (principal?.account === undefined) return undefined;
  const { policies, unread, lost } = heldPolicies(node.id, holdings, shelf);
  const boundaryId = holdings.boundaries.get(node.id);
  const boundary = boundaryId === undefined ? undefined : shelf.get(boundaryId, 'boundary');
  if (boundaryId !== undefined && boundary === undefined)
    unread.push(`${boundaryId}, which was not read, allows it within the boundary`);
  return {
    account: principal.account,
    principal,
    tags: node.tags ?? {},
    policies,
    boundary,
    unread,
    lost,
    session: undefined,
    isForeign: false,
  };
}

const ownKinds = new Set(['aws-user', 'aws-role', 'aws-service-linked-role']);

function foreign(arn: string, node: NodeRecord, unread: readonly string[]): LoneProfile | undefined {
  const principal = principalOf(arn);
  if (principal === undefined || everything === undefined) return undefined;
  const account = parseArn(arn)?.account ?? '';
  return {
    account,
    principal,
    tags: node.tags ?? {},
    policies: [everything],
    boundary: undefined,
    unread,
    lost: [],
    session: undefined,
    isForeign: true,
  };
}

/** Policies of an identity and of its groups; of a policy that nobody said it is unknown what it denies, or allows. */
function heldPolicies(identity: string, holdings: Holdings, shelf: PolicyShelf) {
  const policies: NamedPolicy[] = [];
  const unread = new Set<string>();
  for (const via of [undefined, ...holdings.groups(identity)]) {
    for (const id of holdings.attached(via ?? identity)) {
      const policy = shelf.get(id, 'identity');
      if (policy === undefined) unread.add(id);
      else policies.push(via === undefined ? policy : { ...policy, via });
    }
  }
  policies.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : (a.via ?? '') < (b.via ?? '') ? -1 : 1));
  const ids = [...unread].sort();
  const lost = ids.filter((id) => !id.includes(':iam::aws:policy/'));
  return { policies, unread: ids.map((id) => `${id}, which was not read, does not deny it`), lost };
}

/** Who holds what, by holder. */
class Holdings {
  readonly boundaries: ReadonlyMap<string, string>;
  readonly #policies = new Map<string, string[]>();
  readonly #groups = new Map<string, string[]>();

  constructor(index: FactIndex) {
    this.boundaries = new Map(index.of('boundary').map(({ identity, policy }) => [identity, policy]));
    for (const { holder, policy } of index.of('attachment')) push(this.#policies, holder, policy);
    for (const { member, group } of index.of('membership')) push(this.#groups, member, group);
  }

  attached(holder: string): readonly string[] {
    return this.#policies.get(holder) ?? [];
  }

  groups(member: string): readonly string[] {
    return this.#groups.get(member) ?? [];
  }
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
