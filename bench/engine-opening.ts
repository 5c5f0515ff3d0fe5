import { createHash, webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { buildCsr } from '../engine/csr.ts';
import { none } from '../graph/compiled-graph.ts';
import type { CompiledGraph } from '../graph/compiled-graph.ts';
import { decodeGraph, encodeGraph } from '../graph/graph-bytes.ts';
import { buildListTable } from '../graph/list-table.ts';
import { OpenGraph } from '../graph/open-graph.ts';
import { buildStringTable } from '../graph/string-table.ts';
import { estateEdgeKinds, estateKinds, generateEstate } from './generate-estate.ts';
import type { Estate } from './generate-estate.ts';
import { measure, row } from './measure.ts';

// npx tsx bench/engine-opening.ts [<nodes> <edges>] [--runs N]: what of opening a stored graph takes time.
const CHUNK_BYTES = 4 << 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '10' } },
});
const runs = Number(values.runs);
const [nodeCount = 41_000, edgeCount = 108_000] = positionals.map(Number);

const bytes = encodeGraph(compile(generateEstate({ nodeCount, edgeCount, seed: 1 })));
const folder = mkdtempSync(join(tmpdir(), 'ambit-bench-'));
const path = join(folder, 'graph');
writeFileSync(path, bytes);
console.log(`${nodeCount} nodes, ${edgeCount} edges, ${(bytes.byteLength / 1e6).toFixed(0)} MB, ${runs} runs; ms`);
console.log(`${''.padEnd(34)}${'min'.padStart(10)}${'median'.padStart(10)}${'max'.padStart(10)}`);
time('views of the bytes', () => void new OpenGraph(decodeGraph(bytes)));
time('SHA-256 of the bytes', () => void createHash('sha256').update(bytes).digest());
time('reading the file', () => void readFileSync(path));
await timeAsync('reading and hashing, one by one', readWhole);
await timeAsync('reading and hashing, in chunks', readInChunks);
rmSync(folder, { recursive: true });

async function readWhole(): Promise<void> {
  const file = await open(path);
  const all = await file.readFile();
  createHash('sha256').update(all).digest();
  await file.close();
}

/** Chunks are hashed on other threads while the next ones are read: the hash of the chunks' hashes stands for the file. */
async function readInChunks(): Promise<void> {
  const file = await open(path);
  const all = new Uint8Array((await file.stat()).size);
  const digests: Promise<ArrayBuffer>[] = [];
  for (let start = 0; start < all.length; start += CHUNK_BYTES) {
    const chunk = all.subarray(start, start + CHUNK_BYTES);
    await file.read(chunk, 0, chunk.length, start);
    digests.push(webcrypto.subtle.digest('SHA-256', chunk));
  }
  const hash = createHash('sha256');
  for (const digest of await Promise.all(digests)) hash.update(new Uint8Array(digest));
  hash.digest();
  await file.close();
}

/** The estate as a compiled graph, with ids as long as ARNs are. */
function compile({ from, to, kind, weight, edgeKind, isConditional }: Estate): CompiledGraph {
  const csr = buildCsr(nodeCount, from, to);
  const nodes = Array.from({ length: nodeCount }, (_, u) => `${estateKinds[kind[u]].word}-${u}`);
  const byNode = (of: (u: number) => number) => Uint32Array.from({ length: nodeCount }, (_, u) => of(u));
  const byEdge = (of: (e: number) => number) => Uint32Array.from(csr.order, of);
  return {
    csr,
    nodeIds: buildStringTable(nodes.map((name) => `arn:aws:iam::111111111111:estate/${name}`)),
    nodeNames: buildStringTable(nodes),
    idOrder: byNode((u) => u),
    nodeKind: byNode((u) => kind[u]),
    nodeCategory: kind,
    nodeWeight: Float64Array.from(weight),
    nodeHuman: new Uint8Array(nodeCount),
    nodeScope: byNode(() => 0),
    nodeOwner: byNode(() => none),
    nodeEnvironment: byNode(() => none),
    nodeFindings: byNode(() => 0),
    nodeShownAs: byNode((u) => u),
    edgeKind: byEdge((e) => edgeKind[e]),
    edgeRule: byEdge((e) => edgeKind[e]),
    edgeConditions: byEdge((e) => isConditional[e]),
    edgeEvidence: byEdge(() => 0),
    edgeHop: new Uint8Array(edgeCount).fill(1),
    edgeCost: Uint16Array.from(edgeKind),
    texts: buildStringTable([...estateEdgeKinds]),
    textLists: buildListTable([[], [0]]),
    evidenceLists: buildListTable([[]]),
    evidence: buildStringTable([]),
  };
}

function time(name: string, task: () => void): void {
  console.log(row(name, measure(runs, task)));
}

async function timeAsync(name: string, task: () => Promise<void>): Promise<void> {
  await task();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await task();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(row(name, { min: times[0], median: times[times.length >>> 1], max: times[times.length - 1] }));
}
