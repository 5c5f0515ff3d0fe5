import type { Evidence } from '../../model/answers.ts';
import { none } from '../compiled-graph.ts';
import { listAt } from '../list-table.ts';
import type { OpenGraph } from '../open-graph.ts';
import { textAt } from '../string-table.ts';
import { attachmentKey, credentialKey, membershipKey, relationKey, statementKey } from './grant-key.ts';
import type { GrantTable } from './grant-table.ts';

/** What an edge stands on: grants that are the same for all who take it, and those of each one's own. */
interface Footing {
  /** Indices of grants. */
  readonly shared: readonly number[];
  /** Policies that whoever takes it holds in person. */
  readonly policies: readonly string[];
  /** Groups by which whoever takes it holds a policy. */
  readonly groups: readonly string[];
}

/** A way from one of the sources to one of the targets. */
export interface Way {
  /** Node index. */
  readonly source: number;
  /** Edge indices, in order. */
  readonly edges: readonly number[];
  /** Indices of the grants that it stands on: without any one of them it is closed. */
  readonly grants: readonly number[];
}

/**
 * Finds ways through a graph that stand on no grant taken away, as evidence has it.
 *
 * An identity's own attachments and memberships are what tells it apart from others of its profile; who it is is
 * remembered on the way through inner nodes.
 */
export class Ways {
  readonly graph: OpenGraph;
  readonly #table: GrantTable;
  readonly #without: ReadonlySet<number>;
  /** By evidence list. */
  readonly #footings = new Map<number, Footing>();
  /** By edge, of those that a source said itself. */
  readonly #relations = new Map<number, Footing>();

  /** @param without indices of grants that the graph was derived without */
  constructor(graph: OpenGraph, table: GrantTable, without: readonly number[] = []) {
    this.graph = graph;
    this.#table = table;
    this.#without = new Set(without);
  }

  /** The way with fewest edges, or undefined. */
  find(sources: Iterable<number>, isTarget: Uint8Array, gone: ReadonlySet<number>): Way | undefined {
    const { csr } = this.graph.data;
    const search = new Search(this.graph.nodeCount);
    const touched = this.#touched(gone);
    const blocked = (edge: number, holder: number): boolean => {
      if (gone.size === 0) return false;
      const footing = this.#footing(edge);
      if (footing.shared.some((grant) => gone.has(grant))) return true;
      return touched.has(holder) && this.#own(footing, holder).some((grant) => gone.has(grant));
    };
    for (const source of sources) search.enter(source, { holder: source, edge: none, before: none, isOwn: false });
    for (let at = 0; at < search.places.length; at++) {
      const { node, holder } = search.places[at];
      for (let e = csr.offsets[node]; e < csr.offsets[node + 1]; e++) {
        const to = csr.targets[e];
        const heldBy = this.graph.isShown(to) ? to : holder;
        const isOwn = heldBy === holder && to !== heldBy && touched.has(holder);
        if (search.isKnown(to, isOwn ? holder : none) || blocked(e, holder)) continue;
        search.enter(to, { holder: heldBy, edge: e, before: at, isOwn });
        if (isTarget[to] === 1) return this.#wayTo(search);
      }
    }
    return undefined;
  }

  /** The grants that an edge stands on when this identity takes it. */
  grantsOf(edge: number, holder: number): readonly number[] {
    const footing = this.#footing(edge);
    return [...footing.shared, ...this.#own(footing, holder)];
  }

  get grantCount(): number {
    return this.#table.grants.length;
  }

  /** Every edge that leaves a node which a person sees, and the inner nodes behind it, each once. */
  eachEdgeOf(holder: number, visit: (edge: number) => void): void {
    const { csr } = this.graph.data;
    const seen = new Set([holder]);
    for (const node of seen) {
      for (let e = csr.offsets[node]; e < csr.offsets[node + 1]; e++) {
        visit(e);
        if (!this.graph.isShown(csr.targets[e])) seen.add(csr.targets[e]);
      }
    }
  }

  #wayTo({ places }: Search): Way {
    const edges: number[] = [];
    const grants = new Set<number>();
    let at = places.length - 1;
    for (; places[at].before !== none; at = places[at].before) {
      edges.push(places[at].edge);
      for (const grant of this.grantsOf(places[at].edge, places[places[at].before].holder)) grants.add(grant);
    }
    return { source: places[at].node, edges: edges.reverse(), grants: [...grants].sort((a, b) => a - b) };
  }

  /** Identities one of whose own attachments or memberships is gone. */
  #touched(gone: ReadonlySet<number>): ReadonlySet<number> {
    const touched = new Set<number>();
    for (const grant of gone) {
      const { removal } = this.#table.grants[grant];
      const id =
        removal.change === 'detach-policy' ? removal.from : removal.change === 'remove-member' ? removal.member : '';
      const node = id === '' ? undefined : this.graph.indexOf(id);
      if (node !== undefined) touched.add(node);
    }
    return touched;
  }

  #own({ policies, groups }: Footing, holder: number): readonly number[] {
    if (policies.length === 0 && groups.length === 0) return [];
    const id = this.graph.id(holder);
    const keys = [
      ...policies.map((policy) => attachmentKey(id, policy)),
      ...groups.map((group) => membershipKey(id, group)),
    ];
    return this.#grants(keys);
  }

  #footing(edge: number): Footing {
    const { edgeEvidence, edgeKind } = this.graph.data;
    // What a source says of two nodes is their own; other evidence says the same on every edge.
    const known = this.#footings.get(edgeEvidence[edge]) ?? this.#relations.get(edge);
    if (known !== undefined) return known;
    const evidence = this.#evidence(edge);
    const kind = this.graph.text(edgeKind[edge]);
    if (evidence.some(({ effect, statement }) => effect === 'Fact' && statement === kind && kind !== '')) {
      const said = { shared: this.#relation(edge, kind), policies: [], groups: [] };
      this.#relations.set(edge, said);
      return said;
    }
    const footing = this.#standingOn(evidence);
    this.#footings.set(edgeEvidence[edge], footing);
    return footing;
  }

  #relation(edge: number, kind: string): readonly number[] {
    const { nodeShownAs, csr } = this.graph.data;
    const from = nodeShownAs[this.graph.tails[edge]];
    const to = nodeShownAs[csr.targets[edge]];
    if (from === none || to === none) return [];
    return this.#grants([relationKey(this.graph.id(from), this.graph.id(to), kind)]);
  }

  #standingOn(evidence: readonly Evidence[]): Footing {
    const shared: string[] = [];
    const policies: string[] = [];
    const groups: string[] = [];
    for (const item of evidence) {
      const { document, statement, effect, via } = item;
      if (effect === 'Deny') continue;
      if (effect === 'Fact' && statement === 'status') shared.push(credentialKey(document));
      const at = effect === 'Allow' ? this.#table.statementAt(item, this.#without) : -1;
      if (at !== -1) shared.push(statementKey(document, at));
      if (effect === 'Fact' && statement !== 'not read') continue;
      if (via === undefined) policies.push(document);
      else {
        groups.push(via);
        shared.push(attachmentKey(via, document));
      }
    }
    return { shared: this.#grants(shared), policies, groups };
  }

  #grants(keys: readonly string[]): readonly number[] {
    return keys.flatMap((key) => this.#table.withKey(key)?.index ?? []);
  }

  #evidence(edge: number): readonly Evidence[] {
    const { evidenceLists, edgeEvidence, evidence } = this.graph.data;
    const items = listAt(evidenceLists, edgeEvidence[edge]);
    return Array.from(items, (item) => JSON.parse(textAt(evidence, item)) as Evidence);
  }
}

interface Step {
  /** The identity, or other node that a person sees, that was passed last. */
  readonly holder: number;
  /** Edge that led here. */
  readonly edge: number;
  /** Place of the step before. */
  readonly before: number;
  /** Counts for this holder alone. */
  readonly isOwn: boolean;
}

/** A breadth-first search that tells inner nodes apart by who came, where that makes a difference. */
class Search {
  readonly places: (Step & { readonly node: number })[] = [];
  readonly #known: Uint8Array;
  readonly #own = new Set<string>();

  constructor(nodeCount: number) {
    this.#known = new Uint8Array(nodeCount);
  }

  /** @param holder whose own the visit would be, or {@link none} */
  isKnown(node: number, holder: number): boolean {
    return this.#known[node] === 1 || (holder !== none && this.#own.has(`${node} ${holder}`));
  }

  enter(node: number, step: Step): void {
    if (step.isOwn) this.#own.add(`${node} ${step.holder}`);
    else this.#known[node] = 1;
    this.places.push({ node, ...step });
  }
}
