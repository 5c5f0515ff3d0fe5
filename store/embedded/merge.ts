import { createHash } from 'node:crypto';

import { recordSubject } from '../../model/record-key.ts';
import type { StoredPartition } from './document.ts';
import type { Kept } from './gaps.ts';
import { bodyStart, earlierTime, keyBytes, nameHashes, parseRecord, recordText } from './record-codec.ts';
import type { RecordsFile } from './records-file.ts';
import type { StagedRecord } from './staging.ts';

/** What is to be known of a partition before it is written. */
export interface PartitionSum {
  readonly recordCount: number;
  readonly hash: string;
  readonly observedAt: string;
}

/** A partition of the snapshot before, and the file that holds it. */
export interface Earlier {
  readonly partition: StoredPartition;
  readonly file: RecordsFile;
}

/** The earlier records that may stay, each with the time at which it was last read. */
export function* keptRecords({ partition, file }: Earlier, kept: Kept, seed: number): Generator<StagedRecord> {
  if (kept !== 'all' && kept.size === 0) return;
  for (const text of file.texts(partition.first, partition.recordCount)) {
    const record = parseRecord(text, partition, partition.observedAt);
    if (kept !== 'all' && !kept.has(recordSubject(record))) continue;
    yield { key: keyBytes(record), text: Buffer.from(recordText(record)), names: nameHashes(record, seed) };
  }
}

/** Passes the records on and sums them up; the sum is the generator's return value. */
export function* summedRecords(records: Iterable<StagedRecord>): Generator<StagedRecord, PartitionSum> {
  const hash = createHash('sha256');
  let recordCount = 0;
  let observedAt: string | undefined;
  let oldest = '';
  for (const record of records) {
    const start = bodyStart(record.text);
    // The newline before the JSON ends the record before it: JSON.stringify writes none.
    hash.update(record.text.subarray(start - 1));
    recordCount++;
    const time = record.text.toString('utf8', 0, start - 1);
    if (time !== observedAt) oldest = observedAt === undefined ? time : earlierTime(oldest, time);
    observedAt = time;
    yield record;
  }
  return { recordCount, hash: hash.digest('hex'), observedAt: oldest };
}
