import type { JsonObject } from '../../model/json.ts';
import { type AwsCall, dependentCalls } from '../sources/aws/calls.ts';
import type { Outcome } from './outcome.ts';

/** How one call went, once for a listing and once for each thing of an item-level call. */
export interface Entry {
  readonly call: AwsCall;
  readonly region: string;
  readonly outcome: Outcome;
  readonly error?: string;
  /** What was listed, or what a gap leaves out; 0 where absent. */
  readonly count?: number;
  /** What an item-level call was made for. */
  readonly subjects?: readonly string[];
  /** The subjects are not what was left out, but what it stands under. */
  readonly isUnder?: boolean;
}

interface Row {
  readonly entry: Entry;
  count: number;
  readonly resources: string[];
  readonly parents: string[];
  /** Something was left out that no resource names: all that the call yields. */
  isWhole: boolean;
}

/** Keeps the calls of one account, one row a call, region and outcome. */
export class Ledger {
  readonly #startedAt = new Date().toISOString();
  readonly #rows = new Map<string, Row>();

  /** Notes a call and, where it did not go well, that the calls which depend on it were left out. */
  note(entry: Entry): void {
    this.#add(entry);
    if (entry.outcome === 'ok' || entry.outcome === 'skipped') return;
    const error = `${entry.call.service}:${entry.call.operation} was ${wordFor[entry.outcome]}`;
    const skipped = { ...entry, outcome: 'skipped', error, count: 0, isUnder: entry.call.listsChildren } as const;
    for (const call of dependentCalls(entry.call)) this.#add({ ...skipped, call });
  }

  /** The account's `collection.json`, rows in the order of service, operation, region and outcome. */
  toJson(): JsonObject {
    const rows = [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => rowToJson(row));
    return { startedAt: this.#startedAt, finishedAt: new Date().toISOString(), calls: rows };
  }

  #add(entry: Entry): void {
    const key = [entry.call.service, entry.call.operation, entry.region, entry.outcome].join('\n');
    const row = this.#rows.get(key) ?? { entry, count: 0, resources: [], parents: [], isWhole: false };
    this.#rows.set(key, row);
    row.count += entry.count ?? 0;
    if (entry.outcome === 'ok') return;
    const subjects = entry.subjects ?? [];
    const isUnder = entry.isUnder ?? entry.call.listsChildren;
    (isUnder ? row.parents : row.resources).push(...subjects);
    row.isWhole ||= isUnder || subjects.length === 0;
  }
}

const wordFor = { denied: 'denied', failed: 'not answered', unsupported: 'unknown to the endpoint' } as const;

function rowToJson({ entry, count, resources, parents, isWhole }: Row): JsonObject {
  return {
    service: entry.call.service,
    operation: entry.call.operation,
    region: entry.region,
    outcome: entry.outcome,
    ...(entry.error === undefined ? {} : { error: entry.error }),
    count,
    ...(isWhole || resources.length === 0 ? {} : { resources: distinct(resources) }),
    ...(parents.length === 0 ? {} : { parents: distinct(parents) }),
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
