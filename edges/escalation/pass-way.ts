import type { Need, Way } from './way.ts';

/** What runs code, or calls AWS, as a role that it is handed. */
export interface PassWay extends Way {
  /** The service that the role must trust, and that `iam:PassedToService` names. */
  readonly service: string;
  /** Where the call names another service than the trust does. */
  readonly passedTo?: string;
  /** The role must lie in an instance profile, or is put into a new one, or into one that is there in the place of its role. */
  readonly instanceProfile?: 'holds it' | 'is made' | 'is emptied';
  /** A second role must be handed over, to this service, which the attacker gains nothing by. */
  readonly alsoPass?: string;
}

/** Ways through one service, by id. */
export function passWaysOf(
  service: string,
  ways: Readonly<Record<string, readonly Need[]>>,
  more: Pick<PassWay, 'passedTo' | 'instanceProfile' | 'alsoPass' | 'existing'> = {},
): readonly PassWay[] {
  return Object.entries(ways).map(([id, needs]) => ({ id, service, needs, ...more }));
}
