import { parseArgs } from 'node:util';

import { MultiDirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';

import { bridgesInto } from '../engine/bridges.ts';
import { buildCsr } from '../engine/csr.ts';
import { cutGraph } from '../engine/cut-graph.ts';
import { dominators } from '../engine/dominators.ts';
import { filterEdges } from '../engine/filter.ts';
import { gatherBytes } from '../engine/gather.ts';
import { hops } from '../engine/hops.ts';
import { cheapestPaths } from '../engine/paths.ts';
import { sharesOf } from '../engine/shares.ts';
import { transpose } from '../engine/transpose.ts';
import { countedIn } from './counted.ts';
import { generateEstate } from './generate-estate.ts';
import { measure, row } from './measure.ts';
import type { Spread } from './measure.ts';
import { createRandom } from './random.ts';

// npx tsx bench/engine-questions.ts [<nodes> <edges>] [--runs N] [--seed N]: what is asked of one identity or one pair.
const GROUPS = 4; // system, data, automation, identity
const CORE = 0; // reaches what half of the estate reaches
const PAIRS = 200;
const GRAPHOLOGY_MOST_NODES = 50_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
});
const runs = Number(values.runs);
const [nodeCount = 41_000, edgeCount = 108_000] = positionals.map(Number);

const estate = generateEstate({ nodeCount, edgeCount, seed: Number(values.seed) });
const graph = buildCsr(nodeCount, estate.from, estate.to);
const reverse = transpose(graph);
const targets = countedIn(estate);

console.log(`${nodeCount} nodes, ${edgeCount} edges, seed ${values.seed}, ${runs} runs; ms`);
console.log(`${''.padEnd(34)}${'min'.padStart(10)}${'median'.padStart(10)}${'max'.padStart(10)}`);
benchRings();
benchPaths();
benchDominators();
benchCut();
if (nodeCount <= GRAPHOLOGY_MOST_NODES) benchGraphology();

/** Both certainties: what one ring map asks for. */
function benchRings(): void {
  const hopOf = new Uint8Array(edgeCount).fill(1);
  const certain = filterEdges(
    graph,
    Uint8Array.from(graph.order, (e) => 1 - estate.isConditional[e]),
  );
  const certainHopOf = gatherBytes(hopOf, certain.order);
  time('rings of a core identity', () => void hops(graph, [CORE], hopOf));
  time('  and those that are certain', () => void hops(certain, [CORE], certainHopOf));
  time("a turned graph's hop costs", () => void gatherBytes(hopOf, reverse.order));
}

/** Pairs of an identity and a crown jewel: all, and those with a way between. */
function benchPaths(): void {
  const random = createRandom(7);
  const jewels = targets.node.filter((u) => estate.weight[u] === 100);
  const costs = Uint8Array.from(graph.order, (e) => estate.edgeKind[e]);
  const anyPair = () => ({ from: random.below(estate.identityCount), to: jewels[random.below(jewels.length)], k: 10 });
  const ask = (pair: ReturnType<typeof anyPair>) => cheapestPaths(graph, reverse, costs, pair).paths.length;
  const pairs = Array.from({ length: PAIRS }, anyPair);
  const joined = pairs.filter((pair) => ask(pair) > 0);
  let next = 0;
  print(
    '10 cheapest paths, any pair',
    measure(runs * 10, () => void ask(pairs[next++ % pairs.length])),
  );
  print(
    '10 cheapest paths, joined pairs',
    measure(runs * 10, () => void ask(joined[next++ % joined.length])),
  );
}

/** Every crown jewel cut off from the CORE, one edge as dear as another. */
function benchCut(): void {
  const jewels = targets.node.filter((u) => estate.weight[u] === 100);
  const question = { sources: Uint32Array.of(CORE), sinks: jewels, edgeCosts: new Float64Array(edgeCount).fill(1) };
  const cut = cutGraph(graph, reverse, question);
  const note = cut.kind === 'cut' ? `${cut.edges.length} edges` : 'impossible';
  time('cut from the core to all jewels', () => void cutGraph(graph, reverse, question), note);
  const everyone = Uint32Array.from({ length: estate.identityCount }, (_, u) => u);
  const all = { ...question, sources: everyone, sinks: jewels.slice(0, 1) };
  time('cut of one jewel from everyone', () => void cutGraph(graph, reverse, all));
}

/** What a user would pick instead. */
function benchGraphology(): void {
  const peer = new MultiDirectedGraph();
  for (let u = 0; u < nodeCount; u++) peer.addNode(u);
  for (let e = 0; e < edgeCount; e++) peer.addEdge(estate.from[e], estate.to[e]);
  const ours = measure(runs, () => void hops(graph, [CORE]));
  const slow = measure(runs, () => bfsFromNode(peer, CORE, () => false, { mode: 'outbound' }));
  print('graphology, one BFS from the core', slow, `${(slow.min / ours.min).toFixed(0)} times ours`);
}

function benchDominators(): void {
  const tree = dominators(graph, reverse, CORE);
  time('dominator tree from the core', () => void dominators(graph, reverse, CORE), `${tree.order.length} nodes`);
  time('its bridges', () => void bridgesInto(reverse, tree));
  time('shares of nodes and edges', () => void sharesOf(tree, targets, GROUPS));
  const jewel = targets.node.find((u) => estate.weight[u] === 100) ?? 0;
  time('dominator tree to a jewel', () => void dominators(reverse, graph, jewel));
  const random = createRandom(5);
  time('dominator tree, any identity', () => void dominators(graph, reverse, random.below(estate.identityCount)));
}

function time(name: string, task: () => void, note = ''): void {
  print(name, measure(runs, task), note);
}

function print(name: string, spread: Spread, note = ''): void {
  console.log(row(name, spread, note));
}
