import type { FactIndex } from '../../../edges/estate/fact-index.ts';
import { recordNames } from '../../../model/record-key.ts';
import type { Fact, FactOf } from '../../../model/records.ts';

/** Facts that are about no single account, or that somebody of another account may name: a policy. */
const everywhere: ReadonlySet<Fact['fact']> = new Set([
  'organization',
  'organization-unit',
  'account',
  'organization-policy',
  'policy',
]);

/** What is said of one account, and what stands over all: enough for rules whose actors are of that account. */
export function narrowFacts(facts: FactIndex, account: string): FactIndex {
  const lists = new Map<Fact['fact'], readonly unknown[]>();
  return {
    nodes: new Map([...facts.nodes].filter(([id, { origin }]) => id.includes(account) || origin.scope === account)),
    of<K extends Fact['fact']>(kind: K): readonly FactOf<K>[] {
      const all = facts.of(kind);
      if (everywhere.has(kind)) return all;
      const known = lists.get(kind) as readonly FactOf<K>[] | undefined;
      if (known !== undefined) return known;
      const found = all.filter((fact) => {
        const [first] = recordNames(fact);
        return first.includes(account) || fact.origin.scope === account;
      });
      lists.set(kind, found);
      return found;
    },
  };
}
