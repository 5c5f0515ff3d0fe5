import { setTimeout } from 'node:timers/promises';

import neo4j, {
  Neo4jError,
  type BookmarkManager,
  type Driver,
  type ManagedTransaction,
  type Result,
  type Session,
} from 'neo4j-driver';

import { UnavailableError } from '../../model/errors.ts';
import type { Neo4jAddress } from './address.ts';
import { asUnavailable } from './errors.ts';
import { guardLease, type LeaseGuard, type Renewal, type Renewer } from './lease-guard.ts';

/** Who asks, and how patiently. */
export interface ConnectionOptions {
  readonly user: string;
  readonly password: string;
  /** Longest that one call may take, retries included; 180,000 unless told. */
  readonly deadlineMs?: number;
  /** How long a call is tried again while the server is away; 60,000 unless told. */
  readonly retryMs?: number;
}

/** Values of a query; never any of its text. */
export type Parameters = Readonly<Record<string, unknown>>;

/** How to run the statements of one transaction: awaited for all rows, or read row by row. */
export type Run = (statement: string, parameters?: Parameters) => Result;

/** Longest that the first answer of a server is waited for. */
const openMs = 20_000;

/** How many rows come at once; 1,000, the driver's own, takes twice as long for a million. */
const fetchSize = 20_000;

/** How a call differs from the others. */
interface Pace {
  readonly timeoutMs?: number;
  readonly fetchSize?: number;
}

interface Call extends Pace {
  readonly doing: string;
  readonly mode: 'READ' | 'WRITE';
}

/** One driver, with a deadline of our own round every call: the driver's do not end a call into a silent network. */
export class Connection {
  readonly address: Neo4jAddress;
  readonly #driver: Driver;
  readonly #bookmarks: BookmarkManager = neo4j.bookmarkManager();
  readonly #deadlineMs: number;
  readonly #retryMs: number;
  readonly #renewer: Renewer;
  /** Whether the last call found nobody. */
  #isLost = false;
  #isClosed = false;

  constructor(address: Neo4jAddress, { user, password, deadlineMs = 180_000, retryMs = 60_000 }: ConnectionOptions) {
    this.address = address;
    this.#deadlineMs = deadlineMs;
    this.#retryMs = retryMs;
    this.#renewer = { uri: address.uri, database: address.database, user, password };
    this.#driver = neo4j.driver(address.uri, neo4j.auth.basic(user, password), {
      disableLosslessIntegers: true,
      connectionTimeout: 10_000,
      connectionAcquisitionTimeout: 20_000,
      maxTransactionRetryTime: retryMs,
      telemetryDisabled: true,
      userAgent: 'ambit',
    });
  }

  /**
   * The server's version, once it has answered and taken the password.
   *
   * @throws {UnavailableError} when it does not
   */
  async version(): Promise<string> {
    const { database } = this.address;
    const info = await this.#within('opening the store', Math.min(openMs, this.#deadlineMs), () =>
      this.#driver.getServerInfo(database === undefined ? {} : { database }),
    );
    return info.agent ?? '';
  }

  /** Runs a transaction on a member that may only read; it is run again where the connection is lost. */
  read<T>(doing: string, work: (run: Run) => Promise<T>, pace: Pace = {}): Promise<T> {
    return this.#managed({ doing, mode: 'READ', ...pace }, work);
  }

  /** Runs a transaction that writes; it may be run again although it was done, so it must be the same twice. */
  write<T>(doing: string, work: (run: Run) => Promise<T>): Promise<T> {
    return this.#managed({ doing, mode: 'WRITE' }, work);
  }

  /** Does what may as well be left undone: a server that is away is not waited for. */
  async quickly(work: () => Promise<void>): Promise<void> {
    try {
      await this.#within('ending the work', this.#isLost ? 2000 : this.#deadlineMs, work);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
    }
  }

  /** Renews a lease from a thread of its own, while this one is too busy for timers. */
  guard(renewal: Renewal): LeaseGuard {
    return guardLease(this.#renewer, renewal);
  }

  async close(): Promise<void> {
    // What is still under way is not tried again: the process would live on for it.
    this.#isClosed = true;
    // A server that does not answer is not waited for.
    await this.#within('closing the store', 5000, () => this.#driver.close()).catch(() => undefined);
  }

  #managed<T>({ doing, mode, ...pace }: Call, work: (run: Run) => Promise<T>): Promise<T> {
    const timeout = pace.timeoutMs ?? this.#deadlineMs;
    // The server ends a transaction at its timeout and says so, unless it is past answering.
    const deadlineMs = pace.timeoutMs === undefined ? timeout : timeout + 2000;
    return this.#within(doing, deadlineMs, () =>
      this.#again(async () => {
        const session = this.#session(mode, pace.fetchSize);
        const managed = (transaction: ManagedTransaction): Promise<T> =>
          work((statement, parameters = {}) => transaction.run(statement, parameters));
        const settings = { timeout, metadata: { app: 'ambit', doing } };
        try {
          return mode === 'READ'
            ? await session.executeRead(managed, settings)
            : await session.executeWrite(managed, settings);
        } finally {
          await session.close();
        }
      }),
    );
  }

  /** Tries again what the driver does not: a connection lost within a transaction may come as any kind of error. */
  async #again<T>(work: () => Promise<T>): Promise<T> {
    const end = Date.now() + this.#retryMs;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (this.#isClosed || !isLostConnection(error) || Date.now() > end) throw error;
        await setTimeout(50 + Math.random() * 200);
      }
    }
  }

  #session(mode: Call['mode'], rowsAtOnce = fetchSize): Session {
    const { database } = this.address;
    return this.#driver.session({
      defaultAccessMode: mode,
      bookmarkManager: this.#bookmarks,
      fetchSize: rowsAtOnce,
      ...(database === undefined ? {} : { database }),
    });
  }

  async #within<T>(doing: string, ms: number, work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = globalThis.setTimeout(() => {
        const seconds = Math.round(ms / 1000);
        reject(new UnavailableError(`${doing}: no answer within ${seconds} s`, 'see whether the server is overloaded'));
      }, ms);
    });
    try {
      const answer = await Promise.race([work(), late]);
      this.#isLost = false;
      return answer;
    } catch (error) {
      this.#isLost = true;
      throw asUnavailable(doing, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What the server itself says has a code that begins with `Neo.`; everything else is the way there. */
function isLostConnection(error: unknown): boolean {
  return error instanceof Neo4jError && !error.code.startsWith('Neo.');
}

/** A whole number for a property: plain numbers become fractions in the database. */
export const whole = neo4j.int;
