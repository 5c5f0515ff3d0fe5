import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { UnavailableError } from '../../model/errors.ts';
import { isAlive, isOfThisHost, ownClaimName, parseClaim, type Claim } from './claim.ts';
import { fileMode } from './layout.ts';

/** The right to write, held by one draft at a time. */
export interface WriterLock {
  release(): Promise<void>;
}

/**
 * Waits until this process is the only live one with a claim in the folder.
 *
 * A claim is a file whose name says whose it is, so a dead process's claim can be removed without a race: nobody
 * else's has that name. Of two that claim at once, the later one sees both; both may step back and try again.
 *
 * @throws {UnavailableError} when another one still holds it after `waitMs`
 */
export async function lockForWriting(folder: string, waitMs: number): Promise<WriterLock> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const { lock, holder } = await tryLock(folder);
    if (lock !== undefined) return lock;
    if (Date.now() >= deadline) throw inUse(folder, holder);
    // Random, so that two which stepped back for each other do not meet again.
    await setTimeout(5 + Math.random() * 45);
  }
}

/** The lock, or who else claims it. */
type Attempt =
  | { readonly lock: WriterLock; readonly holder?: undefined }
  | { readonly lock?: undefined; readonly holder: Claim };

async function tryLock(folder: string): Promise<Attempt> {
  const [holder] = await liveClaims(folder);
  if (holder !== undefined) return { holder };
  const name = ownClaimName();
  const path = join(folder, name);
  await (await open(path, 'wx', fileMode)).close();
  const other = (await liveClaims(folder)).find((claim) => claim.name !== name);
  if (other === undefined) return { lock: { release: () => rm(path, { force: true }) } };
  await rm(path, { force: true });
  return { holder: other };
}

async function liveClaims(folder: string): Promise<readonly Claim[]> {
  const claims = (await readdir(folder)).flatMap(parseClaim);
  const dead = claims.filter((claim) => !isAlive(claim));
  for (const { name } of dead) await rm(join(folder, name), { force: true });
  return claims.filter((claim) => !dead.includes(claim));
}

function inUse(folder: string, claim: Claim): UnavailableError {
  const { name, pid } = claim;
  const isHere = isOfThisHost(claim);
  const who = isHere ? `process ${pid}` : `process ${pid} of another machine or container`;
  const hint = isHere ? 'wait until it is done' : `if that one is gone, remove ${join(folder, name)}`;
  return new UnavailableError(`${folder} is being written by ${who}`, hint);
}
