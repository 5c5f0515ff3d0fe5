import { quietSdk } from './environment.ts';
import type { CollectOptions } from '../ingest/collect/options.ts';
import { development, management, organizationId, production, tooling } from '../ingest/demo/accounts.ts';
import { demoEstate } from '../ingest/demo/demo-estate.ts';
import type { PayloadItem } from '../ingest/payload.ts';
import type { Read } from '../ingest/read/read.ts';
import { readItems } from '../ingest/sources/aws/items.ts';
import type { Said } from '../ingest/source.ts';

/** Reads AWS over the network; the same records as from the folder that `save` names, where it names one. */
export async function* readLive(options: CollectOptions, save: string | undefined): AsyncGenerator<Said> {
  quietSdk();
  // The SDK takes longer to load than most commands take to answer.
  const { collectAws } = await import('../ingest/collect/aws.ts');
  const { savePayload } = await import('../ingest/collect/save.ts');
  const items = collectAws(options);
  const kept = save === undefined ? items : savePayload(items, save);
  yield* readItems(asRead(kept), new Date().toISOString());
}

/** When the demo estate was "read": fixed, so that loading it twice gives one snapshot. */
const demoTime = '2026-06-01T06:00:00.000Z';

/** Accounts and organisation of the demo estate. */
export const demoScopes: ReadonlySet<string> = new Set([
  organizationId,
  ...[management, tooling, production, development].map(({ id }) => id),
]);

/** The estate that ships with the project. */
export function readDemo(): AsyncIterable<Said> {
  return readItems(asRead(demoEstate()), demoTime);
}

async function* asRead(items: Iterable<PayloadItem> | AsyncIterable<PayloadItem>): AsyncGenerator<Read> {
  for await (const item of items) yield { say: 'item', item };
}
