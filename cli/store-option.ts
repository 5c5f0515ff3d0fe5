import { openStore } from '../app/open-store.ts';
import { Workspace, type OpenSnapshot } from '../app/workspace.ts';
import type { Invocation } from './define-command.ts';
import { option } from './parse-arguments.ts';

/** Opens the store that the invocation names, hands its current snapshot to the work, and closes it whatever happens. */
export async function withSnapshot<T>(invocation: Invocation, work: (open: OpenSnapshot) => Promise<T>): Promise<T> {
  const workspace = new Workspace(await openStore(storeUrl(invocation), { readOnly: true }));
  try {
    return await work(await workspace.need());
  } finally {
    await workspace.close();
  }
}

/** `--store`, `$AMBIT_STORE` or `.ambit`. */
export function storeUrl(invocation: Invocation): string {
  return option(invocation, 'store') ?? invocation.environment.store;
}
