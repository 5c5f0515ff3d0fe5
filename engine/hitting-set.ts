/** Elements that hit every set, and what is known of how cheap that can be. */
export interface HittingSet {
  /** Ascending. */
  readonly chosen: readonly number[];
  readonly value: number;
  /** No set of elements that hits all costs less; equal to `value` where the search came to its end. */
  readonly lowerBound: number;
  /** What sets charge side by side, no element more than it costs: the bound that needs no search. */
  readonly flow: number;
}

/** What a search holds on its way down. */
interface Search {
  readonly sets: readonly (readonly number[])[];
  readonly costs: ArrayLike<number>;
  /** By element: 0 free, 1 chosen, 2 given up. */
  readonly states: Uint8Array;
  /** By element, room for the bound. */
  readonly residual: Float64Array;
  readonly chosen: number[];
  best: number[];
  bestValue: number;
  stepsLeft: number;
}

/**
 * The cheapest elements of which each set holds one, by branch and bound over the smallest set that is not hit.
 *
 * The bound is a dual ascent: what each open set may charge its elements without charging any more than it costs.
 * @param sets each not empty
 * @param costs by element; positive
 * @param maximumSteps past so many branches the best that was found is given, with the bound at the root
 * @throws {RangeError} on an empty set or a cost that is not positive and finite
 */
export function leastHittingSet(
  sets: readonly (readonly number[])[],
  costs: ArrayLike<number>,
  maximumSteps: number,
): HittingSet {
  for (const set of sets) {
    if (set.length === 0) throw new RangeError('nothing hits an empty set');
    for (const element of set)
      if (!(costs[element] > 0 && costs[element] < Infinity))
        throw new RangeError(`element ${element}: ${costs[element]}`);
  }
  const minimal = minimalSets(sets);
  const search: Search = {
    sets: minimal,
    costs,
    states: new Uint8Array(costs.length),
    residual: new Float64Array(costs.length),
    chosen: [],
    best: greedyHits(minimal, costs),
    bestValue: 0,
    stepsLeft: maximumSteps,
  };
  search.bestValue = sumOf(search.best, costs);
  const atRoot = boundBelow(search);
  descend(search, 0);
  const lowerBound = search.stepsLeft > 0 ? search.bestValue : Math.min(atRoot, search.bestValue);
  return { chosen: search.best.toSorted((a, b) => a - b), value: search.bestValue, lowerBound, flow: atRoot };
}

/** The sets that hold no other, each once, smallest first. */
function minimalSets(sets: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const kept: Set<number>[] = [];
  for (const set of sets.toSorted((a, b) => a.length - b.length)) {
    const own = new Set(set);
    if (!kept.some((smaller) => [...smaller].every((element) => own.has(element)))) kept.push(own);
  }
  return kept.map((set) => [...set]);
}

/** Takes what hits most for its cost, then leaves out what is not needed. */
function greedyHits(sets: readonly (readonly number[])[], costs: ArrayLike<number>): number[] {
  const chosen: number[] = [];
  let open = sets;
  while (open.length > 0) {
    const counts = new Map<number, number>();
    for (const set of open) for (const element of set) counts.set(element, (counts.get(element) ?? 0) + 1);
    let best = -1;
    let bestRatio = 0;
    for (const [element, count] of counts) {
      const ratio = count / costs[element];
      if (ratio > bestRatio) [best, bestRatio] = [element, ratio];
    }
    chosen.push(best);
    open = open.filter((set) => !set.includes(best));
  }
  const needed = new Set(chosen);
  for (const element of chosen.toSorted((a, b) => costs[b] - costs[a])) {
    needed.delete(element);
    if (!sets.every((set) => set.some((other) => needed.has(other)))) needed.add(element);
  }
  return [...needed];
}

function descend(search: Search, value: number): void {
  if (search.stepsLeft-- <= 0) return;
  const bound = boundBelow(search);
  if (value + bound >= search.bestValue - 1e-9) return;
  const open = smallestOpen(search);
  if (open === undefined) {
    search.best = [...search.chosen];
    search.bestValue = value;
    return;
  }
  const { states, costs } = search;
  for (const element of open) {
    states[element] = 1;
    search.chosen.push(element);
    descend(search, value + costs[element]);
    search.chosen.pop();
    states[element] = 2; // ways with it are done
  }
  for (const element of open) states[element] = 0;
}

/** The free elements of the open set that has fewest of them, cheapest first; undefined where all sets are hit. */
function smallestOpen({ sets, states, costs }: Search): readonly number[] | undefined {
  let smallest: readonly number[] | undefined;
  for (const set of sets) {
    if (set.some((element) => states[element] === 1)) continue;
    const free = set.filter((element) => states[element] === 0);
    if (smallest === undefined || free.length < smallest.length) smallest = free;
  }
  return smallest?.toSorted((a, b) => costs[a] - costs[b]);
}

/** No less than this must still be paid; Infinity where an open set has nothing left. */
function boundBelow({ sets, states, costs, residual }: Search): number {
  for (const set of sets) for (const element of set) residual[element] = costs[element];
  let bound = 0;
  for (const set of sets) {
    let least = Infinity;
    for (const element of set) {
      if (states[element] === 1) least = 0;
      else if (states[element] === 0 && residual[element] < least) least = residual[element];
      if (least === 0) break;
    }
    if (least === Infinity) return Infinity;
    if (least === 0) continue;
    bound += least;
    for (const element of set) if (states[element] === 0) residual[element] -= least;
  }
  return bound;
}

function sumOf(elements: readonly number[], costs: ArrayLike<number>): number {
  return elements.reduce((sum, element) => sum + costs[element], 0);
}
