import type { FactIndex } from '../../edges/estate/fact-index.ts';
import { groupBy } from '../../model/group-by.ts';
import type { FactOf } from '../../model/records.ts';
import { inForce, statementsOf } from '../../graph/plan/statements.ts';
import type { GrantTable } from '../../graph/plan/grant-table.ts';
import type { Grant } from '../../graph/plan/grant.ts';
import type { PlannedChange } from '../../queries/plan/plan.ts';
import type { Keep } from './keep-file.ts';
import { allowsUse } from './uses.ts';

/** What a change costs more when what it takes away is in use. */
const inUse = 2;

/** What a change costs more when it takes away other things too. */
const takesMore = 1;

/** What a grant's going costs, and why. */
export type Priced = Omit<PlannedChange, 'change'>;

/** Prices grants: 1, more for what is in use, for what many feel and for what takes more away than one statement. */
export class Prices {
  readonly #index: FactIndex;
  readonly #keep: Keep;
  readonly #uses: ReadonlyMap<string, readonly FactOf<'use'>[]>;
  readonly #policies: ReadonlyMap<string, FactOf<'policy'>>;
  readonly #policiesOf: ReadonlyMap<string, readonly FactOf<'attachment'>[]>;

  constructor(index: FactIndex, keep: Keep) {
    this.#index = index;
    this.#keep = keep;
    this.#uses = groupBy(index.of('use'), ({ identity }) => identity);
    this.#policies = new Map(index.of('policy').map((policy) => [policy.id, policy]));
    this.#policiesOf = groupBy(index.of('attachment'), ({ holder }) => holder);
  }

  /** By grant; Infinity for what must be kept. */
  all({ grants }: GrantTable): Float64Array {
    return Float64Array.from(grants, (grant) => (this.#keep.forbids(grant) ? Infinity : this.of(grant).cost));
  }

  of(grant: Grant): Priced {
    const base = this.#keep.costs[grant.removal.change] ?? 1;
    const felt = Math.floor(Math.log10(Math.max(1, grant.holders.length)));
    const { use, lastUsed } = this.#useOf(grant);
    const isWide = grant.removal.change !== 'remove-statement' && grant.statementCount > 1;
    const reasons = [
      ...(base === 1 ? [] : [`${grant.removal.change} costs ${base}`]),
      ...(use === 'in use' ? [`in use: +${inUse}`] : []),
      ...(felt > 0 ? [`${grant.holders.length} identities hold it: +${felt}`] : []),
      ...(isWide ? [`takes more away than one statement: +${takesMore}`] : []),
    ];
    const cost = base + felt + (use === 'in use' ? inUse : 0) + (isWide ? takesMore : 0);
    return { cost, reasons, use, lastUsed, felt: grant.holders.length };
  }

  #useOf({ removal, document, holders }: Grant): Pick<Priced, 'use' | 'lastUsed'> {
    if (removal.change === 'remove-statement' && document === 'policy')
      return this.#seen(holders, [removal.policy], Number(removal.statement));
    if (removal.change === 'detach-policy') return this.#seen(holders, [removal.policy]);
    if (removal.change === 'remove-member') {
      const held = this.#policiesOf.get(removal.group) ?? [];
      return this.#seen(
        holders,
        held.map(({ policy }) => policy),
      );
    }
    const properties = removal.change === 'disable-credential' ? this.#index.nodes.get(removal.id)?.properties : {};
    const lastUsed = properties?.['lastUsed'];
    return typeof lastUsed === 'string' ? { use: 'in use', lastUsed } : { use: 'unknown', lastUsed: null };
  }

  /** What those that hold the policies were seen to do that the policies, or one statement of them, allow. */
  #seen(holders: readonly string[], policies: readonly string[], only?: number): Pick<Priced, 'use' | 'lastUsed'> {
    const statements = policies.flatMap((id) => {
      const policy = this.#policies.get(id);
      return policy === undefined
        ? []
        : statementsOf(inForce(policy)).filter((_, at) => only === undefined || at === only);
    });
    const seen = holders.map((holder) => this.#uses.get(holder) ?? []);
    const last = seen
      .flat()
      .filter((use) => statements.some((statement) => allowsUse(statement, use)))
      .map(({ lastUsed }) => lastUsed)
      .sort();
    const lastUsed = last[last.length - 1];
    if (lastUsed !== undefined) return { use: 'in use', lastUsed };
    const isWatched = seen.length > 0 && seen.every((uses) => uses.length > 0);
    return { use: isWatched ? 'never seen' : 'unknown', lastUsed: null };
  }
}
