import type { ChangeOf } from '../../model/change.ts';

/** A change that takes one grant away: what a person would do to one statement, attachment, membership or credential. */
export type Removal = ChangeOf<
  'remove-statement' | 'detach-policy' | 'remove-member' | 'disable-credential' | 'remove-edge'
>;

/** Where a statement stands. */
export type DocumentKind = 'policy' | 'trust' | 'resource-policy';

/** Something that gives access and that a person can take away as one thing. */
export interface Grant {
  /** Place in the table. */
  readonly index: number;
  readonly removal: Removal;
  /** Of a statement, where it stands. */
  readonly document?: DocumentKind;
  /** Identities that hold it: those that feel its going. */
  readonly holders: readonly string[];
  /** It gives nothing but what this policy's other Allow statements do not; of an attachment, how many there are. */
  readonly statementCount: number;
}
