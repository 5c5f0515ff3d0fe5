import type { Estate } from '../estate/estate.ts';
import type { Profile } from '../estate/profiles.ts';

/** Ids of those who act with the profile: of a virtual one, whose it would be. */
export function selvesOf({ virtual }: Estate, { index, members }: Profile): readonly string[] {
  const actor = virtual?.actors.get(index);
  return actor === undefined ? members : [actor];
}
