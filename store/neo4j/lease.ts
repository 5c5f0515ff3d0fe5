import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { UnavailableError } from '../../model/errors.ts';
import { isClaimAlive, ownClaimName } from '../embedded/claim.ts';
import { whole, type Connection, type Run } from './connection.ts';
import { replaced } from './errors.ts';
import type { LeaseGuard } from './lease-guard.ts';

/** How long a writer that no longer says anything keeps others out, unless told. */
const usualLeaseMs = 60_000;

/** The right to write an estate, held by one draft at a time and renewed while it lives. */
export interface Lease {
  readonly id: string;
  /** Makes the transaction fail where somebody else took over; others who ask the same wait for its end. */
  check(run: Run): Promise<void>;
  /** From now on this thread may be too busy to renew the lease: another one does. */
  guard(): void;
  release(): Promise<void>;
}

interface Holder {
  readonly lease: string;
  readonly claim: string;
  readonly msLeft: number;
}

/**
 * Waits until nobody else writes the estate.
 *
 * @throws {UnavailableError} when another one still does after `waitMs`
 */
export async function takeLease(connection: Connection, waitMs: number, leaseMs = usualLeaseMs): Promise<Lease> {
  const { estate } = connection.address;
  const id = randomUUID();
  const deadline = Date.now() + waitMs;
  for (;;) {
    const holder = await tryLease(connection, id, leaseMs);
    if (holder === undefined) return heldLease(connection, id, leaseMs);
    // A process of this machine that is gone will not renew what it held.
    if (!isClaimAlive(holder.claim)) await endLease(connection, holder.lease);
    else if (Date.now() >= deadline) throw inUse(estate, holder);
    else await setTimeout(100 + Math.random() * 400);
  }
}

/** Takes the lease, or tells who has it. */
function tryLease(connection: Connection, id: string, leaseMs: number): Promise<Holder | undefined> {
  return connection.write('asking to write', async (run) => {
    const { estate } = connection.address;
    const { records } = await run(
      `MERGE (s:AmbitStore {estate: $estate})
       SET s.asked = $id
       WITH s, s.lease IS NULL OR s.lease = $id OR s.leaseUntil <= timestamp() AS isFree
       SET s.lease = CASE WHEN isFree THEN $id ELSE s.lease END,
           s.leaseUntil = CASE WHEN isFree THEN timestamp() + $ms ELSE s.leaseUntil END,
           s.writer = CASE WHEN isFree THEN $claim ELSE s.writer END
       RETURN isFree, s.lease AS lease, s.writer AS claim, s.leaseUntil - timestamp() AS msLeft`,
      { estate, id, ms: whole(leaseMs), claim: ownClaimName() },
    );
    const [answer] = records;
    if (answer === undefined || answer.get('isFree') === true) return undefined;
    return {
      lease: String(answer.get('lease')),
      claim: String(answer.get('claim')),
      msLeft: Number(answer.get('msLeft')),
    };
  });
}

function heldLease(connection: Connection, id: string, leaseMs: number): Lease {
  const { estate } = connection.address;
  let guard: LeaseGuard | undefined;
  let renewed: Promise<void> = Promise.resolve();
  const renewal = setInterval(() => {
    // One that fails is tried again; one that comes too late is noticed by the next check.
    renewed = renew(connection, id, leaseMs).catch(() => undefined);
  }, leaseMs / 4);
  renewal.unref();
  return {
    id,
    async check(run) {
      const { records } = await run(
        `MATCH (s:AmbitStore {estate: $estate}) SET s.asked = $id
         WITH s WHERE s.lease = $id RETURN 1`,
        { estate, id },
      );
      if (records.length === 0) throw replaced();
    },
    guard() {
      guard ??= connection.guard({ statement: renewing, parameters: { estate, id }, leaseMs });
    },
    async release() {
      clearInterval(renewal);
      await guard?.close();
      // One that is under way when the connection is closed would never end, and the process neither.
      await renewed;
      await endLease(connection, id);
    },
  };
}

const renewing = `MATCH (s:AmbitStore {estate: $estate}) SET s.asked = $id
  WITH s WHERE s.lease = $id SET s.leaseUntil = timestamp() + $ms`;

async function renew(connection: Connection, id: string, leaseMs: number): Promise<void> {
  const { estate } = connection.address;
  await connection.write('staying the writer', (run) => run(renewing, { estate, id, ms: whole(leaseMs) }));
}

async function endLease(connection: Connection, id: string): Promise<void> {
  const { estate } = connection.address;
  await connection.write('ending the writer', (run) =>
    run(
      `MATCH (s:AmbitStore {estate: $estate}) SET s.asked = $id
       WITH s WHERE s.lease = $id REMOVE s.lease, s.leaseUntil, s.writer`,
      { estate, id },
    ),
  );
}

function inUse(estate: string, { msLeft }: Holder): UnavailableError {
  const seconds = Math.max(1, Math.ceil(msLeft / 1000));
  return new UnavailableError(
    `the estate ${estate} is being written by another process`,
    `wait until it is done; if it died, it is let go of within ${seconds} s`,
  );
}
