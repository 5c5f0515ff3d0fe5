import pLimit from 'p-limit';
import { Caller, type CallSettings, type FetchPage, type ItemCall } from './call.ts';
import type { ClientClass, Clients } from './clients.ts';
import type { CheckedClient } from './answer-check.ts';
import type { Ledger } from './ledger.ts';

/** What all that is read of one account shares. */
export interface AccountContext {
  /** `aws`, `aws-cn`, `aws-us-gov` …: the second part of every ARN. */
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  readonly clients: Clients;
  readonly ledger: Ledger;
  readonly settings: CallSettings;
}

/** One account in one region: where a service is read. */
export class Site {
  readonly #context: AccountContext;
  readonly #caller: Caller;
  readonly #clientRegion: string | undefined;
  readonly region: string;

  /** @param region `global` for services without regions; they are asked at the profile's own */
  constructor(context: AccountContext, region: string) {
    this.#context = context;
    this.region = region;
    this.#clientRegion = region === 'global' ? undefined : region;
    this.#caller = new Caller(context.settings, context.ledger, region);
  }

  get account(): string {
    return this.#context.account;
  }

  /** The same place, with calls that wait for no others: for what other calls wait for. */
  withoutQueue(): Site {
    const settings = { ...this.#context.settings, limit: pLimit(1) };
    return new Site({ ...this.#context, settings }, this.region);
  }

  /** Aborted when the run ends. */
  get stop(): AbortSignal {
    return this.#context.settings.stop;
  }

  /** `aws`, `aws-cn`, `aws-us-gov` … */
  get partition(): string {
    return this.#context.partition;
  }

  client<Client extends CheckedClient>(clientClass: ClientClass<Client>): Client {
    return this.#context.clients.get(clientClass, this.#clientRegion);
  }

  /** The same account elsewhere. */
  at(region: string): Site {
    return new Site(this.#context, region);
  }

  /** The ARN of something of this account and region, where AWS's answer has only its name. */
  arn(service: string, resource: string): string {
    const region = this.region === 'global' ? '' : this.region;
    return `arn:${this.#context.partition}:${service}:${region}:${this.account}:${resource}`;
  }

  /** The ARN of a bucket, which names no account. */
  bucketArn(name: string): string {
    return `arn:${this.#context.partition}:s3:::${name}`;
  }

  list<Item>(id: string, fetch: FetchPage<Item>, subjects?: readonly string[]): Promise<readonly Item[]> {
    return this.#caller.list(id, fetch, subjects);
  }

  pages<Item>(id: string, fetch: FetchPage<Item>): AsyncGenerator<readonly Item[]> {
    return this.#caller.pages(id, fetch);
  }

  item<Answer>(id: string, call: ItemCall<Answer>): Promise<Answer | undefined> {
    return this.#caller.item(id, call);
  }

  skip(id: string, error: string, subjects?: readonly string[]): void {
    this.#caller.skip(id, error, subjects);
  }
}
