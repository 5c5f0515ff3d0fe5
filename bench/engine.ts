import { parseArgs } from 'node:util';

import { MultiDirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';

import type { ClosureTargets } from '../engine/closure-columns.ts';
import { closureMembers } from '../engine/closure-members.ts';
import { planClosure } from '../engine/closure-plan.ts';
import { closureSums } from '../engine/closure.ts';
import type { ClosureSums } from '../engine/closure.ts';
import { buildCsr } from '../engine/csr.ts';
import type { Csr } from '../engine/csr.ts';
import { filterEdges } from '../engine/filter.ts';
import { hops } from '../engine/hops.ts';
import { cheapestPaths } from '../engine/paths.ts';
import { transpose } from '../engine/transpose.ts';
import { generateEstate } from './generate-estate.ts';
import type { Estate } from './generate-estate.ts';
import { measure, row, scale } from './measure.ts';
import type { Spread } from './measure.ts';
import { createRandom } from './random.ts';

// npx tsx bench/engine.ts [<nodes> <edges>] [--runs N] [--seed N] [--verify]: the engine against plain BFS and graphology.
const GROUPS = 4; // system, data, automation, identity
const SAMPLE = 200; // sources that the slow ways answer for; their time is scaled to all sources
const GRAPHOLOGY_SAMPLE = 5;
const GRAPHOLOGY_MOST_NODES = 50_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    verify: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const [nodeCount = 41_000, edgeCount = 108_000] = positionals.map(Number);

const estate = generateEstate({ nodeCount, edgeCount, seed: Number(values.seed) });
const graph = buildCsr(nodeCount, estate.from, estate.to);
const sources = Uint32Array.from({ length: estate.identityCount }, (_, u) => u);
const targets = targetsOf(estate);

console.log(`${nodeCount} nodes, ${edgeCount} edges, ${sources.length} sources, seed ${values.seed}, ${runs} runs; ms`);
console.log(`${''.padEnd(34)}${'min'.padStart(10)}${'median'.padStart(10)}${'max'.padStart(10)}`);
benchStructure();
const closure = benchClosure();
benchPaths();
benchPlainSearch(closure);
if (nodeCount <= GRAPHOLOGY_MOST_NODES) benchGraphology(closure);
console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
if (values.verify) verify();

/** Every identity and resource is counted; groups are not. */
function targetsOf({ nodeCount, identityCount, firstResource, kind, weight }: Estate): ClosureTargets {
  const all = Uint32Array.from({ length: nodeCount }, (_, u) => u);
  const node = all.filter((u) => u < identityCount || u >= firstResource);
  return {
    node,
    group: Uint8Array.from(node, (u) => (u < identityCount ? 3 : kind[u] - 4)),
    weight: node.map((u) => weight[u]),
  };
}

function benchStructure(): void {
  const keep = Uint8Array.from(graph.order, (e) => 1 - estate.isConditional[e]);
  print(
    'CSR',
    measure(runs, () => void buildCsr(nodeCount, estate.from, estate.to)),
  );
  print(
    'transpose',
    measure(runs, () => void transpose(graph)),
  );
  print(
    'certain edges only',
    measure(runs, () => void filterEdges(graph, keep)),
  );
  print(
    'hops from one source',
    measure(runs, () => void hops(graph, [0])),
  );
}

function benchClosure(): Spread {
  const { rows, seeds } = planClosure(graph, sources, targets.node);
  const plan = `${rows.offsets.length - 1} rows, ${rows.targets.length} edges, ${seeds.offsets.length - 1} classes`;
  print(
    'closure plan',
    measure(runs, () => void planClosure(graph, sources, targets.node)),
    plan,
  );
  const closure = measure(runs, () => void closureSums(graph, sources, targets, GROUPS));
  const reachingCore = closureMembers(graph, sources, Uint32Array.of(0)).words.reduce((sum, bit) => sum + bit, 0);
  print('closure of all sources', closure, `${Math.round((100 * reachingCore) / sources.length)} % reach the core`);
  const jewels = targets.node.filter((u) => estate.weight[u] === 100);
  print(
    'crown jewels of all sources',
    measure(runs, () => void closureMembers(graph, sources, jewels)),
    `${jewels.length} jewels`,
  );
  return closure;
}

function benchPaths(): void {
  const random = createRandom(7);
  const reverse = transpose(graph);
  const costs = Uint8Array.from(graph.order, (e) => estate.edgeKind[e]);
  const jewels = targets.node.filter((u) => estate.weight[u] === 100);
  const task = () => {
    const [from, to] = [random.below(estate.identityCount), jewels[random.below(jewels.length)]];
    cheapestPaths(graph, reverse, costs, { from, to, k: 10 });
  };
  print('10 cheapest paths of a pair', measure(runs * 10, task));
}

/** One BFS a source in the same arrays. */
function benchPlainSearch(closure: Spread): void {
  const sample = sampleOf(SAMPLE);
  const plain = scale(
    measure(runs, () => void sumsBySearch(graph, sample)),
    sources.length / sample.length,
  );
  print('plain BFS a source (scaled)', plain, `${(plain.median / closure.median).toFixed(0)} times the closure`);
}

function benchGraphology(closure: Spread): void {
  const peer = new MultiDirectedGraph();
  for (let u = 0; u < nodeCount; u++) peer.addNode(u);
  for (let e = 0; e < edgeCount; e++) peer.addEdge(estate.from[e], estate.to[e]);
  const sample = sampleOf(GRAPHOLOGY_SAMPLE);
  const walk = () => {
    for (const u of sample) bfsFromNode(peer, u, () => false, { mode: 'outbound' });
  };
  const slow = scale(measure(runs, walk), sources.length / sample.length);
  print('graphology BFS a source (scaled)', slow, `${(slow.median / closure.median).toFixed(0)} times the closure`);
}

/** Compares every source's sums with those of its own BFS. */
function verify(): void {
  const fast = closureSums(graph, sources, targets, GROUPS);
  const slow = sumsBySearch(graph, sources);
  const isEqual =
    fast.counts.every((count, i) => count === slow.counts[i]) &&
    fast.weights.every((weight, i) => weight === slow.weights[i]);
  console.log(isEqual ? `all ${sources.length} closures equal plain BFS` : 'CLOSURES DIFFER FROM PLAIN BFS');
  if (!isEqual) process.exitCode = 1;
}

function sampleOf(size: number): Uint32Array {
  const random = createRandom(3);
  return Uint32Array.from({ length: Math.min(size, sources.length) }, () => sources[random.below(sources.length)]);
}

/** The sums of some sources by one breadth-first search each. */
function sumsBySearch({ offsets, targets: heads }: Csr, sample: Uint32Array): ClosureSums {
  const groupOf = new Uint8Array(nodeCount).fill(GROUPS);
  const weightOf = new Uint32Array(nodeCount);
  for (const [i, u] of targets.node.entries()) {
    groupOf[u] = targets.group[i];
    weightOf[u] = targets.weight[i];
  }
  const counts = new Uint32Array(sample.length * GROUPS);
  const weights = new Float64Array(sample.length);
  const seenIn = new Uint32Array(nodeCount);
  const queue = new Uint32Array(nodeCount);
  for (const [s, source] of sample.entries()) {
    queue[0] = source;
    const size = search({ offsets, targets: heads }, queue, seenIn, s + 1);
    for (let i = 1; i < size; i++) {
      weights[s] += weightOf[queue[i]];
      if (groupOf[queue[i]] < GROUPS) counts[s * GROUPS + groupOf[queue[i]]]++;
    }
  }
  return { counts, weights };
}

/** Fills the queue with what its first node reaches, marks that in `seenIn`, and says how many there are. */
function search({ offsets, targets: heads }: Csr, queue: Uint32Array, seenIn: Uint32Array, mark: number): number {
  let size = 1;
  seenIn[queue[0]] = mark;
  for (let i = 0; i < size; i++) {
    for (let e = offsets[queue[i]]; e < offsets[queue[i] + 1]; e++) {
      if (seenIn[heads[e]] === mark) continue;
      seenIn[heads[e]] = mark;
      queue[size++] = heads[e];
    }
  }
  return size;
}

function print(name: string, spread: Spread, note = ''): void {
  console.log(row(name, spread, note));
}
