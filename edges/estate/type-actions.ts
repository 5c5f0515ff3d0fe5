import { openReferenceFiles } from '../../policy/reference/reference-files.ts';
import {
  resourceActions,
  type ResourceActions,
  type ResourceActionsOf,
} from '../../policy/reference/resource-actions.ts';

/** What AWS's service reference knows that can be done to resources of a type. */
export type TypeActions = (type: string) => ResourceActions;

/**
 * Finds the actions by the form of the ARNs; of a type whose ARNs have several forms, those of all of them.
 *
 * The reference is opened when it is first needed, which takes 0.1 s.
 *
 * @param idsOf ids of all resources of a type
 */
export function typeActions(idsOf: (type: string) => Iterable<string>): TypeActions {
  let actionsOf: ResourceActionsOf | undefined;
  const known = new Map<string, ResourceActions>();
  return (type) => {
    actionsOf ??= resourceActions(openReferenceFiles());
    const found = known.get(type) ?? together(new Set(Array.from(idsOf(type), actionsOf)));
    known.set(type, found);
    return found;
  };
}

function together(forms: ReadonlySet<ResourceActions>): ResourceActions {
  const all = [...forms];
  const of = (level: keyof ResourceActions): readonly string[] => [...new Set(all.flatMap((form) => form[level]))];
  return { read: of('read'), write: of('write'), permissions: of('permissions') };
}
