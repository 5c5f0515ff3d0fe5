import { parseArgs } from 'node:util';

import { bridgesInto } from '../engine/bridges.ts';
import { buildCsr } from '../engine/csr.ts';
import { dominators } from '../engine/dominators.ts';
import { sharesOf } from '../engine/shares.ts';
import { transpose } from '../engine/transpose.ts';
import { countedIn } from './counted.ts';
import { generateEstate } from './generate-estate.ts';
import { measure, row } from './measure.ts';
import { createRandom } from './random.ts';

// npx tsx bench/engine-questions.ts [<nodes> <edges>] [--runs N] [--seed N]: what is asked of one identity or one pair.
const GROUPS = 4; // system, data, automation, identity

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
benchDominators();

function benchDominators(): void {
  const core = 0; // the core reaches what half of the estate reaches
  const tree = dominators(graph, reverse, core);
  time('dominator tree from the core', () => void dominators(graph, reverse, core), `${tree.order.length} nodes`);
  time('its bridges', () => void bridgesInto(reverse, tree));
  time('shares of nodes and edges', () => void sharesOf(tree, targets, GROUPS));
  const jewel = targets.node.find((u) => estate.weight[u] === 100) ?? 0;
  time('dominator tree to a jewel', () => void dominators(reverse, graph, jewel));
  const random = createRandom(5);
  time('dominator tree, any identity', () => void dominators(graph, reverse, random.below(estate.identityCount)));
}

function time(name: string, task: () => void, note = ''): void {
  console.log(row(name, measure(runs, task), note));
}
