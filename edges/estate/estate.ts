import { groupBy } from '../../model/group-by.ts';
import { readAccounts } from './accounts.ts';
import type { FactIndex } from './fact-index.ts';
import { buildJudge, type Judge } from './judge.ts';
import { buildControls, type Controls } from './controls.ts';
import { buildOrganization, type Organization } from './organization.ts';
import { buildPolicyShelf, namePolicy, type NamedPolicy } from './policies.ts';
import { buildProfiles, type Profile } from './profiles.ts';
import { buildResourceShelf, type ResourceShelf } from './resources.ts';
import { buildSignatures, type PrincipalSignatures } from './signatures.ts';
import type { VirtualProfiles } from './virtual-profiles.ts';

/** Everything that rules stand on, looked up in constant time. */
export interface Estate {
  readonly index: FactIndex;
  readonly organization: Organization;
  readonly profiles: readonly Profile[];
  /** Profiles by the account of their members. */
  readonly profilesOf: ReadonlyMap<string, readonly Profile[]>;
  /** The profile of an identity, or of a session that documents name. */
  readonly profileOf: ReadonlyMap<string, Profile>;
  /** Trust policies by role. */
  readonly trusts: ReadonlyMap<string, NamedPolicy>;
  readonly resources: ResourceShelf;
  /** Accounts whose principals were read: those that have an administration in the graph. */
  readonly accounts: ReadonlySet<string>;
  /** Organisation policies over each account. */
  readonly controls: Controls;
  /** Tells apart principals that policies of resources and organisations tell apart. */
  readonly signatures: PrincipalSignatures;
  readonly judge: Judge;
  /** What identities could make of themselves; absent until it was worked out. */
  readonly virtual?: VirtualProfiles;
}

/** Puts facts together for the rules; compiles each policy once. */
export function buildEstate(index: FactIndex): Estate {
  const organization = buildOrganization(index);
  const resources = buildResourceShelf(index);
  const trusts = new Map(
    index.of('trust').flatMap(({ identity, document }) => {
      const policy = namePolicy(identity, document, 'trust');
      return policy === undefined ? [] : [[identity, policy] as const];
    }),
  );
  const overResources = [
    ...resources.policies,
    ...index
      .of('organization-policy')
      .flatMap(({ id, document, type }) => namePolicy(id, document, type === 'SCP' ? 'scp' : 'rcp') ?? []),
  ].map(({ compiled }) => compiled);
  const judging = [...[...trusts.values()].map(({ compiled }) => compiled), ...overResources];
  const profiles = buildProfiles(index, buildPolicyShelf(index), buildSignatures(judging));
  const controls = buildControls(organization);
  return {
    index,
    organization,
    profiles,
    profilesOf: groupBy(profiles, ({ account }) => account),
    profileOf: new Map(profiles.flatMap((profile) => namesOf(profile).map((name) => [name, profile] as const))),
    trusts,
    resources,
    accounts: readAccounts(index.nodes.values()),
    controls,
    signatures: buildSignatures(overResources),
    judge: buildJudge(organization, controls, readAt(index)),
  };
}

function namesOf({ members, session }: Profile): readonly string[] {
  return session === undefined ? members : [session];
}

/** When the youngest of what is known was read. */
function readAt({ nodes }: FactIndex): string | undefined {
  let latest: string | undefined;
  for (const { origin } of nodes.values())
    if (latest === undefined || origin.observedAt > latest) latest = origin.observedAt;
  return latest;
}
