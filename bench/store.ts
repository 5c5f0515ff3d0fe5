import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { AmbitRecord } from '../model/records.ts';
import { openEmbeddedStore } from '../store/embedded.ts';

/** `tsx bench/store.ts [records] [graph megabytes]`: how long the embedded store takes, and what it holds. */
const recordCount = Number(process.argv[2] ?? 1_000_000);
const graphBytes = Number(process.argv[3] ?? 100) * 1e6;
const folder = mkdtempSync(join(tmpdir(), 'ambit-bench-'));

let lapStart = performance.now();
function lap(what: string): void {
  const seconds = ((performance.now() - lapStart) / 1000).toFixed(2);
  console.log(
    `${what.padEnd(44)} ${seconds.padStart(8)} s ${(process.memoryUsage().rss / 1e6).toFixed(0).padStart(6)} MB`,
  );
  lapStart = performance.now();
}

/** Numbers spread without order, as ARNs come from a provider. */
function bucket(at: number, observedAt: string): AmbitRecord {
  const id = `arn:aws:s3:::bucket-${Math.imul(at, 2654435761) >>> 0}`;
  const origin = { source: 'aws', scope: '111111111111', part: `part-${at % 5}`, observedAt };
  const properties = { at, text: 'x'.repeat(150) };
  return { record: 'node', id, kind: 'aws-s3-bucket', name: `bucket-${at}`, properties, origin };
}

async function ingest(changed: number, observedAt: string): Promise<void> {
  const store = await openEmbeddedStore(folder);
  const draft = await store.begin();
  draft.scope('aws', '111111111111');
  for (let at = 0; at < recordCount; at += 1000) {
    const length = Math.min(1000, recordCount - at);
    await draft.put(Array.from({ length }, (_, next) => bucket(at + next + (at === 0 ? changed : 0), observedAt)));
  }
  lap('  put');
  await draft.seal();
  lap('  seal');
  await draft.publish(new Uint8Array(graphBytes).fill(7));
  lap('  publish');
  await store.close();
}

console.log(`${recordCount} records, ${graphBytes / 1e6} MB of graph; seconds and resident memory`);
await ingest(0, '2026-01-01T00:00:00Z');
const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
console.log(`${(sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(0)} MB on disk`);

lap('the same again:');
await ingest(0, '2026-01-02T00:00:00Z');

const store = await openEmbeddedStore(folder, { readOnly: true });
const snapshot = await store.snapshot();
lap('open, every byte checked');
await snapshot?.graph();
lap('graph()');
await snapshot?.recordsAbout('arn:aws:s3:::bucket-0');
lap('recordsAbout()');
let read = 0;
for await (const batch of snapshot?.records() ?? []) read += batch.length;
lap(`records(): ${read}`);
await store.close();
rmSync(folder, { recursive: true });
