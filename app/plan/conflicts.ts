import type { Way, Ways } from '../../graph/plan/ways.ts';
import { reaching, type Protecting } from './protecting.ts';

/** Grants of which every plan takes one, as far as is known. */
interface Conflict {
  /** Id of the node that reaches a target with these alone. */
  readonly source: string;
  /** Ascending. */
  readonly grants: readonly number[];
  /** What is gone where the way was seen. */
  readonly gone: readonly number[];
}

/** The conflicts that ways have shown, and which of them are proven. */
export class Conflicts {
  readonly #question: Protecting;
  readonly #changeable: readonly number[];
  readonly #known = new Map<string, Conflict>();
  readonly #proven = new Set<string>();
  readonly #disproven = new Set<string>();

  constructor(question: Protecting) {
    this.#question = question;
    this.#changeable = [...question.costs.keys()].filter((grant) => question.costs[grant] < Infinity);
  }

  get sets(): readonly (readonly number[])[] {
    return Array.from(this.#known.values(), ({ grants }) => grants);
  }

  get provenSets(): readonly (readonly number[])[] {
    return [...this.#known].flatMap(([key, { grants }]) => (this.#proven.has(key) ? [grants] : []));
  }

  get isProven(): boolean {
    return this.#proven.size === this.#known.size;
  }

  changeable(grants: readonly number[]): readonly number[] {
    return grants.filter((grant) => this.#question.costs[grant] < Infinity);
  }

  /**
   * Takes in what ways show.
   *
   * @param gone what is gone from the graph of these ways
   * @returns how many are new
   */
  addAll(ways: Ways, found: readonly Way[], gone: readonly number[]): number {
    let count = 0;
    for (const way of found) {
      const source = ways.graph.id(way.source);
      const grants = this.changeable(way.grants);
      // A way whose evidence does not name enough: what else it stands on is found by trying.
      if (grants.length === 0 || this.#disproven.has(keyOf(grants)))
        count += this.#add(this.#grown({ source, grants, gone }), true);
      else count += this.#add({ source, grants, gone }, false);
    }
    return count;
  }

  /** Proves conflicts until the time; whether one had to be mended. */
  prove(until: number): boolean {
    let mended = false;
    for (const [key, conflict] of this.#known) {
      if (this.#proven.has(key)) continue;
      if (performance.now() > until) return mended;
      if (this.#holds(conflict.source, conflict.grants)) this.#proven.add(key);
      else {
        this.#known.delete(key);
        this.#disproven.add(key);
        this.#add(this.#grown(conflict), true);
        mended = true;
      }
    }
    return mended;
  }

  #add(conflict: Conflict, isProven: boolean): number {
    const key = keyOf(conflict.grants);
    if (isProven) this.#proven.add(key);
    if (this.#known.has(key)) return 0;
    this.#known.set(key, conflict);
    return 1;
  }

  /** Whether the source reaches a target with these grants alone, beside those that must stay. */
  #holds(source: string, kept: readonly number[]): boolean {
    const { oracle, targets } = this.#question;
    const left = new Set(kept);
    const graph = oracle.without(this.#changeable.filter((grant) => !left.has(grant)));
    return reaching(graph, [source], targets).length > 0;
  }

  /** The conflict with as few grants more as make it hold: halves of the others are tried in turn. */
  #grown({ source, grants, gone }: Conflict): Conflict {
    const known = new Set([...grants, ...gone]);
    const others = this.#changeable.filter((grant) => !known.has(grant));
    const needed = this.#needed(source, grants, others);
    return { source, grants: [...grants, ...needed].sort((a, b) => a - b), gone };
  }

  /** A least part of the others without which the source does not reach; together with them it does. */
  #needed(source: string, kept: readonly number[], others: readonly number[]): readonly number[] {
    if (this.#holds(source, kept)) return [];
    if (others.length <= 1) return others;
    const half = others.length >>> 1;
    const [first, second] = [others.slice(0, half), others.slice(half)];
    const fromFirst = this.#needed(source, [...kept, ...second], first);
    return [...fromFirst, ...this.#needed(source, [...kept, ...fromFirst], second)];
  }
}

function keyOf(grants: readonly number[]): string {
  return grants.join(' ');
}
