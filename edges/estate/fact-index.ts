import type { AmbitRecord, Fact, FactOf, NodeRecord } from '../../model/records.ts';
import { recordKey } from '../../model/record-key.ts';

/** What all sources said, by kind of fact; a thing said twice stands once, as it was last seen. */
export interface FactIndex {
  /** By id; what several records say of one node is put together. */
  readonly nodes: ReadonlyMap<string, NodeRecord>;
  of<K extends Fact['fact']>(kind: K): readonly FactOf<K>[];
}

/** Reads records once, in any order. */
export class FactIndexBuilder {
  readonly #nodes = new Map<string, NodeRecord>();
  readonly #facts = new Map<Fact['fact'], Map<string, AmbitRecord>>();

  add(record: AmbitRecord): void {
    if (record.record === 'node') {
      const known = this.#nodes.get(record.id);
      this.#nodes.set(record.id, known === undefined ? record : mergeNodes(known, record));
      return;
    }
    const sameKind = this.#facts.get(record.fact) ?? new Map<string, AmbitRecord>();
    this.#facts.set(record.fact, sameKind);
    const key = recordKey(record);
    const known = sameKind.get(key);
    if (known === undefined || known.origin.observedAt <= record.origin.observedAt) sameKind.set(key, record);
  }

  build(): FactIndex {
    const facts = new Map([...this.#facts].map(([kind, byKey]) => [kind, [...byKey.values()]]));
    return {
      nodes: this.#nodes,
      of: <K extends Fact['fact']>(kind: K) => (facts.get(kind) ?? []) as unknown as readonly FactOf<K>[],
    };
  }
}

/** A description wins over a stand-in; of two descriptions the later one's fields win, and neither's are lost. */
function mergeNodes(a: NodeRecord, b: NodeRecord): NodeRecord {
  if (a.standIn !== b.standIn) return a.standIn ? b : a;
  const [older, newer] = a.origin.observedAt <= b.origin.observedAt ? [a, b] : [b, a];
  return {
    ...older,
    ...newer,
    tags: { ...older.tags, ...newer.tags },
    properties: { ...older.properties, ...newer.properties },
  };
}
