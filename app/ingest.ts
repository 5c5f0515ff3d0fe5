import { buildEstate } from '../edges/estate/estate.ts';
import { FactIndexBuilder } from '../edges/estate/fact-index.ts';
import { deriveGraph } from '../graph/derive-graph.ts';
import { encodeGraph } from '../graph/graph-bytes.ts';
import { canonicalGraph } from '../graph/canonical-graph.ts';
import type { CompiledGraph } from '../graph/compiled-graph.ts';
import { textAt } from '../graph/string-table.ts';
import type { Said } from '../ingest/source.ts';
import { InputError } from '../model/errors.ts';
import type { AmbitRecord } from '../model/records.ts';
import type { Draft, Snapshot, Store } from '../store/store.ts';
import { gapRows } from './gap-rows.ts';
import type { Progress } from './progress.ts';
import { readFacts } from './read-facts.ts';
import { Tally, type IngestSummary } from './tally.ts';

/** Records a call to the store. */
const batchSize = 1000;

/**
 * Reads what a source says into a new snapshot: all of it or nothing.
 *
 * @throws {InputError} when anything was rejected; the store is untouched then
 */
export async function ingest(
  store: Store,
  source: string,
  said: AsyncIterable<Said>,
  progress: Progress = () => {},
): Promise<IngestSummary> {
  const tally = new Tally(source);
  const draft = await store.begin();
  try {
    await fill(draft, counted(said, progress), tally);
    tally.finish('read');
    progress({ doing: 'merging' });
    const sealed = await draft.seal();
    tally.finish('write');
    progress({ doing: 'deriving' });
    const graph = await derive(sealed);
    const bytes = encodeGraph(canonicalGraph(graph));
    tally.finish('derive');
    progress({ doing: 'writing' });
    const info = await draft.publish(bytes, (done, total) =>
      progress({ doing: 'writing', done, total, of: 'nodes and edges' }),
    );
    tally.finish('write');
    return tally.summary({
      snapshot: info.id,
      edges: shownEdgeCount(graph),
      gaps: gapRows(info.gaps.filter((gap) => gap.source === source && tally.scopes.has(gap.scope))),
    });
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/**
 * Reads and checks everything, and writes nothing.
 *
 * @throws {InputError} when anything was rejected
 */
export async function validate(source: string, said: AsyncIterable<Said>): Promise<IngestSummary> {
  const tally = new Tally(source);
  const index = new FactIndexBuilder();
  for await (const item of said) {
    tally.add(item);
    if (item.say === 'record') index.add(item.record);
  }
  refuseRejected(tally);
  tally.finish('read');
  const graph = deriveGraph(buildEstate(index.build()));
  tally.finish('derive');
  return tally.summary({ snapshot: null, edges: shownEdgeCount(graph), gaps: gapRows(tally.gaps) });
}

/** The same, counted as it goes by. */
async function* counted(said: AsyncIterable<Said>, progress: Progress): AsyncGenerator<Said> {
  let done = 0;
  progress({ doing: 'reading' });
  for await (const item of said) {
    if (item.say === 'record' && ++done % batchSize === 0) progress({ doing: 'reading', done, of: 'records' });
    yield item;
  }
}

async function fill(draft: Draft, said: AsyncIterable<Said>, tally: Tally): Promise<void> {
  let batch: AmbitRecord[] = [];
  for await (const item of said) {
    tally.add(item);
    if (item.say === 'gap') draft.gap(item.gap);
    else if (item.say === 'scope') draft.scope(tally.source, item.scope);
    else if (item.say === 'record' && tally.rejected.length === 0) batch.push(item.record);
    if (batch.length < batchSize) continue;
    await draft.put(batch);
    batch = [];
  }
  refuseRejected(tally);
  await draft.put(batch);
}

function refuseRejected({ rejected }: Tally): void {
  if (rejected.length > 0) throw new InputError(rejected, 'nothing was taken; mend the records named and run it again');
}

/** Facts to graph: every record of the snapshot, whichever source said it. */
async function derive(snapshot: Snapshot): Promise<CompiledGraph> {
  return deriveGraph(buildEstate(await readFacts(snapshot)));
}

/** Edges that a person sees: those of a kind. */
function shownEdgeCount({ edgeKind, texts }: CompiledGraph): number {
  const shown = new Map<number, boolean>();
  let count = 0;
  for (const kind of edgeKind) {
    if (!shown.has(kind)) shown.set(kind, textAt(texts, kind) !== '');
    if (shown.get(kind)) count++;
  }
  return count;
}
