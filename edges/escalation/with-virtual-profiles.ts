import type { Estate } from '../estate/estate.ts';
import type { Profile } from '../estate/profiles.ts';
import { administering } from './administration.ts';
import { controlStatements } from './control-statements.ts';
import { buildIamEstate } from './iam-estate.ts';
import { joinings } from './joinings.ts';
import { buildWayJudge, type WayJudge } from './judge-way.ts';
import { makings } from './makings.ts';
import { buildIsHeld, rewritings, type Rewriting } from './rewritings.ts';
import { buildSteps } from './steps.ts';
import { concernsItself, VirtualShelf, type Widening } from './virtual-shelf.ts';

/** So many changes are followed one upon the other. */
const maximumChanges = 3;

/**
 * The estate with the profiles that identities could give themselves by joining groups, writing policies and making principals, so that
 * rules judge those as any other; and again what somebody so bound could do.
 */
export function withVirtualProfiles(estate: Estate): Estate {
  const shelf = new VirtualShelf(estate);
  const controlsOf = controlStatements(estate);
  let whole = shelf.extended();
  let fresh: readonly Profile[] = estate.profiles;
  for (let change = 0; change < maximumChanges && fresh.length > 0; change++) {
    const iam = buildIamEstate(whole);
    const rewriting = { iam, controlsOf, steps: buildSteps(whole), isHeld: buildIsHeld(iam) };
    const judgeWay = buildWayJudge(whole, controlsOf);
    for (const profile of fresh) for (const widening of widenings(rewriting, judgeWay, profile)) shelf.open(widening);
    const before = whole.profiles.length;
    whole = shelf.extended();
    fresh = whole.profiles.slice(before);
  }
  return whole;
}

function* widenings(rewriting: Rewriting, judgeWay: WayJudge, profile: Profile): Iterable<Widening> {
  if (profile.isForeign || profile.session !== undefined || profile.principal.serviceLinked) return;
  // Whoever administers the account has all of it already.
  if (!concernsItself(profile) || administering(rewriting.iam.estate, profile)?.length === 0) return;
  yield* joinings(rewriting.iam, profile, rewriting.controlsOf);
  yield* rewritings(rewriting, profile);
  yield* makings(rewriting.iam, profile, judgeWay);
}
