import type { Change } from '../../model/change.ts';
import type { Grant, Removal } from '../../graph/plan/grant.ts';
import type { PlannedChange } from '../../queries/plan/plan.ts';
import type { Prices } from './prices.ts';

const useOrder: Readonly<Record<PlannedChange['use'], number>> = { 'never seen': 0, unknown: 1, 'in use': 2 };

/** A change and the grant that it takes away. */
export interface GrantStep {
  readonly grant: Grant;
  readonly step: PlannedChange;
}

/**
 * The changes in the order in which they are to be made: privileges before credentials, and of each what was never seen
 * in use first. Statements are named by their place as it is when their turn comes.
 */
export function orderedSteps(grants: readonly Grant[], prices: Prices): readonly GrantStep[] {
  const priced = grants.map((grant) => ({ grant, priced: prices.of(grant) }));
  const hasPrivileges = grants.some(({ removal }) => !isCredential(removal));
  const inOrder = priced.toSorted(
    (a, b) =>
      Number(isCredential(a.grant.removal)) - Number(isCredential(b.grant.removal)) ||
      useOrder[a.priced.use] - useOrder[b.priced.use] ||
      a.grant.index - b.grant.index,
  );
  const removed = new Map<string, number[]>();
  return inOrder.map(({ grant, priced: said }) => {
    const { removal } = grant;
    const reasons = hasPrivileges && isCredential(removal) ? [...said.reasons, afterPrivileges] : said.reasons;
    return { grant, step: { ...said, reasons, change: asItsTurnComes(removal, removed) } };
  });
}

const afterPrivileges =
  'after the privileges: what a credential opens is smaller then, and a new one does not bring them back';

function isCredential({ change }: Removal): boolean {
  return change === 'disable-credential';
}

/** A statement's place among those that are left. */
function asItsTurnComes(removal: Removal, removed: Map<string, number[]>): Change {
  if (removal.change !== 'remove-statement') return removal;
  const gone = removed.get(removal.policy) ?? [];
  const place = Number(removal.statement);
  removed.set(removal.policy, [...gone, place]);
  return { ...removal, statement: place - gone.filter((other) => other < place).length };
}
