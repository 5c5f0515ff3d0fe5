import { collectAws } from '../../../ingest/collect/aws.ts';
import type { CollectOptions } from '../../../ingest/collect/options.ts';
import type { PayloadItem } from '../../../ingest/payload.ts';
import {
  type ScriptedAnswer,
  type ScriptedRequest,
  callerIdentity,
  startScripted,
} from '../../helpers/scripted-endpoint.ts';

/** A row of `collection.json`. */
export interface Row {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly outcome: string;
  readonly error?: string;
  readonly count: number;
  readonly resources?: readonly string[];
  readonly parents?: readonly string[];
}

/** What one collection yielded. */
export class Collected {
  readonly items: readonly PayloadItem[];

  constructor(items: readonly PayloadItem[]) {
    this.items = items;
  }

  /** Values of a file's section, in their order. */
  values(file: string, section = ''): readonly unknown[] {
    return this.items.filter((item) => item.file === file && item.section === section).map(({ value }) => value);
  }

  /** Lines of `resources.ndjson` by ARN. */
  resources(account: string): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
    const lines = this.values(`${account}/resources.ndjson`) as Record<string, unknown>[];
    return new Map(lines.map((line) => [String(line['arn']), line]));
  }

  /** Rows of the account's `collection.json` for the call (`iam:ListAccessKeys`). */
  calls(account: string, id?: string): readonly Row[] {
    const [collection] = this.values(`${account}/collection.json`) as { calls: Row[] }[];
    return (collection?.calls ?? []).filter(
      ({ service, operation }) => id === undefined || `${service}:${operation}` === id,
    );
  }

  /** `outcome count` of each row of the call, but for regions that nobody asked for. */
  outcomes(account: string, id: string): readonly string[] {
    const rows = this.calls(account, id).filter(({ error }) => error !== 'the region was left out');
    return rows.map(({ outcome, count }) => `${outcome} ${count}`);
  }
}

/** Reads an account to the end. */
export async function collect(options: CollectOptions): Promise<Collected> {
  const items: PayloadItem[] = [];
  for await (const item of collectAws(options)) items.push(item);
  return new Collected(items);
}

export const scriptedOptions = {
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  regions: ['us-east-1'],
  callTimeoutMs: 20_000,
} as const;

/** Collects from an endpoint that answers as the script says; `GetCallerIdentity` it knows by itself. */
export async function collectScripted(
  script: (request: ScriptedRequest) => ScriptedAnswer,
  options: CollectOptions = {},
): Promise<Collected & { readonly asked: readonly string[] }> {
  const endpoint = await startScripted(
    (request) => script(request) ?? (request.operation === 'GetCallerIdentity' ? callerIdentity() : undefined),
  );
  try {
    const collected = await collect({ ...scriptedOptions, endpoint: endpoint.url, ...options });
    return Object.assign(collected, { asked: endpoint.asked });
  } finally {
    await endpoint.close();
  }
}
