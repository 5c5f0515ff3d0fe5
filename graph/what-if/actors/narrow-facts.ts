import type { FactIndex } from '../../../edges/estate/fact-index.ts';
import { recordNames } from '../../../model/record-key.ts';
import type { Fact, FactOf, Origin } from '../../../model/records.ts';

/** Facts that are about no single account, or that somebody of another account may name: a policy. */
const everywhere: ReadonlySet<Fact['fact']> = new Set([
  'organization',
  'organization-unit',
  'account',
  'organization-policy',
  'policy',
]);

/** Narrows facts to what is said of one account, and what stands over all: enough for rules with actors of that account. */
export type Narrow = (facts: FactIndex, account: string) => FactIndex;

/** Lists that changes leave as they are, and they leave most, are looked through once. */
export function buildNarrow(): Narrow {
  const known = new Map<string, WeakMap<object, unknown>>();
  return (facts, account) => {
    const narrowed = known.get(account) ?? new WeakMap<object, unknown>();
    known.set(account, narrowed);
    const once = <T extends object>(all: T, narrow: (all: T) => T): T => {
      const found = (narrowed.get(all) as T | undefined) ?? narrow(all);
      narrowed.set(all, found);
      return found;
    };
    return {
      nodes: once(facts.nodes, (nodes) => new Map([...nodes].filter(([id, { origin }]) => isOf(account, id, origin)))),
      of<K extends Fact['fact']>(kind: K): readonly FactOf<K>[] {
        const all = facts.of(kind);
        if (everywhere.has(kind)) return all;
        return once(all, (list) => list.filter((fact) => isOf(account, recordNames(fact)[0], fact.origin)));
      },
    };
  };
}

function isOf(account: string, id: string, { scope }: Origin): boolean {
  return scope === account || id.includes(account);
}
