import type { Evidence } from '../../model/answers.ts';
import type { Place } from '../define-edge.ts';

/** A way to change what binds an identity, and so to a profile that nobody has before. */
export interface Opening {
  readonly account: string;
  /** Of the edge that it makes. */
  readonly kind: 'CAN_CREATE_PRINCIPAL' | 'CAN_JOIN_GROUP' | 'CAN_WRITE_POLICY';
  readonly from: Place;
  /** Id of the group or identity that it leads through; undefined where the identity changes itself. */
  readonly through: string | undefined;
  /** Index of the virtual profile; undefined where there were too many to work out. */
  readonly gains: number | undefined;
  /** Name of the published way, or of one of ours. */
  readonly rule: string;
  readonly conditions: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Profiles that identities would have once they had changed what binds them; they stand behind the others. */
export interface VirtualProfiles {
  readonly openings: readonly Opening[];
  /** Whose profile it would be, by index; of like identities the first. */
  readonly actors: ReadonlyMap<number, string>;
}
