import { FactIndexBuilder, type FactIndex } from '../edges/estate/fact-index.ts';
import type { Snapshot } from '../store/store.ts';

/** What the snapshot's sources said, every one of them. */
export async function readFacts(snapshot: Snapshot): Promise<FactIndex> {
  const index = new FactIndexBuilder();
  for await (const batch of snapshot.records()) for (const record of batch) index.add(record);
  return index.build();
}
