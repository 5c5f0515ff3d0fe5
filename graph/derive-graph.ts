import type { Finding, Hold, Place, Said } from '../edges/define-edge.ts';
import { edgeRules } from '../edges/edge-doc.ts';
import type { Estate } from '../edges/estate/estate.ts';
import { withVirtualProfiles } from '../edges/escalation/with-virtual-profiles.ts';
import { none, type CompiledGraph } from './compiled-graph.ts';
import { GraphBuilder, innerEdge, type NewEdge } from './graph-builder.ts';
import { addNodes } from './graph-nodes.ts';

/** Added to the cost of a step that holds only under conditions, so that certain ways come first. */
const conditionalCost = 2;

/** Fewer targets than this get an edge each; more are interned as one set. */
const setThreshold = 4;

/** Which hold includes which: who rewrites a resource's policy may read it and choose its code. */
const includes: Readonly<Record<Hold, readonly Hold[]>> = {
  read: [],
  write: [],
  code: ['read'],
  administer: ['read', 'write', 'code'],
};

/** Runs every rule over the estate and closes what they find into one graph. */
export function deriveGraph(facts: Estate): CompiledGraph {
  const estate = withVirtualProfiles(facts);
  const derivation = new Derivation(estate);
  for (const rule of edgeRules) {
    for (const finding of rule.derive(estate)) {
      const { conditions, evidence } = finding;
      const cost = rule.cost + (conditions.length > 0 ? conditionalCost : 0);
      const kind = finding.kind ?? rule.kind;
      derivation.add(finding, { kind, rule: finding.rule ?? rule.kind, conditions, evidence, hop: 1, cost });
    }
  }
  return derivation.close();
}

/** A target, and what is said of it alone. */
interface Head {
  readonly node: number;
  readonly own: Said | undefined;
}

/** The set of a list of targets that are held in a way, with a word for each. */
interface KnownSet {
  readonly hold: Hold | undefined;
  readonly each: readonly Said[] | undefined;
  readonly set: number;
}

/** From a set to each of its members. */
const toMember: NewEdge = { ...innerEdge, hop: 1 };

function united(said: NewEdge, { conditions, evidence }: Said): NewEdge {
  const all = [...new Set([...said.conditions, ...conditions])];
  const isFirst = said.conditions.length === 0 && all.length > 0;
  const cost = said.cost + (isFirst ? conditionalCost : 0);
  return { ...said, conditions: all, evidence: [...said.evidence, ...evidence], cost };
}

class Derivation {
  readonly #builder = new GraphBuilder();
  /** Says nothing: of edges that only give the graph its shape, and of those to members of a set. */
  readonly #silent = this.#builder.saying(innerEdge);
  readonly #plain = this.#builder.saying(toMember);
  readonly #profiles: readonly number[];
  readonly #sets = new Map<string, number>();
  /** Sets by the very list that was found, which many findings share. */
  readonly #setsOf = new WeakMap<readonly string[], KnownSet[]>();
  /** What sets say of members, by what was found of them. */
  readonly #sayingOf = new Map<Said, number>();
  readonly #groups = new Map<string, number>();
  /** Facet nodes by resource index: one for each hold from which something follows. */
  readonly #facets = new Map<number, Map<Hold, number>>();

  constructor(estate: Estate) {
    addNodes(this.#builder, estate);
    this.#profiles = estate.profiles.map(({ index, members }) => {
      const profile = this.#inner(`profile ${index}`, none);
      for (const member of members) {
        const identity = this.#builder.indexOf(member);
        if (identity !== undefined) this.#builder.edge(identity, profile, this.#silent);
      }
      return profile;
    });
    for (const { workload } of estate.index.of('runs-as')) this.#addFacets(workload);
    for (const { holder } of estate.index.of('holds-credential')) this.#addFacets(holder);
  }

  add(finding: Finding, said: NewEdge): void {
    const tail = this.#place(finding.from);
    if (tail === undefined) return;
    const { gains, to } = finding;
    if (gains !== undefined) return this.#builder.edge(tail, this.#opened(gains, to[0]), this.#builder.saying(said));
    const set = this.#knownSet(finding);
    if (set !== undefined) return this.#builder.edge(tail, set, this.#builder.saying({ ...said, hop: 0 }));
    const heads = this.#heads(finding, tail);
    if (heads.length >= setThreshold) {
      this.#builder.edge(tail, this.#keepSet(finding, heads), this.#builder.saying({ ...said, hop: 0 }));
    } else {
      for (const { node, own } of heads)
        this.#builder.edge(tail, node, this.#builder.saying(own === undefined ? said : united(said, own)));
    }
  }

  #heads({ to, hold, each }: Finding, tail: number): readonly Head[] {
    const heads: Head[] = [];
    for (const [at, id] of to.entries()) {
      const node = this.#head(id, hold);
      if (node !== undefined && node !== tail) heads.push({ node, own: each?.[at] });
    }
    return heads;
  }

  #knownSet({ from, to, hold, each }: Finding): number | undefined {
    // A node may be among its own targets, and is left out then; inner nodes never are.
    if ('node' in from) return undefined;
    return this.#setsOf.get(to)?.find((known) => known.hold === hold && known.each === each)?.set;
  }

  #keepSet({ from, to, hold, each }: Finding, heads: readonly Head[]): number {
    const set = this.#set(heads);
    if (!('node' in from)) this.#setsOf.set(to, [...(this.#setsOf.get(to) ?? []), { hold, each, set }]);
    return set;
  }

  close(): CompiledGraph {
    return this.#builder.build();
  }

  #place(place: Place): number | undefined {
    if ('profile' in place) return this.#profiles[place.profile];
    if ('profiles' in place) return this.#group(place.profiles);
    return this.#head(place.node, place.hold);
  }

  /** The profile, or what is read as the node that the way into it leads through. */
  #opened(profile: number, through: string | undefined): number {
    const shownAs = through === undefined ? undefined : this.#builder.indexOf(through);
    if (shownAs === undefined) return this.#profiles[profile];
    const name = `changed ${profile} ${through}`;
    const known = this.#builder.indexOf(`\0${name}`);
    if (known !== undefined) return known;
    const opened = this.#inner(name, shownAs);
    this.#builder.edge(opened, this.#profiles[profile], this.#silent);
    return opened;
  }

  /** The node, or its facet for the hold where something follows from that hold. */
  #head(id: string, hold: Hold | undefined): number | undefined {
    const node = this.#builder.indexOf(id);
    if (node === undefined || hold === undefined) return node;
    return this.#facets.get(node)?.get(hold) ?? node;
  }

  /** A node for several profiles, so that what all of them hold is said once. */
  #group(profiles: readonly number[]): number {
    const key = profiles.join(' ');
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = this.#inner(`group ${this.#groups.size}`, none);
    this.#groups.set(key, group);
    for (const profile of profiles) this.#builder.edge(this.#profiles[profile], group, this.#silent);
    return group;
  }

  /** An interned set: equal sets, of which the same is said, are one node, whoever reaches them. */
  #set(heads: readonly Head[]): number {
    const said = new Map<number, Said | undefined>();
    for (const { node, own } of heads) said.set(node, own);
    const nodes = Uint32Array.from(said.keys()).sort();
    const sayings = nodes.map((node) => this.#memberSaying(said.get(node)));
    let key = '';
    for (const [at, node] of nodes.entries())
      key += sayings[at] === this.#plain ? `${node},` : `${node} ${sayings[at]},`;
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const set = this.#inner(`set ${this.#sets.size}`, none);
    this.#sets.set(key, set);
    for (const [at, node] of nodes.entries()) this.#builder.edge(set, node, sayings[at]);
    return set;
  }

  #memberSaying(own: Said | undefined): number {
    if (own === undefined) return this.#plain;
    const known = this.#sayingOf.get(own);
    if (known !== undefined) return known;
    const saying = this.#builder.saying({ ...toMember, ...own });
    this.#sayingOf.set(own, saying);
    return saying;
  }

  #addFacets(id: string): void {
    const node = this.#builder.indexOf(id);
    if (node === undefined || this.#facets.has(node)) return;
    const facets = new Map<Hold, number>();
    for (const hold of ['read', 'code', 'administer'] as const) {
      const facet = this.#inner(`${hold} ${id}`, node);
      facets.set(hold, facet);
      this.#builder.edge(facet, node, this.#silent);
    }
    for (const [hold, facet] of facets) {
      for (const included of includes[hold]) {
        const inner = facets.get(included);
        if (inner !== undefined) this.#builder.edge(facet, inner, this.#silent);
      }
    }
    this.#facets.set(node, facets);
  }

  #inner(name: string, shownAs: number): number {
    return this.#builder.node({
      id: `\0${name}`,
      name: '',
      kind: name.slice(0, name.indexOf(' ')),
      category: 'inner',
      weight: 0,
      human: false,
      scope: '',
      owner: undefined,
      findings: [],
      shownAs,
    });
  }
}
