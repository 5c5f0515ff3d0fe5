import { parseArgs } from 'node:util';

import { ClosureThreads } from '../engine/closure-threads.ts';
import { buildCsr } from '../engine/csr.ts';
import { changeLiveEdges } from '../engine/live-changes.ts';
import { addLiveEdge, createLiveClosure, removeLiveEdge, restoreLiveEdge } from '../engine/live-closure.ts';
import { overlayCsr, overlayGraphs } from '../engine/overlay-csr.ts';
import { createOverlay, edgeEnds, edgesAt, removeEdge } from '../engine/overlay.ts';
import { transpose } from '../engine/transpose.ts';
import { countedIn } from './counted.ts';
import { generateEstate } from './generate-estate.ts';
import { measure, row } from './measure.ts';
import { createRandom } from './random.ts';

// npx tsx bench/engine-changes.ts [<nodes> <edges>] [--changes N] [--seed N] [--verify]: new totals of all identities after one change.
const GROUPS = 4; // system, data, automation, identity
const VERIFIED_CHANGES = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changes: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    verify: { type: 'boolean', default: false },
  },
});
const [nodeCount = 41_000, edgeCount = 108_000] = positionals.map(Number);
const changeCount = Number(values.changes);

const estate = generateEstate({ nodeCount, edgeCount, seed: Number(values.seed) });
const graph = buildCsr(nodeCount, estate.from, estate.to);
const reverse = transpose(graph);
const sources = Uint32Array.from({ length: estate.identityCount }, (_, u) => u);
const targets = countedIn(estate);
const random = createRandom(11);

console.log(`${nodeCount} nodes, ${edgeCount} edges, ${sources.length} sources, seed ${values.seed}; ms`);
let start = performance.now();
const question = { graph, sources, targets, groupCount: GROUPS, specials: new Uint32Array(0) };
const threads = new ClosureThreads(1);
const [sums] = threads.answer([question]);
const scratchMs = performance.now() - start;
start = performance.now();
const live = createLiveClosure(createOverlay(graph, reverse), sources, targets, GROUPS, sums);
console.log(
  `closure from scratch ${scratchMs.toFixed(0)}, made ready for changes ${(performance.now() - start).toFixed(1)}`,
);
benchChanges();
benchAdditions();
benchTogether();
benchCopy();
if (values.verify) verify();

function benchChanges(): void {
  const removals: number[] = [];
  const restorals: number[] = [];
  const changed: number[] = [];
  for (let i = 0; i < changeCount; i++) {
    const edge = random.below(edgeCount);
    removals.push(timed(() => changed.push(removeLiveEdge(live, edge).sources.length)));
    restorals.push(timed(() => void restoreLiveEdge(live, edge)));
  }
  const isBack = live.sums.weights.every((weight, s) => weight === sums.weights[s]);
  console.log(
    `${changeCount} random edges, each taken out and put back; ${isBack ? 'the same bits after it' : 'BITS DIFFER'}`,
  );
  console.log(`${''.padEnd(26)}${['min', 'p50', 'p90', 'p99', 'max'].map((name) => name.padStart(10)).join('')}`);
  printSpread('taken out', removals);
  printSpread('put back', restorals);
  printSpread('identities that change', changed);
  const slow = removals.filter((ms) => ms > 50).length;
  console.log(
    `${((100 * slow) / changeCount).toFixed(1)} % take over 50 ms; p50 is a ${(scratchMs / rank(removals, 0.5)).toFixed(0)}th of the closure from scratch`,
  );
  if (!isBack) process.exitCode = 1;
}

/** New edges from where some edge begins to where another ends, each taken out again. */
function benchAdditions(): void {
  const additions: number[] = [];
  const changed: number[] = [];
  for (let i = 0; i < changeCount; i++) {
    const from = edgeEnds(live.overlay, random.below(edgeCount))[0];
    const to = graph.targets[random.below(edgeCount)];
    let edge = 0;
    const task = (): void => {
      const { edge: added, gain } = addLiveEdge(live, from, to);
      edge = added;
      changed.push(gain.sources.length);
    };
    additions.push(timed(task));
    removeLiveEdge(live, edge);
  }
  printSpread('new edges', additions);
  printSpread('identities that change', changed);
}

/** What a policy or a node that goes takes along. */
function benchTogether(): void {
  const some = Array.from({ length: 100 }, () => random.below(edgeCount));
  const edges = [...new Set(some)];
  const popular = busiest(reverse.offsets);
  const group = busiest(graph.offsets);
  for (const [name, remove] of [
    ['100 random edges at once', edges],
    ['the busiest target gone', [...edgesAt(live.overlay, popular)]],
    ['the busiest holder gone', [...edgesAt(live.overlay, group)]],
  ] as const) {
    const ms = timed(() => void changeLiveEdges(live, { remove }));
    changeLiveEdges(live, { restore: remove });
    console.log(`${name.padEnd(26)}${ms.toFixed(2).padStart(10)}  ${remove.length} edges`);
  }
  const isBack = live.sums.weights.every((weight, s) => weight === sums.weights[s]);
  if (!isBack) process.exitCode = 1;
  console.log(isBack ? 'the same bits after it' : 'BITS DIFFER');
}

function busiest(offsets: Uint32Array): number {
  let best = 0;
  for (let u = 0; u < nodeCount; u++) if (offsets[u + 1] - offsets[u] > offsets[best + 1] - offsets[best]) best = u;
  return best;
}

function benchCopy(): void {
  const overlay = createOverlay(graph, reverse);
  for (let i = 0; i < 10; i++) removeEdge(overlay, i * 1000);
  console.log(
    row(
      'overlay as plain rows',
      measure(10, () => void overlayCsr(overlay.out)),
      '10 edges out',
    ),
  );
  console.log(
    row(
      '  and turned round',
      measure(10, () => void overlayGraphs(overlay)),
      'both',
    ),
  );
}

/** Compares the totals after a sequence of changes with the closure from scratch. */
function verify(): void {
  for (let i = 0; i < VERIFIED_CHANGES; i++) {
    for (let step = 0; step < 20; step++) {
      const edge = random.below(edgeCount);
      if (!live.overlay.removed.has(edge)) removeLiveEdge(live, edge);
    }
    const [scratch] = threads.answer([{ ...question, graph: overlayCsr(live.overlay.out) }]);
    const isEqual =
      scratch.counts.every((count, at) => count === live.sums.counts[at]) &&
      scratch.weights.every((weight, at) => weight === live.sums.weights[at]);
    console.log(
      `after ${live.overlay.removed.size} removals: ${isEqual ? 'equal to' : 'DIFFERS FROM'} the closure from scratch`,
    );
    if (!isEqual) process.exitCode = 1;
  }
}

function timed(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

function rank(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function printSpread(name: string, numbers: readonly number[]): void {
  const ranks = [0, 0.5, 0.9, 0.99, 1].map((part) => rank(numbers, part).toFixed(2).padStart(10));
  console.log(`${name.padEnd(26)}${ranks.join('')}`);
}
