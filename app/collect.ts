import { collectAws } from '../ingest/collect/aws.ts';
import type { CollectOptions } from '../ingest/collect/options.ts';
import { savePayload } from '../ingest/collect/save.ts';
import { demoEstate } from '../ingest/demo/demo-estate.ts';
import type { PayloadItem } from '../ingest/payload.ts';
import type { Read } from '../ingest/read/read.ts';
import { readItems } from '../ingest/sources/aws/items.ts';
import type { Said } from '../ingest/source.ts';

/** Reads AWS over the network; the same records as from the folder that `save` names, where it names one. */
export function readLive(options: CollectOptions, save: string | undefined): AsyncIterable<Said> {
  const items = collectAws(options);
  const kept = save === undefined ? items : savePayload(items, save);
  return readItems(asRead(kept), new Date().toISOString());
}

/** When the demo estate was "read": fixed, so that loading it twice gives one snapshot. */
const demoTime = '2026-06-01T06:00:00.000Z';

/** The estate that ships with the project. */
export function readDemo(): AsyncIterable<Said> {
  return readItems(asRead(demoEstate()), demoTime);
}

async function* asRead(items: Iterable<PayloadItem> | AsyncIterable<PayloadItem>): AsyncGenerator<Read> {
  for await (const item of items) yield { say: 'item', item };
}
