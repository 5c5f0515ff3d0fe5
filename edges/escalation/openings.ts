import { administrationOf } from '../administration.ts';
import type { Finding } from '../define-edge.ts';
import type { Estate } from '../estate/estate.ts';
import type { Opening } from '../estate/virtual-profiles.ts';

/** The ways of a kind into virtual profiles; what was too much to work out may be all of the account. */
export function* openings({ virtual }: Estate, kind: Opening['kind']): Iterable<Finding> {
  for (const opening of virtual?.openings ?? []) {
    if (opening.kind !== kind) continue;
    const { from, account, through, gains, rule, conditions, evidence } = opening;
    const said = { from, rule, conditions, evidence };
    if (kind === 'CAN_JOIN_GROUP' && through !== undefined) yield { ...said, to: [through] };
    if (gains === undefined) yield { ...said, to: [administrationOf(account)] };
    else yield { ...said, to: through === undefined ? [] : [through], gains };
  }
}
