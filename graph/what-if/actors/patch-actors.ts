import { edgeRules } from '../../../edges/edge-doc.ts';
import type { Estate } from '../../../edges/estate/estate.ts';
import type { FactIndex } from '../../../edges/estate/fact-index.ts';
import { buildPolicyShelf } from '../../../edges/estate/policies.ts';
import { buildProfiles, type Profile } from '../../../edges/estate/profiles.ts';
import { memberOf } from '../../../edges/member-of.ts';
import { hops, UNREACHED } from '../../../engine/hops.ts';
import { parseArn } from '../../../model/arn.ts';
import { recordNames } from '../../../model/record-key.ts';
import type { Fact, FactOf, NodeRecord } from '../../../model/records.ts';
import { patchGraph, type Patch } from '../../patch-graph.ts';
import { OpenGraph } from '../../open-graph.ts';
import type { AlteredFacts } from '../altered-facts.ts';
import type { Touched } from '../touched.ts';
import type { ActorBase } from './actor-base.ts';
import { ActorEdges } from './derive-actors.ts';

/** Facts that bind actors and nothing else. */
const ofActors: ReadonlySet<Fact['fact'] | 'node'> = new Set(['policy', 'attachment', 'boundary', 'membership']);

/** A graph in which some actors stand otherwise. */
export interface PatchedActors {
  readonly graph: OpenGraph;
  /** As before, but for the profiles of those whose permissions changed. */
  readonly estate: Estate;
  /** Nodes whose own steps may be others. */
  readonly changed: readonly number[];
  /** Identities that lead to one of them, themselves among them; whoever else reaches what he did. */
  readonly leading: Uint32Array;
  /** How the graph became what it is. */
  readonly patch: Patch;
}

/**
 * Derives again just those whose permissions the changes touch, and leaves the rest of the graph.
 *
 * Undefined where that is not all there is to it: where other facts changed, or somebody concerned may change what
 * binds principals. Then everything is to be derived again.
 */
export function patchActors(base: ActorBase, altered: AlteredFacts, touched: Touched): PatchedActors | undefined {
  const isMore = altered.cutEdges.length + altered.cutNodes.size > 0;
  if (isMore || [...touched.kinds].some((kind) => !ofActors.has(kind))) return undefined;
  const { graph, estate } = base;
  const facts = altered.index();
  const profileOf = new Map(estate.profileOf);
  const edges = new ActorEdges(base);
  for (const account of accountsOf(altered, touched)) {
    const part = accountPart(base, facts, touched, account);
    for (const profile of part.profiles)
      for (const name of profile.session === undefined ? profile.members : [profile.session])
        profileOf.set(name, profile);
    if (isEntangled(base, part) || otherIamFindings(base, part, profileOf)) return undefined;
    edges.add(estateWith(base, part, part.profiles, profileOf));
  }
  const changed = [...touched.identities].flatMap((id) => graph.indexOf(id) ?? []);
  const leading = leadingTo(graph, changed);
  if (leading.some((node) => isEntangledAt(base, graph.id(node)))) return undefined;
  const members = membershipEdges(base, altered);
  const gone = new Set([...changed.flatMap((node) => profileEdges(graph, node)), ...members.gone]);
  const patch = { gone, innerNodes: edges.innerNodes, edges: [...edges.edges, ...members.come] };
  return {
    graph: new OpenGraph(patchGraph(graph.data, patch)),
    estate: { ...estate, index: facts, profileOf },
    changed,
    leading,
    patch,
  };
}

/** An account with what changed in it. */
interface AccountPart {
  readonly account: string;
  readonly facts: FactIndex;
  readonly touched: Touched;
  /** Of those whose permissions changed. */
  readonly profiles: readonly Profile[];
}

function accountsOf(altered: AlteredFacts, touched: Touched): ReadonlySet<string> {
  const ids = [...touched.identities, ...altered.moved().flatMap((fact) => recordNames(fact))];
  return new Set(ids.flatMap((id) => parseArn(id)?.account ?? []).filter((account) => /^\d+$/.test(account)));
}

function accountPart(base: ActorBase, all: FactIndex, touched: Touched, account: string): AccountPart {
  const facts = base.narrow(all, account);
  const nodes = [...touched.identities].sort().flatMap((id): (readonly [string, NodeRecord])[] => {
    const node = parseArn(id)?.account === account ? facts.nodes.get(id) : undefined;
    return node === undefined ? [] : [[id, node]];
  });
  const shelf = buildPolicyShelf(facts);
  const profiles = buildProfiles({ nodes: new Map(nodes), of: (kind) => facts.of(kind) }, shelf, base.signatures);
  return { account, facts, touched, profiles };
}

function isEntangled(base: ActorBase, { account, profiles }: AccountPart): boolean {
  return [...profiles, ...(base.estate.profilesOf.get(account) ?? [])].some((profile) => base.isEntangled(profile));
}

function isEntangledAt({ estate, isEntangled: test }: ActorBase, id: string): boolean {
  const profile = estate.profileOf.get(id);
  return profile !== undefined && test(profile);
}

/** The account as rules see it, with these profiles alone as actors. */
function estateWith(
  { estate, trustsFor }: ActorBase,
  { account, facts }: Pick<AccountPart, 'account' | 'facts'>,
  actors: readonly Profile[],
  profileOf: Estate['profileOf'],
): Estate {
  const profiles = actors.map((profile, index) => ({ ...profile, index }));
  const profilesOf = new Map([[account, profiles]]);
  return { ...estate, index: facts, profiles, profilesOf, profileOf, trusts: trustsFor(account) };
}

/** Rules by which what an actor does to others hangs on what binds those. */
const iamKinds = [
  'CAN_WRITE_POLICY',
  'CAN_JOIN_GROUP',
  'CAN_TAKE_CREDENTIAL',
  'CAN_CHANGE_TRUST',
  'CAN_CREATE_PRINCIPAL',
];
const iamRules = edgeRules.filter(({ kind }) => iamKinds.includes(kind));

/** Whether somebody whose own permissions stay may do other things to those whose permissions change. */
function otherIamFindings(base: ActorBase, part: AccountPart, profileOf: Estate['profileOf']): boolean {
  const actors = (base.estate.profilesOf.get(part.account) ?? []).filter(
    (profile) => base.callsIam(profile) && !profile.members.every((id) => part.touched.identities.has(id)),
  );
  if (actors.length === 0) return false;
  const found = (facts: FactIndex, of: Estate['profileOf']): string => {
    const estate = estateWith(base, { account: part.account, facts }, actors, of);
    return JSON.stringify(iamRules.map((rule) => [...rule.derive(estate)]));
  };
  const key = `${part.account} ${actors.map(({ index }) => index).join(' ')}`;
  const was = base.foundBefore.get(key) ?? found(base.narrow(base.estate.index, part.account), base.estate.profileOf);
  base.foundBefore.set(key, was);
  return was !== found(part.facts, profileOf);
}

/** Edges from an identity to the profiles that say what it may do. */
function profileEdges(graph: OpenGraph, node: number): readonly number[] {
  const { offsets, targets } = graph.data.csr;
  const edges: number[] = [];
  for (let e = offsets[node]; e < offsets[node + 1]; e++) if (graph.kind(targets[e]) === 'profile') edges.push(e);
  return edges;
}

/** Identities from which some way, under whatever conditions, leads to one of the nodes. */
function leadingTo(graph: OpenGraph, nodes: readonly number[]): Uint32Array {
  const depth = hops(graph.reverse, nodes);
  return graph.nodesWhere((node) => depth[node] !== UNREACHED && graph.category(node) === 'identity');
}

function membershipEdges({ graph, estate }: ActorBase, altered: AlteredFacts) {
  const moved = altered.moved().filter((fact): fact is FactOf<'membership'> => fact.fact === 'membership');
  const now = new Set(altered.of('membership'));
  const { offsets, targets } = graph.data.csr;
  const gone = moved
    .filter((fact) => !now.has(fact))
    .flatMap(({ member, group }) => {
      const [tail, head] = [graph.indexOf(member), graph.indexOf(group)];
      if (tail === undefined || head === undefined) return [];
      const row = Array.from({ length: offsets[tail + 1] - offsets[tail] }, (_, at) => offsets[tail] + at);
      return row.filter((e) => targets[e] === head && graph.text(graph.data.edgeKind[e]) === memberOf.kind);
    });
  const come = moved.filter((fact) => now.has(fact));
  const index: FactIndex = {
    nodes: estate.index.nodes,
    of: <K extends Fact['fact']>(kind: K) => (kind === 'membership' ? come : []) as unknown as readonly FactOf<K>[],
  };
  const edges = [...memberOf.derive({ ...estate, index })].flatMap(({ from, to, conditions, evidence }) => {
    const [tail, head] = ['node' in from ? graph.indexOf(from.node) : undefined, graph.indexOf(to[0])];
    const said = { kind: memberOf.kind, rule: memberOf.kind, conditions, evidence, hop: 1, cost: memberOf.cost };
    return tail === undefined || head === undefined ? [] : [{ from: tail, to: head, said }];
  });
  return { gone, come: edges };
}
