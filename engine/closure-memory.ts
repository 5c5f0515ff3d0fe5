import { header, headerAt, headerBytes, leftOut, onlyTold } from './closure-header.ts';
import { closureBytes } from './closure-question.ts';
import type { ClosureAnswer, ClosureQuestion } from './closure-question.ts';

/** A question laid out in a memory that threads share. */
export interface PlacedQuestion {
  readonly memory: WebAssembly.Memory;
  /** The header, which stays where it is when the memory grows. */
  readonly header: Int32Array;
  readonly job: 'answer';
}

/** When the module looks for hubs and gives searches up; the tests turn all of it on in small graphs. */
export interface ClosureTuning {
  /** Visits that a hub must be thought to save. */
  readonly leastVisits: number;
  /** Tokens that a search may look at before its row is swept. */
  readonly mostTokens: number;
}

const PAGE = 65_536;
const MOST_PAGES = 65_536;
const usual: ClosureTuning = { leastVisits: 1_000_000, mostTokens: 1024 };

/** Whether a memory that was used before is large enough for the question. */
export function holds(memory: WebAssembly.Memory, question: ClosureQuestion): boolean {
  return memory.buffer.byteLength >= Math.min(headerAt + headerBytes + closureBytes(question), MOST_PAGES * PAGE);
}

/** All that it may take at once: what is not touched costs nothing, and no thread need see another's memory grow. */
function createMemory(bytes: number): WebAssembly.Memory {
  const initial = Math.min(Math.ceil(bytes / PAGE), MOST_PAGES);
  return new WebAssembly.Memory({ initial, maximum: MOST_PAGES, shared: true });
}

/**
 * Writes a question into a memory.
 *
 * @param known one that {@link holds} it and that nobody uses; a new one is made unless given
 */
export function placeQuestion(question: ClosureQuestion, tuning = usual, known?: WebAssembly.Memory): PlacedQuestion {
  const { graph, keep, sources, groupCount, specials } = question;
  const nodeCount = graph.offsets.length - 1;
  let end = headerAt + headerBytes;
  const take = (bytes: number): number => {
    const at = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return at;
  };
  const at = {
    offsets: take(graph.offsets.byteLength),
    heads: take(graph.targets.byteLength),
    keep: keep === undefined ? 0 : take(keep.byteLength),
    groups: take(nodeCount),
    weights: take(nodeCount * 8),
    sources: take(sources.byteLength),
    counts: take(sources.length * groupCount * 4),
    sums: take(sources.length * 8),
    specials: take(specials.byteLength),
    sets: take(sources.length * 4),
  };
  const memory = known ?? createMemory(headerAt + headerBytes + closureBytes(question));
  const numbers = (from: number, length: number): Uint32Array => new Uint32Array(memory.buffer, from, length);
  numbers(at.offsets, graph.offsets.length).set(graph.offsets);
  numbers(at.heads, graph.targets.length).set(graph.targets);
  numbers(at.sources, sources.length).set(sources);
  numbers(at.specials, specials.length).set(specials);
  if (keep !== undefined) new Uint8Array(memory.buffer, at.keep, keep.length).set(keep);
  numbers(at.counts, sources.length * groupCount).fill(0);
  new Float64Array(memory.buffer, at.sums, sources.length).fill(0);
  placeTargets(
    question,
    new Uint8Array(memory.buffer, at.groups, nodeCount),
    new Float64Array(memory.buffer, at.weights, nodeCount),
  );

  const head = new Int32Array(memory.buffer, headerAt, headerBytes / 4);
  head.fill(0);
  const told = { ...at, ...tuning, inputEnd: end, nodeCount, groupCount };
  for (const [name, value] of Object.entries(told)) head[header[name as keyof typeof told]] = value;
  head[header.sourceCount] = sources.length;
  head[header.specialCount] = specials.length;
  return { memory, header: head, job: 'answer' };
}

function placeTargets({ targets, specials }: ClosureQuestion, groups: Uint8Array, weights: Float64Array): void {
  const { node, group, weight } = targets;
  groups.fill(leftOut);
  for (let i = 0; i < specials.length; i++) groups[specials[i]] = onlyTold;
  for (let i = 0; i < node.length; i++) {
    groups[node[i]] = group[i];
    weights[node[i]] = weight[i];
  }
}

/** Copies the answer out of the memory, so that the memory may go. */
export function readAnswer({ memory, header: head }: PlacedQuestion): ClosureAnswer {
  const number = (name: keyof typeof header): number => head[header[name]] >>> 0;
  const [sources, groups] = [number('sourceCount'), number('groupCount')];
  const statistics = new BigUint64Array(memory.buffer, headerAt + header.statistics * 4, 4);
  const [visitedRows, takenSteps, writtenLines, countedLines] = Array.from(statistics, Number);
  return {
    counts: new Uint32Array(memory.buffer, number('counts'), sources * groups).slice(),
    weights: new Float64Array(memory.buffer, number('sums'), sources).slice(),
    reached: {
      setOf: new Uint32Array(memory.buffer, number('sets'), sources).slice(),
      entries: new Uint32Array(memory.buffer, number('entries'), number('entryCount') * 20).slice(),
    },
    effort: {
      rows: number('rowCount'),
      classes: number('classCount'),
      tokens: number('tokenCount'),
      hubs: number('hubCount'),
      largeRows: number('largeCount'),
      visitedRows,
      takenSteps,
      writtenLines,
      countedLines,
      bytes: number('usedEnd'),
    },
  };
}
