import type { FactIndex } from '../../edges/estate/fact-index.ts';
import { groupBy } from '../../model/group-by.ts';

/** Who holds which policy, in person or by a group. */
export class Holders {
  readonly #holders: ReadonlyMap<string, readonly string[]>;
  readonly #policies: ReadonlyMap<string, readonly string[]>;
  readonly #members: ReadonlyMap<string, readonly string[]>;
  readonly #known = new Map<string, readonly string[]>();

  constructor(index: FactIndex) {
    const attachments = index.of('attachment');
    this.#holders = listsOf(
      attachments,
      ({ policy }) => policy,
      ({ holder }) => holder,
    );
    this.#policies = listsOf(
      attachments,
      ({ holder }) => holder,
      ({ policy }) => policy,
    );
    this.#members = listsOf(
      index.of('membership'),
      ({ group }) => group,
      ({ member }) => member,
    );
  }

  /** Identities that hold the policy, each once. */
  of(policy: string): readonly string[] {
    const known = this.#known.get(policy);
    if (known !== undefined) return known;
    const holders = [...new Set((this.#holders.get(policy) ?? []).flatMap((holder) => this.membersOf(holder)))];
    this.#known.set(policy, holders);
    return holders;
  }

  /** Members of a group; anybody else alone. */
  membersOf(holder: string): readonly string[] {
    return this.#members.get(holder) ?? [holder];
  }

  policiesOf(holder: string): readonly string[] {
    return this.#policies.get(holder) ?? [];
  }
}

function listsOf<T>(items: readonly T[], keyOf: (item: T) => string, valueOf: (item: T) => string) {
  return new Map([...groupBy(items, keyOf)].map(([key, found]) => [key, found.map(valueOf)]));
}
