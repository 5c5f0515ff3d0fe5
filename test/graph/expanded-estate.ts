import { DirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';
import type { Level } from '../../edges/access/levels.ts';
import { typeLevels } from '../../edges/access/type-levels.ts';
import type { Finding, Hold } from '../../edges/define-edge.ts';
import { membersOf } from '../helpers/estate-derived.ts';
import { edgeRules } from '../../edges/edge-doc.ts';
import type { Estate } from '../../edges/estate/estate.ts';
import type { Target } from '../../edges/estate/judge.ts';
import { buildPolicyShelf } from '../../edges/estate/policies.ts';
import { buildProfiles, type Profile } from '../../edges/estate/profiles.ts';
import { groupBy } from '../../model/group-by.ts';
import { roleTarget } from '../../edges/role-target.ts';

/**
 * The slow twin of the derived graph: every identity judged by itself against every role and every resource, one edge a
 * pair, no profiles, no sets, no inner nodes but one a hold.
 *
 * @param keys objects that are asked about in each bucket
 */
export class ExpandedEstate {
  readonly #certain = new DirectedGraph();
  readonly #possible = new DirectedGraph();

  constructor(estate: Estate, keys: readonly string[]) {
    const lone = withLoneProfiles(estate);
    for (const rule of edgeRules.filter(({ kind }) => !judgedHere.has(kind)))
      for (const finding of rule.derive(lone)) this.#addFinding(lone.profiles, finding);
    for (const profile of lone.profiles) {
      for (const role of estate.trusts.keys()) this.#addAssumption(estate, profile, role);
      this.#addHolds(estate, profile, keys);
    }
  }

  /** Ids that a breadth-first search from the identity meets, itself left out. */
  reached(from: string, certainty: 'certain' | 'possible'): ReadonlySet<string> {
    const graph = certainty === 'certain' ? this.#certain : this.#possible;
    const met = new Set<string>();
    if (graph.hasNode(from)) bfsFromNode(graph, from, (node) => void met.add(node.slice(node.indexOf('\n') + 1)));
    met.delete(from);
    return met;
  }

  #addFinding(profiles: readonly Profile[], { from, to, hold, conditions }: Finding): void {
    const tails = 'node' in from ? [held(from.node, from.hold)] : membersOf(profiles, from);
    for (const tail of tails) for (const head of to) this.#add(tail, held(head, hold), conditions.length === 0);
    if (hold !== undefined) for (const head of to) this.#open(head, hold);
  }

  #addAssumption(estate: Estate, profile: Profile, role: string): void {
    const target = roleTarget(estate, role);
    const grant = target && estate.judge(profile, 'sts:AssumeRole', target);
    if (grant) this.#add(profile.members[0], role, grant.conditions.length === 0);
  }

  #addHolds(estate: Estate, profile: Profile, keys: readonly string[]): void {
    for (const { id, properties, tags = {}, region, origin } of estate.index.nodes.values()) {
      const type = properties['type'];
      if (typeof type !== 'string') continue;
      const resource = estate.resources.inAccount(origin.scope, type).find((candidate) => candidate.id === id);
      const base = { account: origin.scope, tags, policy: resource?.policy, ...(region ? { region } : {}) };
      const asked = Object.entries(typeLevels(estate.resources, type)).flatMap(([level, actions]) =>
        actions.flatMap((action) => {
          const places = action.includes('Object') ? keys.map((key) => `${id}/${key}`) : [id];
          return places.map((arn) => ({ action, level: level as Level, id, target: { ...base, arn } }));
        }),
      );
      for (const one of asked) this.#addHold(estate, profile, one);
    }
  }

  #addHold(
    estate: Estate,
    profile: Profile,
    asked: { readonly action: string; readonly level: Level; readonly id: string; readonly target: Target },
  ): void {
    const grant = estate.judge(profile, asked.action, asked.target);
    if (!grant) return;
    this.#add(profile.members[0], held(asked.id, asked.level), grant.conditions.length === 0);
    this.#open(asked.id, asked.level);
  }

  /** What a hold includes, and the thing itself. */
  #open(id: string, hold: Hold): void {
    const included: Readonly<Record<Hold, readonly Hold[]>> = {
      read: [],
      write: [],
      code: ['read'],
      administer: ['read', 'write', 'code'],
    };
    this.#add(held(id, hold), id, true);
    for (const inner of included[hold]) this.#add(held(id, hold), held(id, inner), true);
  }

  #add(from: string, to: string, isCertain: boolean): void {
    this.#possible.mergeEdge(from, to);
    if (isCertain) this.#certain.mergeEdge(from, to);
  }
}

/** Rules whose profiles and sets are what is doubted. */
const judgedHere = new Set(['CAN_ASSUME', 'CAN_READ', 'CAN_WRITE', 'CAN_ADMINISTER']);

/** The estate with a profile for each identity. */
function withLoneProfiles(estate: Estate): Estate {
  const profiles = buildProfiles(estate.index, buildPolicyShelf(estate.index), loners);
  return {
    ...estate,
    profiles,
    profilesOf: groupBy(profiles, ({ account }) => account),
    profileOf: new Map(profiles.map((profile) => [profile.members[0], profile])),
  };
}

const loners = { of: ({ id }: { readonly id: string }) => [id], tells: () => true, sessions: () => [] };

function held(id: string, hold: Hold | undefined): string {
  return hold === undefined ? id : `${hold}\n${id}`;
}
