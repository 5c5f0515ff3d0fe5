import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { MultiDirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';

import { buildCsr, tailsOf } from '../engine/csr.ts';
import type { OrderedCsr } from '../engine/csr.ts';
import type { ClosureAnswer, ClosureQuestion } from '../engine/closure-question.ts';
import { ClosureThreads } from '../engine/closure-threads.ts';
import { plainAnswer } from '../engine/closure-twin.ts';
import { hops, UNREACHED } from '../engine/hops.ts';
import { transpose } from '../engine/transpose.ts';
import { countedIn } from './counted.ts';
import { generateAccounts } from './generate-accounts.ts';
import { generateEstate } from './generate-estate.ts';
import { measure, row, scale } from './measure.ts';
import type { Spread } from './measure.ts';
import { createRandom } from './random.ts';

// npx tsx bench/closure.ts [<nodes> <edges>] [--accounts N] [--curve] [--twin] [--peers] [--runs N] [--seed N]:
// the closure of all identities in both certainties, beside what one would take instead.
const SAMPLE = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    accounts: { type: 'string' },
    curve: { type: 'boolean', default: false },
    twin: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
const [nodeCount = 410_000, edgeCount = 1_080_000] = positionals.map(Number);

interface Case {
  readonly name: string;
  readonly graph: OrderedCsr;
  readonly certain: ClosureQuestion;
  readonly possible: ClosureQuestion;
}

const sizes = values.curve ? [1 / 8, 1 / 4, 1 / 2, 1] : [1];
for (const size of sizes) bench(caseOf(size));
console.log(`peak memory of this process, the invented estate included: ${megabytes(peakBytes())}`);

function caseOf(size: number): Case {
  if (values.accounts !== undefined) return accountCase(Math.round(Number(values.accounts) * size));
  const estate = generateEstate({
    nodeCount: Math.round(nodeCount * size),
    edgeCount: Math.round(edgeCount * size),
    seed,
  });
  const graph = buildCsr(estate.nodeCount, estate.from, estate.to);
  const targets = countedIn(estate);
  const all = {
    graph,
    sources: Uint32Array.from({ length: estate.identityCount }, (_, u) => u),
    targets,
    groupCount: 4,
    specials: targets.node.filter((_, i) => targets.weight[i] === 100),
  };
  const keep = Uint8Array.from(graph.order, (e) => 1 - estate.isConditional[e]);
  return { name: 'estate', graph, certain: { ...all, keep }, possible: all };
}

function accountCase(accountCount: number): Case {
  const estate = generateAccounts(accountCount, seed);
  const graph = buildCsr(estate.nodeCount, estate.from, estate.to);
  const node = Uint32Array.from(estate.kind.keys()).filter((u) => estate.kind[u] !== 1);
  const random = createRandom(seed + 1);
  const all = {
    graph,
    sources: node.filter((u) => estate.kind[u] === 0),
    targets: {
      node,
      group: Uint8Array.from(node, (u) => estate.kind[u] >> 1),
      weight: node.map((u) => estate.weight[u]),
    },
    groupCount: 2,
    specials: node.filter((u) => estate.weight[u] === 100),
  };
  const keep = Uint8Array.from(graph.targets, () => (random.below(10) === 0 ? 0 : 1));
  return { name: `${accountCount} accounts`, graph, certain: { ...all, keep }, possible: all };
}

function bench({ name, graph, certain, possible }: Case): void {
  const nodes = graph.offsets.length - 1;
  console.log(
    `\n${name}: ${nodes} nodes, ${graph.targets.length} edges, ${possible.sources.length} sources, ${runs} runs; ms`,
  );
  console.log(`${''.padEnd(34)}${'min'.padStart(10)}${'median'.padStart(10)}${'max'.padStart(10)}`);
  print('a fixed loop of this machine', measure(runs, fixedLoop));
  const [one, two] = [new ClosureThreads(1), new ClosureThreads(2)];
  let answers: readonly ClosureAnswer[] = [];
  const single = measure(runs, () => {
    answers = one.answer([certain, possible]);
  });
  print('both closures, one thread', single);
  const both = measure(runs, () => {
    answers = two.answer([certain, possible]);
  });
  print('both closures, two threads', both, `${(single.min / both.min).toFixed(2)} times one thread`);
  const turned = transpose(graph);
  const exposure = {
    ...possible,
    graph: turned,
    sources: possible.targets.node,
    targets: identitiesOf(possible),
    specials: new Uint32Array(0),
  };
  print(
    'exposure of every node',
    measure(Math.min(runs, 2), () => void one.answer([exposure])),
    'possible, one thread',
  );
  tellEffort(answers, single);
  if (values.twin) {
    const twin = measure(1, () => void [certain, possible].map(plainAnswer));
    print('both, without WebAssembly', twin, `${(twin.min / single.min).toFixed(1)} times one thread`);
  }
  if (values.peers) benchPeers(graph, possible, answers[1], both);
  void Promise.all([one.close(), two.close()]);
}

function identitiesOf({ sources }: ClosureQuestion) {
  return { node: sources, group: new Uint8Array(sources.length), weight: new Uint32Array(sources.length) };
}

/** How the graph was boiled down, and what the sweep read and wrote beside the bandwidth of this machine. */
function tellEffort(answers: readonly ClosureAnswer[], single: Spread): void {
  let touched = 0;
  for (const { effort } of answers) {
    if (effort === undefined) continue;
    touched += effort.takenSteps * 136 + effort.writtenLines * 64 + effort.countedLines * 64 + effort.visitedRows * 80;
    const { rows, classes, tokens, hubs, largeRows } = effort;
    console.log(
      `  ${rows} rows, ${classes} classes, ${tokens} steps between them, ${hubs} hubs, ${largeRows} rows swept, ${megabytes(effort.bytes)} of memory`,
    );
  }
  const bandwidth = measureBandwidth();
  const rate = touched / (single.min / 1000);
  console.log(
    `  the sweep touches at most ${megabytes(touched)}: ${((100 * rate) / bandwidth).toFixed(1)} % of ${(bandwidth / 1e9).toFixed(1)} GB/s, so it is not what bounds it`,
  );
}

/** Bytes a second that one thread copies, read and written, beyond all caches. */
function measureBandwidth(): number {
  const source = new Float64Array(16_000_000).fill(1);
  const copy = new Float64Array(source.length);
  const { min } = measure(5, () => copy.set(source));
  return (2 * source.byteLength) / (min / 1000);
}

/** A sample of sources by graphology and, where it is installed, igraph; both must find what the closure found. */
function benchPeers(graph: OrderedCsr, question: ClosureQuestion, answer: ClosureAnswer, both: Spread): void {
  const random = createRandom(3);
  const picks = Array.from({ length: SAMPLE }, () => random.below(question.sources.length));
  const sample = Uint32Array.from(picks, (s) => question.sources[s]);
  const factor = (2 * question.sources.length) / SAMPLE; // two certainties
  let depths: readonly Uint32Array[] = [];
  const plain = measure(1, () => {
    depths = Array.from(sample, (u) => hops(graph, [u]));
  });
  tellPeer('plain BFS in the same arrays', scale(plain, factor), both);
  for (const [i, depth] of depths.entries()) checkCounts(question, answer, picks[i], depth);
  const sizes = depths.map((depth) => depth.reduce((size, hop) => (hop === UNREACHED ? size : size + 1), 0));
  const igraph = askIgraph(graph, sample);
  if (igraph === undefined) {
    console.log('  igraph is not installed: see bench/peers/igraph_closure.py');
  } else {
    const isEqual = igraph.sizes.every((size, i) => size === sizes[i]);
    const ms = igraph.seconds * 1000;
    tellPeer(`igraph${isEqual ? '' : ' (DIFFERS)'}`, scale({ min: ms, median: ms, max: ms }, factor), both);
  }
  tellPeer('graphology-traversal', scale(graphology(graph, sample), factor), both);
}

/** Says so where the closure of a source counted otherwise than a plain BFS. */
function checkCounts(
  { sources, targets, groupCount }: ClosureQuestion,
  { counts }: ClosureAnswer,
  s: number,
  depth: Uint32Array,
): void {
  const found = new Uint32Array(groupCount);
  for (const [i, u] of targets.node.entries()) {
    if (u !== sources[s] && depth[u] !== UNREACHED) found[targets.group[i]]++;
  }
  if (found.every((count, g) => count === counts[s * groupCount + g])) return;
  console.log(`THE CLOSURE OF ${sources[s]} DIFFERS FROM A PLAIN BFS`);
  process.exitCode = 1;
}

function graphology(graph: OrderedCsr, sample: Uint32Array): Spread {
  const peer = new MultiDirectedGraph();
  for (let u = 0; u + 1 < graph.offsets.length; u++) peer.addNode(u);
  for (let u = 0; u + 1 < graph.offsets.length; u++) {
    for (let e = graph.offsets[u]; e < graph.offsets[u + 1]; e++) peer.addEdge(u, graph.targets[e]);
  }
  return measure(1, () => {
    for (const u of sample) bfsFromNode(peer, u, () => false, { mode: 'outbound' });
  });
}

/** How many nodes each of the sample reaches, itself included, and how long igraph took; undefined where it is missing. */
function askIgraph(graph: OrderedCsr, sample: Uint32Array): { seconds: number; sizes: number[] } | undefined {
  const peers = fileURLToPath(new URL('peers/', import.meta.url));
  const python = join(peers, 'venv/bin/python');
  if (!existsSync(python)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'ambit-bench-'));
  for (const [name, numbers] of Object.entries({ from: tailsOf(graph), to: graph.targets, sample }))
    writeFileSync(join(folder, `${name}.u32`), numbers);
  writeFileSync(join(folder, 'question.json'), JSON.stringify({ nodeCount: graph.offsets.length - 1 }));
  const script = [join(peers, 'igraph_closure.py'), folder, 'question'];
  const { stdout, stderr } = spawnSync(python, script, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  rmSync(folder, { recursive: true });
  if (stdout === '') throw new Error(`igraph: ${stderr}`);
  return JSON.parse(stdout) as { seconds: number; sizes: number[] };
}

function tellPeer(name: string, spread: Spread, both: Spread): void {
  print(`${name}, scaled`, spread, `${Math.round(spread.min / both.min)} times the closure`);
}

function fixedLoop(): void {
  let state = 1;
  for (let i = 0; i < 30_000_000; i++) state = (Math.imul(state, 1664525) + i) | 0;
  if (state === 7) console.log(state); // keeps the loop
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function print(name: string, spread: Spread, note = ''): void {
  console.log(row(name, spread, note));
}
