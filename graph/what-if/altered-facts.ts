import type { FactIndex } from '../../edges/estate/fact-index.ts';
import { recordKey } from '../../model/record-key.ts';
import type { Fact, FactOf, FactRecord, NodeRecord, Origin } from '../../model/records.ts';

/** A shown edge that is to be gone whatever the facts say. */
export interface CutEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
}

/** What sources said with changes laid over it; the index under it stays as it is. */
export class AlteredFacts {
  readonly #base: FactIndex;
  readonly #lists = new Map<Fact['fact'], readonly FactRecord[]>();
  #nodes: Map<string, NodeRecord> | undefined;
  readonly cutEdges: CutEdge[] = [];
  readonly cutNodes = new Set<string>();

  constructor(base: FactIndex) {
    this.#base = base;
  }

  get nodes(): ReadonlyMap<string, NodeRecord> {
    return this.#nodes ?? this.#base.nodes;
  }

  of<K extends Fact['fact']>(kind: K): readonly FactOf<K>[] {
    return (this.#lists.get(kind) ?? this.#base.of(kind)) as readonly FactOf<K>[];
  }

  /** Puts facts in; one with the key of another replaces it. Each stands where its key orders it. */
  put(...facts: readonly FactRecord[]): void {
    for (const fact of facts) {
      const key = recordKey(fact);
      const list: FactRecord[] = [...this.of(fact.fact)];
      const at = firstFrom(list, key);
      const isSame = at < list.length && recordKey(list[at]) === key;
      list.splice(at, isSame ? 1 : 0, fact);
      this.#lists.set(fact.fact, list);
    }
  }

  /** Takes out the facts of a kind that the test names; how many went. */
  drop<K extends Fact['fact']>(kind: K, gone: (fact: FactOf<K>) => boolean): number {
    const before = this.of(kind);
    const kept = before.filter((fact) => !gone(fact));
    if (kept.length < before.length) this.#lists.set(kind, kept);
    return before.length - kept.length;
  }

  putNode(node: NodeRecord): void {
    const nodes = [...this.nodes].filter(([id]) => id !== node.id);
    const at = nodes.findIndex(([id]) => id > node.id);
    nodes.splice(at === -1 ? nodes.length : at, 0, [node.id, node]);
    this.#nodes = new Map(nodes);
  }

  dropNode(id: string): void {
    this.#nodes = new Map([...this.nodes].filter(([other]) => other !== id));
  }

  /** Facts that are not as they were: the old ones that went, the new ones that came. */
  moved(): readonly FactRecord[] {
    return [...this.#lists].flatMap(([kind, now]) => {
      const before: readonly FactRecord[] = this.#base.of(kind);
      const [old, kept] = [new Set(before), new Set(now)];
      return [...before.filter((fact) => !kept.has(fact)), ...now.filter((fact) => !old.has(fact))];
    });
  }

  /** Ids of nodes that came, went or are described otherwise. */
  movedNodes(): readonly string[] {
    if (this.#nodes === undefined) return [];
    const [before, now] = [this.#base.nodes, this.#nodes];
    const gone = [...before.keys()].filter((id) => !now.has(id));
    return [...gone, ...[...now].flatMap(([id, node]) => (before.get(id) === node ? [] : [id]))];
  }

  /** The facts as rules read them; later changes do not touch it. */
  index(): FactIndex {
    const lists = new Map(this.#lists);
    const base = this.#base;
    return {
      nodes: this.nodes,
      of: <K extends Fact['fact']>(kind: K) => (lists.get(kind) ?? base.of(kind)) as readonly FactOf<K>[],
    };
  }
}

/** Origin of what a change says of AWS, in the account that it is about. */
export function changeOrigin(scope: string): Origin {
  return { source: 'aws', scope, part: 'what-if', observedAt: '' };
}

/** Place of the first fact whose key is not before this one. */
function firstFrom(facts: readonly FactRecord[], key: string): number {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (recordKey(facts[middle]) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
