/**
 * Compressed sparse rows: the out-edges of node `u` are
 * `targets[offsets[u]] … targets[offsets[u + 1] - 1]`.
 */
export interface Csr {
  /** Length nodeCount + 1; monotone; `offsets[nodeCount]` is the edge count. */
  readonly offsets: Uint32Array;
  /** Length edgeCount; node index of each edge's head. */
  readonly targets: Uint32Array;
}

/**
 * Builds a CSR by counting sort; edges keep their input order within a row.
 *
 * @param from tail of each edge, node index in [0, nodeCount)
 * @throws {RangeError} when the arrays differ in length
 * Time O(n + m); about 8n + 4m bytes at peak.
 */
export function buildCsr(nodeCount: number, from: Uint32Array, to: Uint32Array): Csr {
  if (from.length !== to.length) throw new RangeError(`${from.length} tails, ${to.length} heads`);

  const offsets = new Uint32Array(nodeCount + 1);
  for (const u of from) offsets[u + 1]++;
  for (let u = 0; u < nodeCount; u++) offsets[u + 1] += offsets[u];

  const next = offsets.slice(0, nodeCount); // where the row's next edge goes
  const targets = new Uint32Array(to.length);
  for (let e = 0; e < to.length; e++) targets[next[from[e]]++] = to[e];
  return { offsets, targets };
}
