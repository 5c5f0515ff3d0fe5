import { checkDistinct, checkGraph } from './closure-question.ts';
import type { ClosureThreads, ClosureWaiter } from './closure-threads.ts';
import type { Csr } from './csr.ts';
import { placeFarthest, readFarthest } from './farthest-memory.ts';
import { planFarthest } from './farthest-plan.ts';
import { plainFarthest } from './farthest-twin.ts';
import { NONE } from './none.ts';

/** How far what each source reaches lies from it. */
export interface FarthestQuestion {
  readonly graph: Csr;
  /** Length edgeCount; 0 where the edge costs no hop, else 1. */
  readonly hopOf: Uint8Array;
  /** Node indices; repeats are answered each. */
  readonly sources: Uint32Array;
  /** Distinct node indices: what is counted. */
  readonly targets: Uint32Array;
}

/**
 * The most hops from each source to a target that it reaches, by the fewest hops there; 0 where it reaches none.
 *
 * A breadth-first search against the edges from 512 targets at once, block by block, on the other threads; this one is
 * free meanwhile but for the preparation.
 * @returns length sources
 * @throws {RangeError} on a node that is not there, a repeated target, or a hop of neither 0 nor 1
 * Time: O(levels · edges between rows) for each 512 columns; 206 bytes a row and thread.
 */
export async function farthestLater(
  threads: ClosureThreads,
  question: FarthestQuestion,
  waiter: ClosureWaiter = {},
): Promise<Uint32Array> {
  checkFarthest(question);
  const { graph, hopOf, sources, targets } = question;
  if (!threads.isFast) return plainFarthest(question);
  const plan = planFarthest(graph, hopOf, targets);
  const tasks = placeFarthest(plan, threads.otherCount, waiter.mostBytes);
  await threads.runLater(tasks, waiter);
  const most = readFarthest(tasks, plan.rowCount);
  return sources.map((u) => (plan.rowOf[u] === NONE ? 0 : most[plan.rowOf[u]]));
}

function checkFarthest({ graph, hopOf, sources, targets }: FarthestQuestion): void {
  checkGraph(graph);
  const nodeCount = graph.offsets.length - 1;
  if (hopOf.length !== graph.targets.length) {
    throw new RangeError(`${hopOf.length} hop costs, ${graph.targets.length} edges`);
  }
  for (let e = 0; e < hopOf.length; e++) if (hopOf[e] > 1) throw new RangeError(`edge ${e} costs ${hopOf[e]} hops`);
  for (let s = 0; s < sources.length; s++) {
    if (sources[s] >= nodeCount) throw new RangeError(`source ${sources[s]} among ${nodeCount} nodes`);
  }
  checkDistinct('target', targets, nodeCount);
}
