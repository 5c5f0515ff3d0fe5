import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { estateEdgeKinds, estateKinds } from './generate-estate.ts';
import type { Estate } from './generate-estate.ts';

/** Writes an estate to a file as BloodHound OpenGraph JSON, as a stream. */
export async function writeEstate(estate: Estate, file: string): Promise<void> {
  await pipeline(Readable.from(inBatches(openGraphLines(estate))), createWriteStream(file, { mode: 0o600 }));
}

/** The id of a node: `est-role-17`. */
function estateId(estate: Estate, u: number): string {
  return `est-${estateKinds[estate.kind[u]].word}-${u}`;
}

/** The estate as OpenGraph JSON, a node or edge a line. */
export function* openGraphLines(estate: Estate): Generator<string> {
  yield '{"metadata":{"source_kind":"Est"},"graph":{"nodes":[\n';
  for (let u = 0; u < estate.nodeCount; u++) yield `${u === 0 ? '' : ',\n'}${JSON.stringify(nodeOf(estate, u))}`;
  yield '\n],"edges":[\n';
  for (let e = 0; e < estate.from.length; e++) yield `${e === 0 ? '' : ',\n'}${JSON.stringify(edgeOf(estate, e))}`;
  yield '\n]}}\n';
}

function nodeOf(estate: Estate, u: number) {
  const { kind, category, word } = estateKinds[estate.kind[u]];
  const name = `${word} ${u}`;
  const isResource = u >= estate.firstResource;
  return {
    id: estateId(estate, u),
    kinds: [kind],
    properties: { name, ...(category && { category }), ...(isResource && { weight: estate.weight[u] }) },
  };
}

function edgeOf(estate: Estate, e: number) {
  return {
    kind: estateEdgeKinds[estate.edgeKind[e]],
    start: { value: estateId(estate, estate.from[e]) },
    end: { value: estateId(estate, estate.to[e]) },
    properties: { certainty: estate.isConditional[e] === 1 ? 'conditional' : 'certain' },
  };
}

/** Joins lines into pieces that are worth a write. */
function* inBatches(lines: Iterable<string>): Generator<string> {
  let batch: string[] = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length < 1000) continue;
    yield batch.join('');
    batch = [];
  }
  yield batch.join('');
}
