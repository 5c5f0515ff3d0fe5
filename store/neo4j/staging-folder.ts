import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { isClaimAlive, ownClaimName, parseClaim } from '../embedded/claim.ts';
import { orUnavailable } from '../embedded/files.ts';
import { folderMode } from '../embedded/layout.ts';

/** Where a draft's records stand sorted until they are written. */
export interface StagingFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes a folder for one draft below the cache folder; those of processes that are gone go. */
export async function makeStagingFolder(cacheFolder: string): Promise<StagingFolder> {
  const all = join(cacheFolder, 'staging');
  const path = join(all, ownClaimName());
  await orUnavailable(`preparing ${all}`, async () => {
    await mkdir(path, { recursive: true, mode: folderMode });
    for (const name of await readdir(all)) {
      if (parseClaim(name).length > 0 && !isClaimAlive(name))
        await rm(join(all, name), { recursive: true, force: true });
    }
  });
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
