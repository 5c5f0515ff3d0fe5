import { buildEstate } from '../edges/estate/estate.ts';
import { FactIndexBuilder, type FactIndex } from '../edges/estate/fact-index.ts';
import { deriveGraph } from '../graph/derive-graph.ts';
import { encodeGraph } from '../graph/graph-bytes.ts';
import { OpenGraph } from '../graph/open-graph.ts';
import type { PayloadItem } from '../ingest/payload.ts';
import type { Read } from '../ingest/read/read.ts';
import { readItems } from '../ingest/sources/aws/items.ts';
import { computeRadii } from '../queries/radii.ts';
import { cloudEstate } from './cloud-estate.ts';

/** `tsx bench/derive.ts [roles] [resources] [accounts]`: from payload items to radii, seconds and memory a stage. */
const [roles = 2000, resources = 10_000, accounts = 20] = process.argv.slice(2).map(Number);

let lapStart = performance.now();
function lap(what: string): void {
  const seconds = ((performance.now() - lapStart) / 1000).toFixed(2).padStart(8);
  const megabytes = (process.memoryUsage().rss / 1e6).toFixed(0).padStart(6);
  console.log(`${what.padEnd(34)} ${seconds} s ${megabytes} MB`);
  lapStart = performance.now();
}

async function* handedIn(items: Iterable<PayloadItem>): AsyncGenerator<Read> {
  for (const item of items) yield { say: 'item', item };
}

async function index(): Promise<FactIndex> {
  const builder = new FactIndexBuilder();
  for await (const said of readItems(
    handedIn(cloudEstate({ seed: 7, roles, resources, accounts })),
    '2026-01-01T00:00:00Z',
  )) {
    if (said.say === 'rejection') throw new TypeError(JSON.stringify(said.rejection));
    if (said.say === 'record') builder.add(said.record);
  }
  return builder.build();
}

const facts = await index();
lap('records');
const estate = buildEstate(facts);
lap(`estate: ${estate.profiles.length} profiles`);
const compiled = deriveGraph(estate);
lap(`derive: ${compiled.csr.targets.length} edges`);
const bytes = encodeGraph(compiled);
lap(`encode: ${(bytes.length / 1e6).toFixed(1)} MB`);
const graph = new OpenGraph(compiled);
const radii = computeRadii(graph);
lap(`radii: ${radii.identities.length} identities`);
const administrators = radii.administers.filter((reached) => reached.length > 0).length;
const resourceSum = radii.possible.reduce((sum, radius) => sum + radius.resources, 0);
console.log(`${administrators} reach an administration; ${resourceSum} pairs of identity and resource in all`);
