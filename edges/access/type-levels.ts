import type { ResourceShelf } from '../estate/resources.ts';
import { levelsOfType, type TypeLevels } from './levels.ts';

/**
 * What gives which hold on resources of a type: as the table has it, else as AWS's service reference tells levels of
 * access, so that no resource is held by administration alone.
 */
export function typeLevels({ actionsOn }: ResourceShelf, type: string): TypeLevels {
  if (Object.hasOwn(levelsOfType, type)) return levelsOfType[type];
  const { read, write, permissions } = actionsOn(type);
  return { read, write, administer: permissions };
}
