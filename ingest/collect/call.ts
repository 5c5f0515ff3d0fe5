import type { LimitFunction } from 'p-limit';
import { UnavailableError } from '../../model/errors.ts';
import { type AwsCall, awsCall } from '../sources/aws/calls.ts';
import { AnswerError, DeadlineError } from './collect-errors.ts';
import { withDeadline } from './deadline.ts';
import type { Ledger } from './ledger.ts';
import { errorName, failureOf } from './outcome.ts';

/** What every `client.send` takes as its second argument. */
export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** One page of a listing; `items` undefined says that the answer lacked its list. */
export interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/** Asks for one page of a listing. */
export type FetchPage<Item> = (token: string | undefined, options: SendOptions) => Promise<Page<Item>>;

/** One call for one thing (or one batch). */
export interface ItemCall<Answer> {
  /** ARNs, or the names that stand for them, that the call is made for. */
  readonly subjects: readonly string[];
  readonly send: (options: SendOptions) => Promise<Answer>;
  /** Whether the answer has what the service always gives. */
  readonly isWhole: (answer: Answer) => boolean;
  /** Errors that say there is nothing: no policy, no tags, or the thing is gone. */
  readonly absent?: readonly string[];
}

/** How calls are made, throughout one run. */
export interface RunSettings {
  readonly timeoutMs: number;
  /** Ends every call when the run ends. */
  readonly stop: AbortSignal;
  readonly limit: LimitFunction;
}

/** How calls are made in one account. */
export interface CallSettings extends RunSettings {
  /** Asks AWS whether it still takes the account's credentials. */
  readonly stillTaken: () => Promise<boolean>;
}

/** More pages than any listing has; what goes on longer is going round. */
const maxPageCount = 100_000;

/** Makes the calls of one account and region, and notes in the ledger how each went; a gap never throws. */
export class Caller {
  readonly #settings: CallSettings;
  readonly #ledger: Ledger;
  /** As it stands in the ledger: `global` for services that have no regions. */
  readonly region: string;

  constructor(settings: CallSettings, ledger: Ledger, region: string) {
    this.#settings = settings;
    this.#ledger = ledger;
    this.region = region;
  }

  /** All that the listing yields; what was read before a failure is kept. */
  async list<Item>(id: string, fetch: FetchPage<Item>, subjects?: readonly string[]): Promise<readonly Item[]> {
    const items: Item[] = [];
    for await (const page of this.pages(id, fetch, subjects)) items.push(...page);
    return items;
  }

  /**
   * The listing page by page; ends early, with a gap, where a page fails or a marker repeats.
   *
   * @param subjects what the listing is of, where it is made once for each of something
   * @throws {UnavailableError} when AWS no longer takes the credentials
   */
  async *pages<Item>(
    id: string,
    fetch: FetchPage<Item>,
    subjects: readonly string[] = [],
  ): AsyncGenerator<readonly Item[]> {
    const call = known(id);
    const tokens = new Set<string>();
    let token: string | undefined;
    let count = 0;
    do {
      let page: readonly Item[];
      try {
        const answer = await this.#send((options) => fetch(token, options));
        page = answer.items ?? missing('its list');
        token = answer.next === '' ? undefined : answer.next;
      } catch (error) {
        await this.#fail(call, error, { count, subjects });
        return;
      }
      count += page.length;
      yield page;
      if (token !== undefined && (tokens.has(token) || tokens.size === maxPageCount)) {
        const error = new AnswerError(`page ${tokens.size + 1} names a page again that was read`);
        await this.#fail(call, error, { count, subjects });
        return;
      }
      if (token !== undefined) tokens.add(token);
    } while (token !== undefined);
    this.#ledger.note({ call, region: this.region, outcome: 'ok', count });
  }

  /**
   * The answer for one thing; undefined where there is nothing, or where the call failed and is a gap.
   *
   * @throws {UnavailableError} when AWS no longer takes the credentials
   */
  async item<Answer>(id: string, { subjects, send, isWhole, absent }: ItemCall<Answer>): Promise<Answer | undefined> {
    const call = known(id);
    try {
      const answer = await this.#send(send);
      if (!isWhole(answer)) missing('what it always holds');
      this.#ledger.note({ call, region: this.region, outcome: 'ok', count: subjects.length });
      return answer;
    } catch (error) {
      const isAbsent = absent?.includes(errorName(error)) === true;
      if (isAbsent) this.#ledger.note({ call, region: this.region, outcome: 'ok', count: subjects.length });
      else await this.#fail(call, error, { count: subjects.length, subjects });
      return undefined;
    }
  }

  /** Notes a call that is not made, and why. */
  skip(id: string, error: string, subjects: readonly string[] = []): void {
    this.#ledger.note({ call: known(id), region: this.region, outcome: 'skipped', error, subjects });
  }

  #send<Answer>(send: (options: SendOptions) => Promise<Answer>): Promise<Answer> {
    const { limit, timeoutMs, stop } = this.#settings;
    return limit(() => withDeadline(timeoutMs, stop, (abortSignal) => send({ abortSignal })));
  }

  async #fail(call: AwsCall, error: unknown, about: { count: number; subjects: readonly string[] }): Promise<void> {
    if (isFinal(error)) throw error;
    const { outcome, error: text } = failureOf(error);
    const id = `${call.service}:${call.operation}`;
    // Some regions refuse credentials that are good elsewhere: tokens of the global STS endpoint in regions to opt into.
    const isRefused = outcome === 'expired' || (outcome === 'unauthenticated' && !(await this.#settings.stillTaken()));
    if (isRefused) {
      const hint = 'renew the credentials and collect again; nothing of this run was kept';
      throw new UnavailableError(`AWS refuses the credentials at ${id}: ${text}`, hint, { cause: error });
    }
    const noted = outcome === 'unauthenticated' ? 'denied' : outcome;
    this.#ledger.note({ call, region: this.region, outcome: noted, error: text, ...about });
  }
}

/** Thrown by what a call itself waits for, such as a session that cannot be renewed. */
function isFinal(error: unknown): boolean {
  return error instanceof UnavailableError && !(error instanceof AnswerError) && !(error instanceof DeadlineError);
}

function known(id: string): AwsCall {
  const call = awsCall(id);
  if (call === undefined) throw new RangeError(`${id} is not in ingest/sources/aws/calls.ts`);
  return call;
}

function missing(what: string): never {
  throw new AnswerError(`an answer without ${what}`);
}
