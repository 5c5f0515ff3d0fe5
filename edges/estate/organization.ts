import type { FactOf } from '../../model/records.ts';
import type { FactIndex } from './fact-index.ts';

/** The way from the organisation's root to an account. */
export interface AccountPlace {
  /** Scope that the organisation was read as. */
  readonly organization: string;
  /** `o-…`; undefined where the source did not say it. */
  readonly organizationId: string | undefined;
  readonly isManagement: boolean;
  /** Root, units, account: outermost first. */
  readonly levels: readonly string[];
}

/** Organisation policies of each level, outermost first; no levels where none of the type is attached anywhere. */
export type PolicyLevels = readonly (readonly FactOf<'organization-policy'>[])[];

/** Where accounts stand and what binds them. */
export interface Organization {
  /** Some source said which accounts are in it, and its id: an account without a place is outside. */
  readonly isRead: boolean;
  place(account: string): AccountPlace | undefined;
  policies(account: string, type: 'SCP' | 'RCP'): PolicyLevels;
}

/** Longest chain of units that is followed; AWS allows five. */
const maximumDepth = 32;

export function buildOrganization(index: FactIndex): Organization {
  const parents = new Map(index.of('organization-unit').map(({ unit, parent }) => [unit, parent]));
  const accounts = new Map(index.of('account').map((fact) => [fact.account, fact]));
  const organizations = new Map(index.of('organization').map((fact) => [fact.origin.scope, fact]));
  const policies = index.of('organization-policy');

  const placeOf = (fact: FactOf<'account'>): AccountPlace => {
    const { account } = fact;
    const levels = [account];
    for (let unit = fact.unit; unit !== undefined && levels.length < maximumDepth; unit = parents.get(unit))
      levels.unshift(unit);
    const organization = organizations.get(fact.origin.scope);
    return {
      organization: fact.origin.scope,
      organizationId: organization && idOf(organization),
      isManagement: organization?.managementAccount === account,
      levels,
    };
  };

  const places = new Map([...accounts].map(([account, fact]) => [account, placeOf(fact)]));
  const place = (account: string): AccountPlace | undefined => places.get(account);
  return {
    isRead: organizations.size > 0 && [...organizations.values()].every((fact) => idOf(fact) !== undefined),
    place,
    policies(account, type) {
      const levels = place(account)?.levels ?? [];
      const sameType = policies.filter((policy) => policy.type === type);
      const attached = levels.map((level) => sameType.filter(({ targets }) => targets.includes(level)));
      // A level without any policy cannot exist while the type is switched on: the last one cannot be detached.
      const written = attached.filter((level) => level.length > 0);
      return written.length === 0 ? [] : written;
    },
  };
}

function idOf({ id }: FactOf<'organization'>): string | undefined {
  return id.startsWith('o-') ? id : undefined;
}
