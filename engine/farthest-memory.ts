import type { ThreadTask } from './closure-threads.ts';
import { ClosureTooLarge, mostAddressable } from './closure-question.ts';
import { header, headerAt, headerBytes } from './closure-header.ts';
import type { FarthestPlan } from './farthest-plan.ts';

const PAGE = 65_536;

/** Bytes of a thread's own room, by row: three sets of 512 columns, four numbers, two marks. */
const roomOfRow = 3 * 64 + 4 * 4 + 2;

/** Where things stand in a task's header beside `isCancelled`, `doneBlocks`, `blocks` and `state`. */
const farthestHeader = {
  rowCount: 4,
  offsets: 5,
  arcs: 6,
  columnCount: 7,
  seedOffsets: 8,
  seeds: 9,
  nextBlock: 10,
  room: 11,
} as const;

/**
 * Lays a plan out in a memory that the tasks share; each is one thread's and takes block after block.
 *
 * @throws {ClosureTooLarge} before any memory is taken
 */
export function placeFarthest(plan: FarthestPlan, taskCount: number, mostBytes = mostAddressable): ThreadTask[] {
  const { rowCount, arcs, seeds } = plan;
  const columnCount = seeds.offsets.length - 1;
  let end = headerAt + headerBytes * (taskCount + 1);
  const take = (bytes: number): number => {
    const at = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return at;
  };
  const at = {
    offsets: take(arcs.offsets.byteLength),
    arcs: take(arcs.targets.byteLength),
    seedOffsets: take(seeds.offsets.byteLength),
    seeds: take(seeds.targets.byteLength),
  };
  const rooms = Array.from({ length: taskCount }, () => take(rowCount * roomOfRow));
  if (end > Math.min(mostBytes, mostAddressable)) throw new ClosureTooLarge(end, Math.min(mostBytes, mostAddressable));

  const pages = Math.ceil(end / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: PAGE, shared: true });
  new Uint32Array(memory.buffer, at.offsets, arcs.offsets.length).set(arcs.offsets);
  new Uint32Array(memory.buffer, at.arcs, arcs.targets.length).set(arcs.targets);
  new Uint32Array(memory.buffer, at.seedOffsets, seeds.offsets.length).set(seeds.offsets);
  new Uint32Array(memory.buffer, at.seeds, seeds.targets.length).set(seeds.targets);
  const told = { ...at, rowCount, columnCount, nextBlock: headerAt + headerBytes * taskCount };
  return rooms.map((room, index): ThreadTask => {
    const head = new Int32Array(memory.buffer, headerAt + headerBytes * index, headerBytes / 4);
    for (const [name, value] of Object.entries({ ...told, room })) {
      head[farthestHeader[name as keyof typeof farthestHeader]] = value;
    }
    if (index === 0) head[header.blocks] = Math.ceil(columnCount / 512);
    return { memory, header: head, job: 'farthest' };
  });
}

/** By row, the most that any of the tasks found; length rowCount. */
export function readFarthest(tasks: readonly ThreadTask[], rowCount: number): Uint32Array {
  const most = new Uint32Array(rowCount);
  for (const { memory, header: head } of tasks) {
    const lastAt = (head[farthestHeader.room] >>> 0) + 3 * 64 * rowCount;
    const last = new Uint32Array(memory.buffer, lastAt, rowCount);
    for (let row = 0; row < rowCount; row++) if (last[row] > most[row]) most[row] = last[row];
  }
  return most;
}
