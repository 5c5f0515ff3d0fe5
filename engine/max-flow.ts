import { buildCsr } from './csr.ts';
import { NONE } from './none.ts';

/**
 * A network of arcs with capacities. Nodes are whatever the caller numbers: a node that can be cut is two of them with
 * an arc between.
 */
export interface FlowNetwork {
  readonly nodeCount: number;
  /** Tail of each arc. */
  readonly from: Uint32Array;
  /** As long as `from`; head of each arc. */
  readonly to: Uint32Array;
  /** As long as `from`; not negative, Infinity where the arc has no limit. Whole numbers are summed exactly. */
  readonly capacity: Float64Array;
}

/** The greatest flow from sources to sinks. */
export interface MaxFlow {
  /** What arrives at the sinks: no less than this has to be cut. */
  readonly value: number;
  /** Length arcCount; what flows through each arc, at most its capacity; what enters a node that is no end leaves it. */
  readonly flow: Float64Array;
  /** Length nodeCount; 1 for nodes that more could flow to: the arcs that leave this side are a minimum cut. */
  readonly isNear: Uint8Array;
}

/** A network with each arc's way back, as rows. */
interface Residual {
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  /** By position, the position of the arc the other way. */
  readonly twin: Uint32Array;
  /** By position, how much more may flow. */
  readonly room: Float64Array;
  /** By arc of the network, its position. */
  readonly positionOf: Uint32Array;
}

/**
 * Dinic's algorithm without recursion.
 *
 * @param sources where flow begins
 * @param sinks where it ends
 * @throws {RangeError} on nodes that are not there, a negative or missing capacity, arrays of unequal length, or where
 *   a way without limit leads from a source to a sink (see `openWay`), which a node that is both counts as
 * Time O(n² m) at worst, a few passes on what is met; 68 bytes an arc beside the result.
 */
export function maxFlow(network: FlowNetwork, sources: Uint32Array, sinks: Uint32Array): MaxFlow {
  checkNetwork(network, sources, sinks);
  const isSink = new Uint8Array(network.nodeCount);
  for (const u of sinks) isSink[u] = 1;

  const residual = residualOf(network);
  const levels = new Uint32Array(network.nodeCount);
  const nextArc = new Uint32Array(network.nodeCount);
  const trail = new Uint32Array(network.nodeCount);
  let value = 0;
  while (findLevels(residual, sources, isSink, { levels, trail })) {
    nextArc.set(residual.offsets.subarray(0, network.nodeCount));
    for (const u of sources) value += blockingFlow(residual, u, isSink, { levels, nextArc, trail });
  }
  const flow = network.capacity.map((_, arc) => residual.room[residual.twin[residual.positionOf[arc]]]);
  return { value, flow, isNear: Uint8Array.from(levels, (level) => (level === NONE ? 0 : 1)) };
}

/** @throws {RangeError} when the network or its ends are not sound */
export function checkNetwork(
  { nodeCount, from, to, capacity }: FlowNetwork,
  sources: Uint32Array,
  sinks: Uint32Array,
): void {
  if (from.length !== to.length || from.length !== capacity.length) {
    throw new RangeError(`${from.length} tails, ${to.length} heads, ${capacity.length} capacities`);
  }
  for (let arc = 0; arc < from.length; arc++) {
    if (!(from[arc] < nodeCount && to[arc] < nodeCount && capacity[arc] >= 0)) {
      throw new RangeError(`arc ${arc}: ${from[arc]} -> ${to[arc]} of ${capacity[arc]} among ${nodeCount} nodes`);
    }
  }
  for (const ends of [sources, sinks]) {
    for (const u of ends) if (u >= nodeCount) throw new RangeError(`end ${u} among ${nodeCount} nodes`);
  }
}

/** Arc i of the network and its way back, i + arcCount, in one CSR. */
function residualOf({ nodeCount, from, to, capacity }: FlowNetwork): Residual {
  const arcCount = from.length;
  const tails = new Uint32Array(2 * arcCount);
  const heads = new Uint32Array(2 * arcCount);
  tails.set(from);
  tails.set(to, arcCount);
  heads.set(to);
  heads.set(from, arcCount);
  const { offsets, targets, order } = buildCsr(nodeCount, tails, heads);

  const positionOf = new Uint32Array(2 * arcCount);
  for (let position = 0; position < order.length; position++) positionOf[order[position]] = position;
  const twin = order.map((arc) => positionOf[arc < arcCount ? arc + arcCount : arc - arcCount]);
  const room = new Float64Array(2 * arcCount);
  for (let arc = 0; arc < arcCount; arc++) room[positionOf[arc]] = capacity[arc];
  return { offsets, targets, twin, room, positionOf };
}

interface Passes {
  /** By node, fewest arcs with room from a source, or {@link NONE}. */
  readonly levels: Uint32Array;
  /** By node, the first arc that may still be of use in this pass. */
  readonly nextArc: Uint32Array;
  /** Room for a path. */
  readonly trail: Uint32Array;
}

/** Levels by breadth-first search, no further than the nearest sink; whether there is one. */
function findLevels(
  { offsets, targets, room }: Residual,
  sources: Uint32Array,
  isSink: Uint8Array,
  { levels, trail: queue }: Pick<Passes, 'levels' | 'trail'>,
): boolean {
  levels.fill(NONE);
  let size = 0;
  for (const u of sources) {
    if (levels[u] === 0) continue;
    levels[u] = 0;
    queue[size++] = u;
  }
  let sinkLevel = NONE;
  for (let i = 0; i < size; i++) {
    const u = queue[i];
    if (levels[u] >= sinkLevel) break;
    if (isSink[u] === 1) sinkLevel = levels[u];
    for (let position = offsets[u]; position < offsets[u + 1]; position++) {
      const v = targets[position];
      if (levels[v] !== NONE || room[position] === 0) continue;
      levels[v] = levels[u] + 1;
      queue[size++] = v;
    }
  }
  return sinkLevel !== NONE;
}

/** Sends all that fits along paths that climb one level a step, and says how much it was. */
function blockingFlow(
  residual: Residual,
  source: number,
  isSink: Uint8Array,
  { levels, nextArc, trail }: Passes,
): number {
  const { offsets, targets, twin, room } = residual;
  let total = 0;
  let length = 0;
  for (let u = source; ;) {
    if (isSink[u] === 1) {
      const amount = leastRoom(room, trail, length);
      total += amount;
      length = push(residual, trail, length, amount);
      u = targets[twin[trail[length]]];
      continue;
    }
    const end = offsets[u + 1];
    let position = nextArc[u];
    while (position < end && (room[position] === 0 || levels[targets[position]] !== levels[u] + 1)) position++;
    nextArc[u] = position;
    if (position < end) {
      trail[length++] = position;
      u = targets[position];
      continue;
    }
    if (length === 0) return total;
    u = targets[twin[trail[--length]]];
    nextArc[u]++;
  }
}

function leastRoom(room: Float64Array, trail: Uint32Array, length: number): number {
  let amount = Infinity;
  for (let i = 0; i < length; i++) if (room[trail[i]] < amount) amount = room[trail[i]];
  if (amount === Infinity) throw new RangeError('a way without limit leads from a source to a sink');
  return amount;
}

/** Sends an amount along the path; returns how far the path is still open. */
function push({ twin, room }: Residual, trail: Uint32Array, length: number, amount: number): number {
  let open = length;
  for (let i = length - 1; i >= 0; i--) {
    room[trail[i]] -= amount;
    room[twin[trail[i]]] += amount;
    if (room[trail[i]] === 0) open = i;
  }
  return open;
}
