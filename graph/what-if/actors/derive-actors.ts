import type { Finding, Said } from '../../../edges/define-edge.ts';
import { edgeRules } from '../../../edges/edge-doc.ts';
import type { Estate } from '../../../edges/estate/estate.ts';
import { innerEdge, type NewEdge } from '../../graph-builder.ts';
import type { PatchEdge } from '../../patch-graph.ts';
import type { ActorBase } from './actor-base.ts';

/** Rules whose edges begin at nodes that are there whatever any identity may do. */
const ofNodesAlone: ReadonlySet<string> = new Set([
  'AUTHENTICATES_AS',
  'CAN_FEDERATE_INTO',
  'CAN_LEAD_ORGANIZATION',
  'CAN_LEAVE_ACCOUNT',
  'CONTROLS',
  'HOLDS_CREDENTIAL',
  'MEMBER_OF',
  'RELATED',
  'RUNS_AS',
]);

/** As in graph/derive-graph.ts. */
const conditionalCost = 2;
const setThreshold = 4;
const toMember: NewEdge = { ...innerEdge, hop: 1 };

/** Puts what rules find of actors into edges of a patch; sets and profiles are nodes of the patch's own. */
export class ActorEdges {
  readonly edges: PatchEdge[] = [];
  innerNodes = 0;
  readonly #base: ActorBase;
  readonly #sets = new Map<readonly string[], KnownSet[]>();

  constructor(base: ActorBase) {
    this.#base = base;
  }

  /** Runs the rules for the estate's profiles and links their members; a way into a virtual profile is not for here. */
  add(estate: Estate): void {
    const profiles = estate.profiles.map(({ members }) => {
      const profile = this.#inner();
      for (const member of members) {
        const identity = this.#base.graph.indexOf(member);
        if (identity !== undefined) this.edges.push({ from: identity, to: profile, said: innerEdge });
      }
      return profile;
    });
    for (const rule of edgeRules) {
      if (ofNodesAlone.has(rule.kind)) continue;
      for (const finding of rule.derive(estate)) {
        const { conditions, evidence, from } = finding;
        const cost = rule.cost + (conditions.length > 0 ? conditionalCost : 0);
        const words = { kind: finding.kind ?? rule.kind, rule: finding.rule ?? rule.kind };
        const tails = 'profiles' in from ? from.profiles : 'profile' in from ? [from.profile] : [];
        for (const at of tails) this.#place(profiles[at], finding, { ...words, conditions, evidence, hop: 1, cost });
      }
    }
  }

  #place(tail: number, finding: Finding, said: NewEdge): void {
    const known = this.#sets.get(finding.to)?.find(({ hold, each }) => hold === finding.hold && each === finding.each);
    const heads = known === undefined ? this.#heads(finding) : [];
    if (known === undefined && heads.length < setThreshold) {
      for (const { node, own } of heads)
        this.edges.push({ from: tail, to: node, said: own === undefined ? said : united(said, own) });
      return;
    }
    const set = known?.set ?? this.#set(finding, heads);
    this.edges.push({ from: tail, to: set, said: { ...said, hop: 0 } });
  }

  #heads({ to, hold, each }: Finding): readonly Head[] {
    return to.flatMap((id, at) => {
      const node = this.#base.graph.indexOf(id);
      if (node === undefined) return [];
      const facet = hold === undefined ? undefined : this.#base.facetsOf(node)?.get(hold);
      return [{ node: facet ?? node, own: each?.[at] }];
    });
  }

  #set({ to, hold, each }: Finding, heads: readonly Head[]): number {
    const set = this.#inner();
    const sayings = new Map<Said, NewEdge>();
    for (const [node, own] of new Map(heads.map((head) => [head.node, head.own]))) {
      const said = own === undefined ? toMember : (sayings.get(own) ?? { ...toMember, ...own });
      if (own !== undefined) sayings.set(own, said);
      this.edges.push({ from: set, to: node, said });
    }
    this.#sets.set(to, [...(this.#sets.get(to) ?? []), { hold, each, set }]);
    return set;
  }

  #inner(): number {
    return this.#base.graph.nodeCount + this.innerNodes++;
  }
}

interface Head {
  readonly node: number;
  readonly own: Said | undefined;
}

interface KnownSet {
  readonly hold: Finding['hold'];
  readonly each: Finding['each'];
  readonly set: number;
}

function united(said: NewEdge, { conditions, evidence }: Said): NewEdge {
  const all = [...new Set([...said.conditions, ...conditions])];
  const isFirst = said.conditions.length === 0 && all.length > 0;
  const cost = said.cost + (isFirst ? conditionalCost : 0);
  return { ...said, conditions: all, evidence: [...said.evidence, ...evidence], cost };
}
