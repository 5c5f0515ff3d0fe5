import { setMaxListeners } from 'node:events';
import { STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import pLimit from 'p-limit';
import type { RunSettings } from './call.ts';
import { type ClientConfig, Clients } from './clients.ts';
import type { CollectOptions } from './options.ts';

/** What the accounts of one run share; owns every client that is opened in it. */
export class Run {
  readonly #stop = stopper();
  readonly #opened: Clients[] = [];
  readonly #config: ClientConfig;
  readonly settings: RunSettings;
  /** The region of the profile or the environment, as the SDK finds it; AWS's first where neither names one. */
  readonly home: string;

  private constructor(options: CollectOptions, config: ClientConfig, home: string) {
    this.#config = { ...config, region: home };
    this.home = home;
    const timeoutMs = options.callTimeoutMs ?? defaultTimeoutMs;
    this.settings = { timeoutMs, stop: this.#stop.signal, limit: pLimit(options.concurrency ?? 16) };
  }

  static async start(options: CollectOptions): Promise<Run> {
    const config = configOf(options);
    return new Run(options, config, await homeRegion(config));
  }

  /** Clients with credentials of their own, or with the run's. */
  open(credentials: ClientConfig['credentials'] = this.#config.credentials): Clients {
    const clients = new Clients({ ...this.#config, credentials });
    this.#opened.push(clients);
    return clients;
  }

  close(): void {
    this.#stop.abort();
    for (const clients of this.#opened) clients.close();
  }
}

/** Every call in flight listens to it, so many listeners are no leak. */
function stopper(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** Long enough to wait for one's turn when AWS throttles. */
const defaultTimeoutMs = 120_000;

function configOf({ profile, endpoint, credentials, callTimeoutMs = defaultTimeoutMs }: CollectOptions): ClientConfig {
  const named = profile === undefined ? {} : { profile };
  return {
    ...named,
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: credentials ?? fromNodeProviderChain(named),
    maxAttempts: 6,
    retryMode: 'adaptive',
    forcePathStyle: endpoint !== undefined,
    // An attempt that hangs is tried again within the call's own time.
    requestHandler: {
      connectionTimeout: Math.ceil(Math.min(10_000, callTimeoutMs / 3)),
      requestTimeout: Math.ceil(callTimeoutMs / 3),
      throwOnRequestTimeout: true,
    },
  };
}

async function homeRegion(config: ClientConfig): Promise<string> {
  const client = new STSClient(config);
  try {
    return await client.config.region();
  } catch {
    return 'us-east-1';
  } finally {
    client.destroy();
  }
}
