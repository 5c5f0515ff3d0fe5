import type { Csr, OrderedCsr } from './csr.ts';
import { distancesTo } from './distances.ts';
import type { EdgeCosts } from './distances.ts';
import { createHeap, popHeap, pushHeap } from './heap.ts';
import { createPathSearch, lengthOf, searchPath } from './path-search.ts';
import type { PathSearch } from './path-search.ts';
import { reachedFrom } from './reached.ts';

/** A way from one node to another that enters no node twice. */
interface Path {
  /** Edge indices of the graph, in order. */
  readonly edges: Uint32Array;
  readonly cost: number;
}

/** The cheapest paths, cheapest first; among equally cheap ones those with fewer edges first. */
export interface CheapestPaths {
  readonly paths: readonly Path[];
  /** False where the budget ended before k paths were found: those given are the cheapest all the same. */
  readonly isComplete: boolean;
}

/** What is asked for. */
export interface PathQuestion {
  readonly from: number;
  readonly to: number;
  /** At most so many paths. */
  readonly k: number;
  /** At most so many looks at an edge after the first search (one search looks at each once); 20 million when absent. */
  readonly budget?: number;
}

/** Paths that begin like `parent` up to its edge `at`, and go on by an edge that is not banned. */
interface Branch {
  readonly parent: FoundPath | undefined;
  readonly at: number;
  readonly banned: ReadonlySet<number>;
  /** The branch's shortest path, once it has been searched for. */
  path: FoundPath | undefined;
}

interface FoundPath {
  readonly edges: Uint32Array;
  /** Nodes of the path, one more than edges. */
  readonly nodes: Uint32Array;
  /** As long as `nodes`; length from the path's start to each. */
  readonly lengths: Float64Array;
}

const DEFAULT_BUDGET = 20_000_000;
/** What keeping a branch costs of the budget, so that it bounds memory too. */
const BRANCH_COST = 16;

/**
 * The k cheapest loopless paths between two nodes; parallel edges make different paths, a node has none to itself.
 *
 * Yen's algorithm as Lawler cut it into disjoint branches, each searched only when its lower bound (exact distances to
 * the end) comes first.
 * @param reverse the graph transposed
 * @param costs length edgeCount; not negative; whole numbers below 2^53 / nodeCount in sum are compared exactly
 * @throws {RangeError} when a node is not there, a cost is negative or none, or `costs` has another length
 * Time O(m), O(m log n) of what lies between, and then within the budget, which keeps a hostile graph from taking for ever.
 */
export function cheapestPaths(
  graph: Csr,
  reverse: OrderedCsr,
  costs: EdgeCosts,
  { from, to, k, budget = DEFAULT_BUDGET }: PathQuestion,
): CheapestPaths {
  const nodeCount = graph.offsets.length - 1;
  if (costs.length !== graph.targets.length)
    throw new RangeError(`${costs.length} costs, ${graph.targets.length} edges`);
  for (const u of [from, to]) if (!(u >= 0 && u < nodeCount)) throw new RangeError(`node ${u} of ${nodeCount}`);
  if (costs instanceof Float64Array) checkCosts(costs);
  if (from === to) return { paths: [], isComplete: true };

  const isReached = reachedFrom(graph, [from]);
  if (isReached[to] === 0) return { paths: [], isComplete: true };

  // A path has fewer than nodeCount edges, so cost decides and the number of edges breaks ties.
  const distances = distancesTo(reverse, to, costs, nodeCount, isReached);
  const search = createPathSearch(graph, to, costs, distances, budget);
  const found = [...shortestPaths(search, from, k)];
  return {
    paths: found.map(({ edges }) => ({ edges, cost: edges.reduce((sum, e) => sum + costs[e], 0) })),
    isComplete: search.budget >= 0,
  };
}

function checkCosts(costs: Float64Array): void {
  for (let e = 0; e < costs.length; e++) if (!(costs[e] >= 0)) throw new RangeError(`cost ${e} is ${costs[e]}`);
}

/** Takes branches by lower bound; a path that is taken splits the rest of its branch into further ones. */
function* shortestPaths(search: PathSearch, from: number, k: number): Generator<FoundPath> {
  const branches: Branch[] = [{ parent: undefined, at: 0, banned: new Set(), path: undefined }];
  const heap = createHeap();
  pushHeap(heap, search.distances[from], 0, 0);
  for (let count = 0; count < k && heap.size > 0;) {
    const bound = heap.keys[0];
    const branch = branches[popHeap(heap)];
    if (branch.path === undefined) {
      branch.path = findPath(search, from, branch);
      if (search.budget < 0) return;
      if (branch.path === undefined) continue;
      const length = branch.path.lengths[branch.path.lengths.length - 1];
      if (length > bound) {
        pushHeap(heap, length, 0, branches.length);
        branches.push(branch);
        continue;
      }
    }
    yield branch.path;
    if (++count === k) return;
    for (const [lowerBound, next] of split(search, branch, branch.path)) {
      pushHeap(heap, lowerBound, 1, branches.length);
      branches.push(next);
    }
    if (search.budget < 0) return;
  }
}

/** The shortest path of a branch: its parent's beginning and the shortest way on. */
function findPath(search: PathSearch, from: number, { parent, at, banned }: Branch): FoundPath | undefined {
  const root = parent?.nodes.subarray(0, at) ?? new Uint32Array(0);
  search.budget -= at;
  for (const u of root) search.isClosed[u] = 1;
  const rest = searchPath(search, parent?.nodes[at] ?? from, banned);
  for (const u of root) search.isClosed[u] = 0;
  if (rest === undefined) return undefined;

  const edges = new Uint32Array(at + rest.length);
  if (parent !== undefined) edges.set(parent.edges.subarray(0, at));
  edges.set(rest, at);
  const nodes = new Uint32Array(edges.length + 1);
  const lengths = new Float64Array(edges.length + 1);
  nodes[0] = from;
  for (const [i, e] of edges.entries()) {
    nodes[i + 1] = search.graph.targets[e];
    lengths[i + 1] = lengths[i] + lengthOf(search, e);
  }
  return { edges, nodes, lengths };
}

/** The branches that hold all paths of `branch` but the one found, with a lower bound each. */
function* split(search: PathSearch, branch: Branch, path: FoundPath): Generator<[number, Branch]> {
  for (let at = 0; at < branch.at; at++) search.isClosed[path.nodes[at]] = 1;
  for (let at = branch.at; at < path.edges.length && search.budget >= 0; at++) {
    const banned = new Set(at === branch.at ? branch.banned : []).add(path.edges[at]);
    search.isClosed[path.nodes[at]] = 1;
    const way = shortestWayOn(search, path.nodes[at], banned);
    if (way === Infinity) continue;
    search.budget -= BRANCH_COST + banned.size;
    yield [path.lengths[at] + way, { parent: path, at, banned, path: undefined }];
  }
  for (const u of path.nodes) search.isClosed[u] = 0;
}

/** No way on from `u` is shorter: the closed nodes count for the first step only. */
function shortestWayOn(search: PathSearch, u: number, banned: ReadonlySet<number>): number {
  const { graph, distances, isClosed } = search;
  const end = graph.offsets[u + 1];
  let best = Infinity;
  search.budget -= 1 + end - graph.offsets[u];
  for (let e = graph.offsets[u]; e < end; e++) {
    const way = lengthOf(search, e) + distances[graph.targets[e]];
    if (way < best && isClosed[graph.targets[e]] === 0 && !banned.has(e)) best = way;
  }
  return best;
}
