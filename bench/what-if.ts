import { simulate } from '../app/what-if/simulate.ts';
import { WhatIfBase } from '../app/what-if/what-if-base.ts';
import { buildEstate } from '../edges/estate/estate.ts';
import { FactIndexBuilder, type FactIndex } from '../edges/estate/fact-index.ts';
import { deriveGraph } from '../graph/derive-graph.ts';
import { OpenGraph } from '../graph/open-graph.ts';
import type { PayloadItem } from '../ingest/payload.ts';
import type { Read } from '../ingest/read/read.ts';
import { readItems } from '../ingest/sources/aws/items.ts';
import type { Change } from '../model/change.ts';
import { computeRadii } from '../queries/radii.ts';
import { cloudEstate, type CloudSize } from './cloud-estate.ts';

/**
 * `tsx bench/what-if.ts [share…]`: what changes take once the graph is open, for shares of 20,000 roles, 5,000 policies
 * and 100,000 resources in 60 accounts; beside it everyone's blast radius in the same run, as a yardstick.
 */
const shares = process.argv.slice(2);

function sizeOf(share: number): CloudSize {
  const of = (whole: number): number => Math.round(whole * share);
  return { seed: 7, roles: of(20_000), policies: of(5000), resources: of(100_000), accounts: Math.max(3, of(60)) };
}

async function* handedIn(items: Iterable<PayloadItem>): AsyncGenerator<Read> {
  for (const item of items) yield { say: 'item', item };
}

async function index(size: CloudSize): Promise<FactIndex> {
  const builder = new FactIndexBuilder();
  for await (const said of readItems(handedIn(cloudEstate(size)), '2026-01-01T00:00:00Z'))
    if (said.say === 'record') builder.add(said.record);
  return builder.build();
}

function timed<T>(what: string, task: () => T): T {
  const start = performance.now();
  const result = task();
  console.log(`${what.padEnd(56)} ${(performance.now() - start).toFixed(0).padStart(8)} ms`);
  return result;
}

/** Attachments spread over the estate, one change each. */
function detachments(facts: FactIndex, count: number): readonly Change[] {
  const all = facts.of('attachment').filter(({ holder }) => holder.includes(':role/'));
  return Array.from({ length: count }, (_, at) => {
    const { holder, policy } = all[Math.floor(((at + 0.5) * all.length) / count)];
    return { change: 'detach-policy', from: holder, policy };
  });
}

/** The policy that most hold, and one that few do. */
function replaced(facts: FactIndex): readonly (readonly [number, Change])[] {
  const holders = new Map<string, number>();
  for (const { policy } of facts.of('attachment')) holders.set(policy, (holders.get(policy) ?? 0) + 1);
  const ranked = [...holders].sort(([, a], [, b]) => b - a);
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
  };
  return [ranked[ranked.length >>> 1], ranked[0]].map(([policy, count]) => [
    count,
    { change: 'replace-policy', policy, document },
  ]);
}

for (const share of shares.length === 0 ? ['0.05', '1'] : shares) {
  const size = sizeOf(Number(share));
  console.log(
    `\n${size.roles} roles, ${size.policies} policies, ${size.resources} resources, ${size.accounts} accounts`,
  );
  const facts = await index(size);
  const graph = timed('derive all', () => new OpenGraph(deriveGraph(buildEstate(facts))));
  timed('all radii, again', () => computeRadii(graph));
  const base = new WhatIfBase(graph, facts);
  timed('open: estate, radii and actors', () => [base.estate, base.side.totals, base.actors, base.followed]);
  const times = detachments(facts, 40)
    .map((change) => simulate(base, [change], 'bench'))
    .map(({ milliseconds }) => milliseconds)
    .sort((a, b) => a - b);
  console.log(`detach one policy, 40 times: min ${times[0]} median ${times[20]} max ${times[39]} ms`);
  for (const [count, change] of replaced(facts)) {
    const { identities } = timed(`replace a policy that ${count} hold`, () => simulate(base, [change], 'bench'));
    console.log(`  ${identities.length} identities change`);
  }
  console.log(`peak ${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB`);
}
