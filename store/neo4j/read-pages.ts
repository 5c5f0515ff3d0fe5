import type { AmbitRecord } from '../../model/records.ts';
import { parseRecord } from '../embedded/record-codec.ts';
import { whole, type Connection, type Run } from './connection.ts';
import type { StoredPartition } from './document.ts';
import { damaged } from './errors.ts';
import { pageTexts } from './pages.ts';

/** Pages that are fetched at once; each holds at most about a megabyte of text, and less than a fifth of it deflated. */
const pagesAtOnce = 32;

/** One page's texts, in key order, and the partition that they belong to. */
export interface PageOfTexts {
  readonly partition: StoredPartition;
  readonly texts: readonly Buffer[];
  readonly isLast: boolean;
}

/** Texts of all records of the partitions, page by page. */
export async function* partitionTexts(
  connection: Connection,
  partitions: readonly StoredPartition[],
): AsyncGenerator<PageOfTexts> {
  for (const places of inChunks(pagePlaces(partitions), pagesAtOnce)) {
    const pages = await connection.read('reading records', (run) => readPages(run, places));
    for (const [at, { partition, isLast }] of places.entries()) {
      yield { partition, texts: [...pageTexts(pages[at])], isLast };
    }
  }
}

/** Where a page stands. */
export interface PagePlace {
  readonly partition: StoredPartition;
  readonly page: number;
}

function* pagePlaces(partitions: readonly StoredPartition[]): Generator<PagePlace & { readonly isLast: boolean }> {
  for (const partition of partitions) {
    const { firstPage, pageCount } = partition;
    for (let at = 0; at < pageCount; at++) yield { partition, page: firstPage + at, isLast: at === pageCount - 1 };
  }
}

function* inChunks<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Bytes of the pages, in the order of the places. */
export async function readPages(run: Run, places: readonly PagePlace[]): Promise<readonly unknown[]> {
  const { records } = await run(
    `UNWIND $places AS place MATCH (n:AmbitPage {graph: place.graph, number: place.page})
     RETURN place.at AS at, n.bytes AS bytes`,
    {
      places: places.map(({ partition, page }, at) => ({
        at: whole(at),
        graph: whole(partition.graph),
        page: whole(page),
      })),
    },
  );
  const byPlace = new Map(records.map((record) => [Number(record.get('at')), record.get('bytes')]));
  return places.map(({ page }, at) => {
    if (!byPlace.has(at)) throw damaged(`page ${page} of the records`);
    return byPlace.get(at);
  });
}

/** The record of a text. */
export function recordOf(text: Buffer, partition: StoredPartition): AmbitRecord {
  return parseRecord(text.toString('utf8'), partition, partition.observedAt);
}
