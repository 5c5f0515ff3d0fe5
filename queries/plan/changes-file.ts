import type { Change } from '../../model/change.ts';

/** Changes as a changes file writes them: each under its name. */
export function asChangesFile(changes: readonly Change[]): {
  readonly changes: readonly Readonly<Record<string, object>>[];
} {
  return { changes: changes.map(({ change, ...fields }) => ({ [change]: fields })) };
}
