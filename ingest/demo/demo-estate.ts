import type { PayloadItem } from '../payload.ts';
import { addPeople } from './add-people.ts';
import { emptyEstate, type Estate } from './estate.ts';
import { fillDevelopment } from './fill/development.ts';
import { fillEveryAccount } from './fill/every-account.ts';
import { fillManagement } from './fill/management.ts';
import { fillProduction } from './fill/production.ts';
import { addTerraformTargets } from './fill/terraform.ts';
import { fillTooling } from './fill/tooling.ts';
import { payloadItems } from './payload-items.ts';
import { stories } from './stories/registry.ts';

/** The seed of the estate that ships; others differ in ages, sizes and how loose development is. */
const demoSeed = 1912;

/**
 * Halyard Freight, an invented company, as a collection folder would hold it: items in the order of its files.
 *
 * The same seed gives the same items; names, ARNs and stories are the same for every seed.
 */
export function* demoEstate(seed: number = demoSeed): Iterable<PayloadItem> {
  yield* payloadItems(filledEstate(seed));
}

function filledEstate(seed: number): Estate {
  const estate = emptyEstate(seed);
  fillEveryAccount(estate);
  fillManagement(estate.management);
  fillTooling(estate.tooling);
  fillProduction(estate.production, estate);
  fillDevelopment(estate.development, estate);
  addTerraformTargets(estate);
  for (const story of stories) story.addTo(estate);
  addPeople(estate);
  return estate;
}
