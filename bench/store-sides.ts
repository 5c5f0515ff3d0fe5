import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ingest } from '../app/ingest.ts';
import { sourceById } from '../app/sources.ts';
import { Workspace } from '../app/workspace.ts';
import { graphCodec } from '../graph/graph-rows.ts';
import { openEmbeddedStore } from '../store/embedded.ts';
import { openNeo4jStore } from '../store/neo4j.ts';
import type { Store } from '../store/store.ts';
import { generateEstate } from './generate-estate.ts';
import { writeEstate } from './write-estate.ts';

// eval "$(scripts/neo4j start)"; npx tsx bench/store-sides.ts [edges …]: both stores side by side, seconds and peak MB.
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000, 1_000_000];
const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
if (uri === undefined) throw new Error('NEO4J_URI is not set; run: eval "$(scripts/neo4j start)"');
const folder = mkdtempSync(join(tmpdir(), 'ambit-sides-'));

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}

/** Ingest, first open (the graph read whole and checked), second open, and the ranked report of all identities. */
async function side(name: string, file: string, open: (cache: string) => Promise<Store>): Promise<void> {
  const writing = await open(join(folder, 'writing'));
  const [, ingested] = await timed(() => ingest(writing, 'opengraph', sourceById('opengraph').read([file])));
  await writing.close();
  const opens: number[] = [];
  let report = 0;
  for (let time = 0; time < 2; time++) {
    const [workspace, opened] = await timed(async () => {
      const made = new Workspace(await open(join(folder, `reading ${file.length} ${name}`)));
      await made.need();
      return made;
    });
    opens.push(opened);
    [, report] = await timed(async () => (await workspace.need()).report.length);
    await workspace.store.prune(1);
    await workspace.close();
  }
  const peakMb = process.resourceUsage().maxRSS / 1000;
  const columns = [ingested, ...opens, report].map((seconds) => seconds.toFixed(2).padStart(12));
  console.log(`${name.padEnd(10)}${columns.join('')}${peakMb.toFixed(0).padStart(12)}`);
}

for (const edgeCount of sizes) {
  const nodeCount = Math.floor(edgeCount / 2.6);
  const file = join(folder, `${edgeCount}.json`);
  await writeEstate(generateEstate({ nodeCount, edgeCount, seed: 1 }), file);
  console.log(
    `\n${nodeCount} nodes, ${edgeCount} edges\n${' '.repeat(10)}      ingest        open  open again      report     peak MB`,
  );
  await side('embedded', file, () => openEmbeddedStore(join(folder, `store ${edgeCount}`)));
  const url = `${uri}?estate=sides-${edgeCount}-${process.pid}`;
  await side('neo4j', file, (cacheFolder) => openNeo4jStore(url, { user, password, codec: graphCodec, cacheFolder }));
}
rmSync(folder, { recursive: true, force: true });
