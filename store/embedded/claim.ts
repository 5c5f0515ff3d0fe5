import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

import { errorCode } from './files.ts';

/** A process as its claim's name tells it. */
export interface Claim {
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

/** A new claim of this process. */
export function ownClaimName(): string {
  const words = [hostDigest(), process.pid, bootDigest(), startOf(process.pid), randomBytes(4).toString('hex')];
  return `writer-${words.join('-')}.claim`;
}

/** The claim of that name; none where it is another name. */
export function parseClaim(name: string): readonly Claim[] {
  const [, host, pid, boot, start] = claimPattern.exec(name) ?? [];
  if (host === undefined || pid === undefined || boot === undefined || start === undefined) return [];
  return [{ name, host, pid: Number(pid), boot, start }];
}

/** Whether the process that made the claim may still be there; what is no claim counts as alive. */
export function isClaimAlive(name: string): boolean {
  return parseClaim(name).every(isAlive);
}

/** Whether the claim was made here, in this process namespace. */
export function isOfThisHost({ host }: Claim): boolean {
  return host === hostDigest();
}

/** A process on another machine or in another container cannot be looked up, so it counts as alive. */
export function isAlive(claim: Claim): boolean {
  const { pid, boot, start } = claim;
  if (!isOfThisHost(claim)) return true;
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
