import type { ClosureTargets } from './closure-columns.ts';
import type { Csr } from './csr.ts';

/** What is asked of one graph for all sources at once. */
export interface ClosureQuestion {
  readonly graph: Csr;
  /** Length edgeCount; 0 leaves the edge out. Absent where all count. */
  readonly keep?: Uint8Array | undefined;
  /** Node indices; repeats are answered each. */
  readonly sources: Uint32Array;
  /** What is counted and weighed. */
  readonly targets: ClosureTargets;
  /** At most 254. */
  readonly groupCount: number;
  /** Distinct nodes (crown jewels, administrations) of which it is told who reaches which; counted or not. */
  readonly specials: Uint32Array;
}

/** What each source reaches in any number of steps, itself not counted; arrays run along the sources. */
export interface ClosureAnswer {
  /** Length sources × groupCount; `counts[s * groupCount + g]` distinct targets of group g are reached from source s. */
  readonly counts: Uint32Array;
  /** Length sources; summed weight of the distinct targets reached, exact below 2^53. */
  readonly weights: Float64Array;
  /** Which special nodes each source reaches. */
  readonly reached: SpecialSets;
  /** What it took; absent where the plain twin answered. */
  readonly effort?: ClosureEffort;
}

/** Sets of special nodes, each told once. */
export interface SpecialSets {
  /** Length sources; the number of each source's set; 0 is the empty one, and equal sets have one number. */
  readonly setOf: Uint32Array;
  /**
   * 20 numbers a set: the set that it adds to, the block of 512 special nodes that it adds of, two unused, and 16 words
   * of bits. Set 0 adds nothing.
   */
  readonly entries: Uint32Array;
}

/** How a graph was boiled down, and what the sweep touched. */
export interface ClosureEffort {
  readonly rows: number;
  readonly classes: number;
  readonly tokens: number;
  readonly hubs: number;
  /** Rows that went through the sweep. */
  readonly largeRows: number;
  readonly visitedRows: number;
  readonly takenSteps: number;
  readonly writtenLines: number;
  readonly countedLines: number;
  /** Memory that it took in all. */
  readonly bytes: number;
}

const ENTRY = 20;

/** The special nodes in a set, as ascending indices into the question's `specials`. */
export function membersOfSet({ entries }: SpecialSets, set: number): number[] {
  const blocks: number[] = [];
  for (let at = set; at !== 0; at = entries[at * ENTRY]) blocks.push(at);
  const found: number[] = [];
  for (const at of blocks.reverse()) {
    const first = entries[at * ENTRY + 1] * 512;
    for (let w = 0; w < 16; w++) {
      for (let rest = entries[at * ENTRY + 4 + w]; rest !== 0; rest &= rest - 1) {
        found.push(first + w * 32 + 31 - Math.clz32(rest & -rest));
      }
    }
  }
  return found;
}

/** The graph would take more memory than there is or than was allowed. */
export class ClosureTooLarge extends RangeError {
  override name = 'ClosureTooLarge';
  readonly bytes: number;

  constructor(bytes: number, most: number) {
    super(`the closure would take ${bytes} bytes, ${most} are allowed`);
    this.bytes = bytes;
  }
}

/** What one WebAssembly memory can hold. */
export const mostAddressable = 2 ** 32 - 65_536;

/**
 * The most bytes that the answer may take, inputs and outputs included.
 *
 * An upper bound of what is addressed; pages that are not touched cost nothing.
 */
export function closureBytes({ graph, sources, groupCount, specials }: ClosureQuestion): number {
  const nodes = graph.offsets.length;
  const perNode = 334 + 8 * groupCount;
  const perSource = 24 + 4 * groupCount;
  return (
    8_000_000 + // blocks that are not full
    graph.targets.length * 45 +
    nodes * perNode +
    sources.length * perSource +
    specials.length * 100 +
    2048 * groupCount
  );
}

/**
 * Checks a question at the door.
 *
 * @throws {RangeError} on a node or group that is not there, a repeated target or special node, or arrays of unequal length
 * @throws {ClosureTooLarge} before any work, where it would take more than `mostBytes` or than can be addressed
 */
export function checkQuestion(question: ClosureQuestion, mostBytes: number): void {
  const { graph, keep, sources, targets, groupCount, specials } = question;
  const nodeCount = graph.offsets.length - 1;
  checkGraph(graph);
  if (keep !== undefined && keep.length !== graph.targets.length) {
    throw new RangeError(`${keep.length} marks, ${graph.targets.length} edges`);
  }
  const { node, group, weight } = targets;
  if (node.length !== group.length || node.length !== weight.length) {
    throw new RangeError(`${node.length} targets, ${group.length} groups, ${weight.length} weights`);
  }
  if (groupCount > 254) throw new RangeError(`${groupCount} groups, at most 254`);
  for (let i = 0; i < group.length; i++) {
    if (group[i] >= groupCount) throw new RangeError(`group ${group[i]} of ${groupCount}`);
  }
  checkDistinct('target', node, nodeCount);
  checkDistinct('special node', specials, nodeCount);
  for (let i = 0; i < sources.length; i++) {
    if (sources[i] >= nodeCount) throw new RangeError(`source ${sources[i]} among ${nodeCount} nodes`);
  }
  const bytes = closureBytes(question);
  const most = Math.min(mostBytes, mostAddressable);
  if (bytes > most) throw new ClosureTooLarge(bytes, most);
}

/** @throws {RangeError} where offsets fall, or an edge leads to no node */
export function checkGraph({ offsets, targets }: Csr): void {
  const nodeCount = offsets.length - 1;
  if (nodeCount < 0 || offsets[0] !== 0 || offsets[nodeCount] !== targets.length) {
    throw new RangeError(`offsets of ${nodeCount} nodes end at ${offsets[nodeCount]}, ${targets.length} edges`);
  }
  for (let u = 0; u < nodeCount; u++)
    if (offsets[u] > offsets[u + 1]) throw new RangeError(`offsets fall at node ${u}`);
  for (let e = 0; e < targets.length; e++) {
    if (targets[e] >= nodeCount) throw new RangeError(`edge ${e} to ${targets[e]} among ${nodeCount} nodes`);
  }
}

/** @throws {RangeError} on one that is no node, or given twice */
export function checkDistinct(what: string, nodes: Uint32Array, nodeCount: number): void {
  const isMet = new Uint8Array(nodeCount);
  for (let i = 0; i < nodes.length; i++) {
    const u = nodes[i];
    if (u >= nodeCount) throw new RangeError(`${what} ${u} among ${nodeCount} nodes`);
    if (isMet[u] === 1) throw new RangeError(`${what} ${u} given twice`);
    isMet[u] = 1;
  }
}
