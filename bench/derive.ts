import { edgeRules } from '../edges/edge-doc.ts';
import { buildEstate } from '../edges/estate/estate.ts';
import { FactIndexBuilder, type FactIndex } from '../edges/estate/fact-index.ts';
import { deriveGraph } from '../graph/derive-graph.ts';
import { encodeGraph } from '../graph/graph-bytes.ts';
import { OpenGraph } from '../graph/open-graph.ts';
import type { PayloadItem } from '../ingest/payload.ts';
import type { Read } from '../ingest/read/read.ts';
import { readItems } from '../ingest/sources/aws/items.ts';
import { computeRadii } from '../queries/radii.ts';
import { cloudEstate, type CloudSize } from './cloud-estate.ts';

/**
 * `tsx --expose-gc bench/derive.ts [share…]`: from payload items to radii, wall and processor seconds and memory a stage,
 * for shares of 20,000 roles, 5,000 policies and 100,000 resources in 60 accounts. `--rules` times each rule by itself.
 */
const shares = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const byRule = process.argv.includes('--rules');

function sizeOf(share: number): CloudSize {
  const of = (whole: number): number => Math.round(whole * share);
  return { seed: 7, roles: of(20_000), policies: of(5000), resources: of(100_000), accounts: Math.max(3, of(60)) };
}

let lapStart = performance.now();
let lapUsage = process.cpuUsage();
function lap(what: string): void {
  const seconds = ((performance.now() - lapStart) / 1000).toFixed(2).padStart(8);
  const { user, system } = process.cpuUsage(lapUsage);
  const processor = ((user + system) / 1e6).toFixed(2).padStart(8);
  const megabytes = (process.memoryUsage().rss / 1e6).toFixed(0).padStart(6);
  console.log(`${what.padEnd(40)} ${seconds} s ${processor} s cpu ${megabytes} MB`);
  lapStart = performance.now();
  lapUsage = process.cpuUsage();
}

async function* handedIn(items: Iterable<PayloadItem>): AsyncGenerator<Read> {
  for (const item of items) yield { say: 'item', item };
}

async function index(size: CloudSize): Promise<FactIndex> {
  const builder = new FactIndexBuilder();
  for await (const said of readItems(handedIn(cloudEstate(size)), '2026-01-01T00:00:00Z')) {
    if (said.say === 'rejection') throw new TypeError(JSON.stringify(said.rejection));
    if (said.say === 'record') builder.add(said.record);
  }
  return builder.build();
}

async function run(size: CloudSize): Promise<void> {
  console.log(
    `\n${size.roles} roles, ${size.policies} policies, ${size.resources} resources, ${size.accounts} accounts`,
  );
  const facts = await index(size);
  lap('records');
  const estate = buildEstate(facts);
  lap(`estate: ${estate.profiles.length} profiles`);
  if (byRule) {
    for (const rule of edgeRules) lap(`  ${rule.kind}: ${[...rule.derive(estate)].length} findings`);
  }
  const compiled = deriveGraph(estate);
  lap(`derive: ${compiled.csr.targets.length} edges`);
  const bytes = encodeGraph(compiled);
  lap(`encode: ${(bytes.length / 1e6).toFixed(1)} MB`);
  const graph = new OpenGraph(compiled);
  const radii = computeRadii(graph);
  lap(`radii: ${radii.identities.length} identities`);
  const administrators = radii.administers.filter((reached) => reached.length > 0).length;
  const pairs = radii.possible.reduce((sum, radius) => sum + radius.resources, 0);
  console.log(`${administrators} reach an administration; ${pairs} pairs of identity and resource in all`);
}

for (const share of shares.length === 0 ? ['0.05', '0.25', '1'] : shares) {
  globalThis.gc?.();
  await run(sizeOf(Number(share)));
}
console.log(`peak ${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB`);
