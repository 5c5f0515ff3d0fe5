import type { AmbitRecord, Fact, FactOf, FactRecord, NodeRecord, Origin } from '../../model/records.ts';
import { parseArn } from '../../model/arn.ts';
import { canonicalJson } from '../../model/json.ts';
import { recordKey } from '../../model/record-key.ts';
import { readAccounts } from './accounts.ts';

/** What all sources said, by kind of fact; a thing said twice stands once, as it was last seen. */
export interface FactIndex {
  /** By id, in the order of ids; what several records say of one node is put together. */
  readonly nodes: ReadonlyMap<string, NodeRecord>;
  /** In the order of what names them. */
  of<K extends Fact['fact']>(kind: K): readonly FactOf<K>[];
}

/** Reads records once; the index is the same in whatever order they come. */
export class FactIndexBuilder {
  readonly #nodes = new Map<string, NodeRecord>();
  readonly #facts = new Map<Fact['fact'], Map<string, FactRecord>>();

  add(record: AmbitRecord): void {
    if (record.record === 'node') {
      const known = this.#nodes.get(record.id);
      this.#nodes.set(record.id, known === undefined ? record : mergeNodes(known, record));
      return;
    }
    const sameKind = this.#facts.get(record.fact) ?? new Map<string, FactRecord>();
    this.#facts.set(record.fact, sameKind);
    const key = recordKey(record);
    const known = sameKind.get(key);
    if (known === undefined || isOlder(known, record)) sameKind.set(key, record);
  }

  build(): FactIndex {
    this.#dropNeedlessStandIns();
    const nodes = new Map(inOrder(this.#nodes));
    const facts = new Map([...this.#facts].map(([kind, byKey]) => [kind, inOrder(byKey).map(([, fact]) => fact)]));
    return {
      nodes,
      of: <K extends Fact['fact']>(kind: K) => (facts.get(kind) ?? []) as unknown as readonly FactOf<K>[],
    };
  }

  /** Whoever a document names in an account that was read is in that account, or is gone and can do nothing. */
  #dropNeedlessStandIns(): void {
    const accounts = readAccounts(this.#nodes.values());
    for (const { id, kind, standIn } of this.#nodes.values()) {
      const isPrincipal = kind === 'aws-account-principal' || kind === 'aws-foreign-principal';
      if (standIn && isPrincipal && accounts.has(parseArn(id)?.account ?? '')) this.#nodes.delete(id);
    }
  }
}

/** A description wins over a stand-in; of two descriptions the later one's fields win, and neither's are lost. */
function mergeNodes(a: NodeRecord, b: NodeRecord): NodeRecord {
  if ((a.standIn ?? false) !== (b.standIn ?? false)) return a.standIn ? b : a;
  const [older, newer] = isOlder(a, b) ? [a, b] : [b, a];
  return {
    ...older,
    ...newer,
    tags: { ...older.tags, ...newer.tags },
    properties: { ...older.properties, ...newer.properties },
  };
}

/** Time decides; what was seen at one time is put into an order of its own, so that reading order decides nothing. */
function isOlder(a: AmbitRecord, b: AmbitRecord): boolean {
  if (a.origin.observedAt !== b.origin.observedAt) return a.origin.observedAt < b.origin.observedAt;
  const [placeA, placeB] = [placeOf(a.origin), placeOf(b.origin)];
  return placeA === placeB ? canonicalJson(a) < canonicalJson(b) : placeA < placeB;
}

function placeOf({ source, scope, part }: Origin): string {
  return `${source}\n${scope}\n${part}`;
}

function inOrder<T>(entries: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
