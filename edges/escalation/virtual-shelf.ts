import { mayAllowAction } from '../../policy/inspect.ts';
import type { Estate } from '../estate/estate.ts';
import type { Profile } from '../estate/profiles.ts';
import type { PrincipalSignatures } from '../estate/signatures.ts';
import type { Opening } from '../estate/virtual-profiles.ts';
import { allSignatures } from './all-signatures.ts';
import { gripActions } from './grips.ts';
import { groupBy } from '../../model/group-by.ts';

/** At most so many virtual profiles are worked out. */
const maximumProfiles = 4096;

/** A way to widen what binds an identity. */
export interface Widening extends Omit<Opening, 'gains' | 'account'> {
  readonly actor: string;
  /** What binds the actor then. */
  readonly after: Pick<Profile, 'policies' | 'boundary' | 'unread'>;
  /** What bound it before. */
  readonly before: Profile;
}

/** Keeps virtual profiles, equal ones once. */
export class VirtualShelf {
  readonly #estate: Estate;
  #signatures: PrincipalSignatures | undefined;
  readonly #byKey = new Map<string, number>();
  readonly #made: Profile[] = [];
  readonly #actors = new Map<number, string>();
  readonly #openings: Opening[] = [];

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /** Takes an opening in; one too many gains what nobody worked out, under a condition that says so. */
  open({ actor, after, before, ...said }: Widening): void {
    const gains = this.#intern({ ...before, ...after, members: [] }, actor);
    const unknown = gains === undefined ? [`what ${actor} may do then, which was not worked out, is everything`] : [];
    const conditions = [...said.conditions, ...unknown];
    this.#openings.push({ ...said, account: before.account, gains, conditions });
  }

  /** The estate with all virtual profiles so far. */
  extended(): Estate {
    const profiles = [...this.#estate.profiles, ...this.#made];
    return {
      ...this.#estate,
      profiles,
      profilesOf: groupBy(profiles, ({ account }) => account),
      virtual: { openings: this.#openings, actors: this.#actors },
    };
  }

  #intern(profile: Profile, actor: string): number | undefined {
    const { account, principal, policies, boundary, unread, tags } = profile;
    const signatures = (this.#signatures ??= allSignatures(this.#estate));
    const compiled = [...policies, ...(boundary ? [boundary] : [])].map((policy) => policy.compiled);
    const key = JSON.stringify([
      account,
      policies.map(({ id, via = '' }) => `${id} ${via}`).toSorted(),
      boundary?.id,
      unread,
      principal.kind,
      signatures.of(principal, tags, compiled),
      concernsItself(profile) ? actor : '',
    ]);
    const known = this.#byKey.get(key);
    if (known !== undefined || this.#made.length >= maximumProfiles) return known;
    const index = this.#estate.profiles.length + this.#made.length;
    this.#byKey.set(key, index);
    this.#made.push({ ...profile, index });
    this.#actors.set(index, actor);
    return index;
  }
}

const ownActions = [...gripActions, 'iam:AddUserToGroup'];

/** Whether somebody so bound may change what binds principals, himself among them: who he is makes a difference then. */
export function concernsItself({ policies, boundary }: Pick<Profile, 'policies' | 'boundary'>): boolean {
  return ownActions.some(
    (action) =>
      policies.some(({ compiled }) => mayAllowAction(compiled, action)) &&
      (boundary === undefined || mayAllowAction(boundary.compiled, action)),
  );
}
