import { makePlan } from '../app/plan/make-plan.ts';
import { keepNothing } from '../app/plan/keep-file.ts';
import { WhatIfBase } from '../app/what-if/what-if-base.ts';
import { buildEstate } from '../edges/estate/estate.ts';
import { FactIndexBuilder, type FactIndex } from '../edges/estate/fact-index.ts';
import { deriveGraph } from '../graph/derive-graph.ts';
import { OpenGraph } from '../graph/open-graph.ts';
import type { PayloadItem } from '../ingest/payload.ts';
import type { Read } from '../ingest/read/read.ts';
import { readItems } from '../ingest/sources/aws/items.ts';
import { isResource } from '../model/node-kind.ts';
import type { PlanGoal } from '../queries/plan/plan.ts';
import { hops, UNREACHED } from '../engine/hops.ts';
import { cloudEstate } from './cloud-estate.ts';

/**
 * `tsx bench/plan.ts [roles…]`: plans for estates of so many roles: to protect the resource that the median of
 * identities reaches, and to take a tenth of the total weight away; seconds, cost and the gap reached.
 */
const sizes = process.argv.slice(2).map(Number);

async function* handedIn(items: Iterable<PayloadItem>): AsyncGenerator<Read> {
  for (const item of items) yield { say: 'item', item };
}

async function factsOf(roles: number): Promise<FactIndex> {
  const share = roles / 20_000;
  const of = (whole: number): number => Math.round(whole * share);
  const size = { seed: 7, roles, policies: of(5000), resources: of(100_000), accounts: Math.max(3, of(60)) };
  const builder = new FactIndexBuilder();
  for await (const said of readItems(handedIn(cloudEstate(size)), '2026-01-01T00:00:00Z'))
    if (said.say === 'record') builder.add(said.record);
  return builder.build();
}

/** A resource that as many identities reach as of the middle of a hundred. */
function target(graph: OpenGraph): string {
  const resources = graph.nodesWhere((node) => isResource(graph.category(node)));
  const drawn = Array.from({ length: 100 }, (_, at) => resources[Math.floor((at * resources.length) / 100)]);
  const counted = drawn.map((node) => {
    const depth = hops(graph.reverse, [node]);
    return { node, count: graph.nodesWhere((u) => graph.category(u) === 'identity' && depth[u] !== UNREACHED).length };
  });
  return graph.id(counted.toSorted((a, b) => a.count - b.count)[50].node);
}

for (const roles of sizes.length === 0 ? [1000] : sizes) {
  const facts = await factsOf(roles);
  const start = performance.now();
  const graph = new OpenGraph(deriveGraph(buildEstate(facts)));
  const base = new WhatIfBase(graph, facts);
  console.log(`${roles} roles: derived in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const goals: readonly PlanGoal[] = [{ protect: [target(graph)] }, { reduce: 10 }];
  for (const goal of goals) {
    const { plan } = await makePlan(base, { goal, keep: keepNothing, refused: [], proofMs: 20_000 });
    const { kind, lowerBound, gap, optimal } = plan.certificate;
    console.log(
      `  ${JSON.stringify(goal)}: ${plan.steps.length} changes, cost ${plan.cost}, ${kind}, lower bound ${lowerBound.toFixed(2)}, ` +
        `gap ${(gap * 100).toFixed(1)} %${optimal ? ', optimal' : ''}, ${(plan.milliseconds / 1000).toFixed(1)} s`,
    );
  }
}
