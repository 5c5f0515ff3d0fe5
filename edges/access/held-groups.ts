import type { Finding, Said } from '../define-edge.ts';
import { answerOf } from './answers.ts';
import type { HeldRows } from './held-rows.ts';
import type { Level } from './levels.ts';
import { buildOwnSaid } from './own-words.ts';

interface Group {
  /** What is said of all. */
  readonly said: Said;
  readonly to: string[];
  /** What is said of each alone; empty where nothing is. */
  readonly each: Said[];
}

/** Gathers what is held by the same statements, whatever resources say in policies of their own. */
export class HeldGroups {
  readonly #groups = new Map<string, Group>();
  readonly #ownSaid = buildOwnSaid();

  add(held: Iterable<HeldRows>): void {
    for (const { grant, rows } of held) {
      const { said, key, own } = answerOf(grant, rows[0]);
      const group = this.#groups.get(key) ?? { said, to: [], each: [] };
      this.#groups.set(key, group);
      for (const row of rows) {
        group.to.push(row.id);
        if (own) group.each.push(this.#ownSaid(row, own));
      }
    }
  }

  *findings(profiles: readonly number[], hold: Level): Iterable<Finding> {
    const from = profiles.length === 1 ? { profile: profiles[0] } : { profiles };
    for (const { said, to, each } of this.#groups.values())
      yield each.length === 0 ? { from, to, hold, ...said } : { from, to, hold, ...said, each };
  }
}
