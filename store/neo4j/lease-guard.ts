import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** Statement that renews a lease, and how often it is run. */
export interface Renewal {
  readonly statement: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** How long the lease is to last from each renewal on. */
  readonly leaseMs: number;
}

/** Who renews, as the driver is told it. */
export interface Renewer {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
  readonly database: string | undefined;
}

/** A thread that renews a lease. */
export interface LeaseGuard {
  close(): Promise<void>;
}

/** What the thread runs. It stands here as text, so that it is the same in a bundle, under a loader and in tests. */
const guardCode = `
const { workerData } = require('node:worker_threads');
const { driverPath, uri, user, password, database, statement, parameters, leaseMs } = workerData;
const { driver: connect, auth, int } = require(driverPath);
const driver = connect(uri, auth.basic(user, password), {
  maxConnectionPoolSize: 1, connectionTimeout: 10000, maxTransactionRetryTime: leaseMs, telemetryDisabled: true,
  userAgent: 'ambit',
});
async function renew() {
  const session = driver.session({ database });
  try {
    await session.executeWrite((transaction) => transaction.run(statement, { ...parameters, ms: int(leaseMs) }),
      { timeout: leaseMs, metadata: { app: 'ambit', doing: 'staying the writer' } });
  } catch {} // one that fails is tried again; one that comes too late is noticed by the writer's next check
  finally { await session.close().catch(() => {}); }
}
(async () => {
  for (;;) {
    await renew();
    await new Promise((resolve) => setTimeout(resolve, leaseMs / 4));
  }
})();
`;

/** Renews the lease from a thread of its own, whatever the caller's is busy with; it ends with the process. */
export function guardLease(renewer: Renewer, renewal: Renewal): LeaseGuard {
  const driverPath = createRequire(import.meta.url).resolve('neo4j-driver');
  const workerData = { driverPath, ...renewer, ...renewal };
  const worker = new Worker(guardCode, { eval: true, workerData, stdout: false, stderr: false });
  worker.unref();
  // Without the thread the timer of the writer's own still renews.
  worker.on('error', () => undefined);
  return { close: async () => void (await worker.terminate()) };
}
