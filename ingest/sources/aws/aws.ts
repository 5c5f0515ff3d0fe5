import { readPaths } from './files.ts';
import { readItems } from './items.ts';
import type { Source } from '../../source.ts';

/** AWS accounts, from what a collection or `aws iam get-account-authorization-details` wrote to disk. */
export const aws: Source = {
  id: 'aws',
  title: 'AWS',
  reads: 'a collection folder, or what `aws iam get-account-authorization-details` prints',
  async *read(paths) {
    const { items, observedAt } = await readPaths(paths);
    yield* readItems(items, observedAt);
  },
};
