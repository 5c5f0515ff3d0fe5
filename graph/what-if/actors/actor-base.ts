import { administering } from '../../../edges/escalation/administration.ts';
import { credentialWays, trustWays } from '../../../edges/escalation/become.ts';
import { gripActions } from '../../../edges/escalation/grips.ts';
import { concernsItself } from '../../../edges/escalation/virtual-shelf.ts';
import type { Estate } from '../../../edges/estate/estate.ts';
import { namePolicy, type NamedPolicy } from '../../../edges/estate/policies.ts';
import type { Profile } from '../../../edges/estate/profiles.ts';
import { buildSignatures, type PrincipalSignatures } from '../../../edges/estate/signatures.ts';
import { mayAllowAction } from '../../../policy/inspect.ts';
import { buildNarrow, type Narrow } from './narrow-facts.ts';
import { none } from '../../compiled-graph.ts';
import type { OpenGraph } from '../../open-graph.ts';

/** What deriving single actors again stands on; worked out once for a graph, however many changes are tried. */
export interface ActorBase {
  readonly graph: OpenGraph;
  readonly estate: Estate;
  /** As profiles are told apart by. */
  readonly signatures: PrincipalSignatures;
  /** Whoever may change what binds principals, and does not administer: what he gains hangs on all whom he reaches. */
  isEntangled(profile: Profile): boolean;
  /** Whether what the profile may do to others by IAM's own calls hangs on what binds those. */
  callsIam(profile: Profile): boolean;
  readonly narrow: Narrow;
  /** What was found of some actors as the facts are, by account and actors. */
  readonly foundBefore: Map<string, string>;
  /** Nodes that stand for holds on a resource, by the hold. */
  facetsOf(node: number): ReadonlyMap<string, number> | undefined;
  /** Trust policies that speak to principals of the account, and those of its own roles. */
  trustsFor(account: string): ReadonlyMap<string, NamedPolicy>;
}

export function buildActorBase(graph: OpenGraph, estate: Estate): ActorBase {
  const entangled = new Map<Profile, boolean>();
  const facets = facetsIn(graph);
  const trusts = new Map<string, ReadonlyMap<string, NamedPolicy>>();
  return {
    graph,
    estate,
    signatures: buildSignatures(judgingPolicies(estate)),
    isEntangled(profile) {
      const known = entangled.get(profile) ?? isEntangled(estate, profile);
      entangled.set(profile, known);
      return known;
    },
    callsIam: ({ policies, boundary }) =>
      iamActions.some(
        (action) =>
          policies.some(({ compiled }) => mayAllowAction(compiled, action)) &&
          (boundary === undefined || mayAllowAction(boundary.compiled, action)),
      ),
    narrow: buildNarrow(),
    foundBefore: new Map(),
    facetsOf: (node) => facets.get(node),
    trustsFor(account) {
      const found =
        trusts.get(account) ??
        new Map([...estate.trusts].filter(([role, trust]) => role.includes(account) || speaksTo(trust, account)));
      trusts.set(account, found);
      return found;
    },
  };
}

const iamActions = [
  ...gripActions,
  'iam:AddUserToGroup',
  'iam:DeleteAccessKey',
  'iam:UpdateSAMLProvider',
  'iam:CreateUser',
  'iam:CreateRole',
  ...[...credentialWays, ...trustWays].map(({ action }) => action),
];

function isEntangled(estate: Estate, profile: Profile): boolean {
  if (profile.isForeign || !concernsItself(profile)) return false;
  return administering(estate, profile)?.length !== 0;
}

/** Every policy that judges principals other than its holder. */
function judgingPolicies({ trusts, resources, index }: Estate) {
  const organization = index
    .of('organization-policy')
    .flatMap(({ id, document, type }) => namePolicy(id, document, type === 'SCP' ? 'scp' : 'rcp') ?? []);
  return [...trusts.values(), ...resources.policies, ...organization].map(({ compiled }) => compiled);
}

function facetsIn(graph: OpenGraph): ReadonlyMap<number, ReadonlyMap<string, number>> {
  const found = new Map<number, Map<string, number>>();
  for (const [node, shown] of graph.data.nodeShownAs.entries()) {
    if (shown === none || shown === node || !holds.has(graph.kind(node))) continue;
    const facets = found.get(shown) ?? new Map<string, number>();
    found.set(shown, facets);
    facets.set(graph.kind(node), node);
  }
  return found;
}

const holds: ReadonlySet<string> = new Set(['read', 'code', 'administer']);

/** Whether some allowing statement may let in somebody of the account. */
function speaksTo({ compiled }: NamedPolicy, account: string): boolean {
  return compiled.allows.some(
    ({ source }) =>
      source.notPrincipal ||
      (source.principals ?? []).some(
        ({ type, value }) => type === 'AWS' && (value.includes(account) || value.includes('*')),
      ),
  );
}
