import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { UnavailableError } from '../../model/errors.ts';
import { errorCode } from './files.ts';
import { fileMode } from './layout.ts';

/** The right to write, held by one draft at a time. */
export interface WriterLock {
  release(): Promise<void>;
}

/** A process as its claim's name tells it. */
interface Claim {
  readonly name: string;
  /** Of the machine and, on Linux, its process namespace: only there can a process id be looked up. */
  readonly host: string;
  readonly pid: number;
  /** Digest of the machine's boot. */
  readonly boot: string;
  /** When the process began, in clock ticks since boot; 0 where the system does not tell. */
  readonly start: string;
}

const claimPattern = /^writer-([0-9a-f]{8})-(\d+)-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.claim$/;

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

function parseClaim(name: string): readonly Claim[] {
  const [, host, pid, boot, start] = claimPattern.exec(name) ?? [];
  if (host === undefined || pid === undefined || boot === undefined || start === undefined) return [];
  return [{ name, host, pid: Number(pid), boot, start }];
}

/** A process on another machine or in another container cannot be looked up, so it counts as alive. */
function isAlive({ host, pid, boot, start }: Claim): boolean {
  if (host !== hostDigest()) return true;
  if (boot !== bootDigest() || !isRunning(pid)) return false;
  const now = startOf(pid);
  return now === '0' || start === '0' || now === start;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function inUse(folder: string, { name, host, pid }: Claim): UnavailableError {
  const isHere = host === hostDigest();
  const who = isHere ? `process ${pid}` : `process ${pid} of another machine or container`;
  const hint = isHere ? 'wait until it is done' : `if that one is gone, remove ${join(folder, name)}`;
  return new UnavailableError(`${folder} is being written by ${who}`, hint);
}

function ownClaimName(): string {
  const words = [hostDigest(), process.pid, bootDigest(), startOf(process.pid), randomBytes(4).toString('hex')];
  return `writer-${words.join('-')}.claim`;
}

function hostDigest(): string {
  return shortDigest(`${hostname()} ${orEmpty(() => readlinkSync('/proc/self/ns/pid'))}`);
}

function bootDigest(): string {
  return shortDigest(orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')));
}

/** Field 22 of proc_pid_stat(5); the command in field 2 may hold blanks and brackets. */
function startOf(pid: number): string {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
}

/** What Linux tells and other systems do not. */
function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
