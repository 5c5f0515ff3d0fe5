import type { AmbitRecord } from '../../model/records.ts';
import { parseRecord } from '../embedded/record-codec.ts';
import { whole, type Connection, type Run } from './connection.ts';
import type { StoredPartition } from './document.ts';
import { damaged } from './errors.ts';
import { pageTexts } from './pages.ts';

/** Pages that are fetched at once; each holds at most about a megabyte of text. */
const pagesAtOnce = 8;

/** Texts of all records of the partition, in key order, page by page. */
export async function* partitionTexts(
  connection: Connection,
  { graph, firstPage, pageCount }: StoredPartition,
): AsyncGenerator<readonly Buffer[]> {
  for (let at = 0; at < pageCount; at += pagesAtOnce) {
    const numbers = Array.from({ length: Math.min(pagesAtOnce, pageCount - at) }, (_, next) => firstPage + at + next);
    const pages = await connection.read('reading records', (run) => readPages(run, graph, numbers));
    for (const bytes of pages) yield [...pageTexts(bytes)];
  }
}

/** Bytes of the pages, in the order of the numbers. */
export async function readPages(run: Run, graph: number, numbers: readonly number[]): Promise<readonly unknown[]> {
  const { records } = await run(
    `UNWIND $numbers AS number MATCH (n:AmbitPage {graph: $graph, number: number})
     RETURN n.number AS number, n.bytes AS bytes`,
    { graph: whole(graph), numbers: numbers.map((number) => whole(number)) },
  );
  const byNumber = new Map(records.map((record) => [Number(record.get('number')), record.get('bytes')]));
  return numbers.map((number) => {
    if (!byNumber.has(number)) throw damaged(`page ${number} of the records`);
    return byNumber.get(number);
  });
}

/** The record of a text. */
export function recordOf(text: Buffer, partition: StoredPartition): AmbitRecord {
  return parseRecord(text.toString('utf8'), partition, partition.observedAt);
}
