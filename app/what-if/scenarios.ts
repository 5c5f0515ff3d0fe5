import type { Change } from '../../model/change.ts';
import type { BothRadii } from '../../queries/compare/compare-radii.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import type { OpenSnapshot, Workspace } from '../workspace.ts';
import { NotFoundError } from '../not-found.ts';
import { simulate } from './simulate.ts';
import { whatIfBase, type WhatIfBase } from './what-if-base.ts';

/** So many scenarios are kept; the one that was not touched for longest goes first. */
const maximumKept = 32;

/** Changes under a name, and what they do to the snapshot that was asked last. */
export interface Scenario {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly snapshot: string;
  readonly simulation: Simulation;
}

/** An identity in each of several scenarios, and as it is. */
export interface ScenarioRow {
  readonly id: string;
  readonly before: BothRadii;
  /** In the order of the names. */
  readonly after: readonly BothRadii[];
}

/** What-if of one workspace: the facts of its snapshot are read once, scenarios are kept by name as long as it is open. */
export class Scenarios {
  readonly #kept = new Map<string, Scenario>();
  #base: { readonly snapshot: string; readonly base: Promise<WhatIfBase> } | undefined;

  get all(): readonly Scenario[] {
    return [...this.#kept.values()];
  }

  /**
   * What changes would do to the snapshot; kept where a name is given.
   *
   * @throws {InputError} when a change names something that is not there
   */
  async simulate(open: OpenSnapshot, changes: readonly Change[], name: string): Promise<Simulation> {
    const simulation = simulate(await this.#baseOf(open), changes, 'body');
    if (name !== '') this.#keep({ name, changes, snapshot: open.snapshot.info.id, simulation });
    return simulation;
  }

  /**
   * Scenarios side by side, each brought up to the snapshot; rows in the order of the largest change.
   *
   * @throws {NotFoundError} when there is no scenario of a name
   */
  async compare(open: OpenSnapshot, names: readonly string[]): Promise<readonly Scenario[]> {
    const scenarios: Scenario[] = [];
    for (const name of names) {
      const kept = this.#kept.get(name);
      if (kept === undefined) throw new NotFoundError(`there is no scenario ${name}`);
      if (kept.snapshot !== open.snapshot.info.id) await this.simulate(open, kept.changes, name);
      scenarios.push(this.#kept.get(name) ?? kept);
    }
    return scenarios;
  }

  #keep(scenario: Scenario): void {
    this.#kept.delete(scenario.name);
    this.#kept.set(scenario.name, scenario);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maximumKept && oldest !== undefined) this.#kept.delete(oldest);
  }

  async #baseOf(open: OpenSnapshot): Promise<WhatIfBase> {
    const snapshot = open.snapshot.info.id;
    if (this.#base?.snapshot !== snapshot) this.#base = { snapshot, base: whatIfBase(open) };
    const { base } = this.#base;
    return base.catch((error: unknown) => {
      this.#base = undefined;
      throw error;
    });
  }
}

/** Every identity that some scenario changes, with its blast radius in each; most changed first. */
export function sideBySide(scenarios: readonly Scenario[]): readonly ScenarioRow[] {
  const before = new Map<string, BothRadii>();
  for (const { simulation } of scenarios) for (const each of simulation.identities) before.set(each.id, each.before);
  const changed = scenarios.map(
    ({ simulation }) => new Map(simulation.identities.map((each) => [each.id, each.after])),
  );
  const rows = Array.from(before, ([id, was]) => ({ id, before: was, after: changed.map((of) => of.get(id) ?? was) }));
  return rows.sort((a, b) => spread(b) - spread(a) || (a.id < b.id ? -1 : 1));
}

function spread({ before, after }: ScenarioRow): number {
  return Math.max(...after.map(({ possible }) => Math.abs(possible.weight - before.possible.weight)));
}

const known = new WeakMap<Workspace, Scenarios>();

/** The scenarios of a workspace; they end with it. */
export function scenariosOf(workspace: Workspace): Scenarios {
  const found = known.get(workspace) ?? new Scenarios();
  known.set(workspace, found);
  return found;
}
