import type { STSClientConfig } from '@aws-sdk/client-sts';
import { checkAnswers, type CheckedClient } from './answer-check.ts';

/** Configuration that every client of the SDK takes. */
export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials: NonNullable<STSClientConfig['credentials']>;
  readonly maxAttempts: number;
  readonly retryMode: 'adaptive';
  readonly forcePathStyle: boolean;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
}

/** A client class of the SDK. */
export type ClientClass<Client extends CheckedClient> = new (config: ClientConfig) => Client;

/** The clients of one account's run, made once for each service and region. */
export class Clients {
  readonly #config: ClientConfig;
  /** By class, since a bundler may give two classes one name, then by region. */
  readonly #made = new Map<unknown, Map<string, CheckedClient>>();

  constructor(config: ClientConfig) {
    this.#config = config;
  }

  /** The client of the class for the region, or for the profile's own region where none is given. */
  get<Client extends CheckedClient>(clientClass: ClientClass<Client>, region: string | undefined): Client {
    const ofClass = this.#made.get(clientClass) ?? new Map<string, CheckedClient>();
    this.#made.set(clientClass, ofClass);
    const made = ofClass.get(region ?? '');
    if (made instanceof clientClass) return made;
    const client = new clientClass(region === undefined ? this.#config : { ...this.#config, region });
    checkAnswers(client);
    ofClass.set(region ?? '', client);
    return client;
  }

  close(): void {
    for (const ofClass of this.#made.values()) for (const client of ofClass.values()) client.destroy();
    this.#made.clear();
  }
}
