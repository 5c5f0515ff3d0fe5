import type { Evidence } from '../../model/answers.ts';
import type { Finding, Said } from '../define-edge.ts';
import type { Grant } from '../estate/judge.ts';
import type { Resource } from '../estate/resources.ts';
import type { HeldRows } from './held-rows.ts';
import type { Level } from './levels.ts';

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

  add(held: Iterable<HeldRows>): void {
    for (const { grant, rows } of held) {
      const { said, ofRow } = splitGrant(grant, rows[0]);
      const key = JSON.stringify([
        ofRow === undefined,
        said.conditions,
        said.evidence.map(({ document, statement, via }) => [document, statement, via]),
      ]);
      const group = this.#groups.get(key) ?? { said, to: [], each: [] };
      this.#groups.set(key, group);
      for (const row of rows) {
        group.to.push(row.id);
        if (ofRow) group.each.push(ofRow(row));
      }
    }
  }

  *findings(profiles: readonly number[], hold: Level): Iterable<Finding> {
    const from = profiles.length === 1 ? { profile: profiles[0] } : { profiles };
    for (const { said, to, each } of this.#groups.values())
      yield each.length === 0 ? { from, to, hold, ...said } : { from, to, hold, ...said, each };
  }
}

/** Parts what a grant says of every resource in the like case from what the judged one's own policy says. */
function splitGrant(grant: Grant, judged: Resource): { said: Said; ofRow: ((row: Resource) => Said) | undefined } {
  const statements: readonly unknown[] = judged.policy?.statements ?? [];
  const own = grant.evidence.filter(({ text }) => statements.includes(text));
  if (own.length === 0 && judged.unread === undefined) return { said: grant, ofRow: undefined };
  const places = own.map((item) => ({ item, index: statements.indexOf(item.text) }));
  const said = {
    conditions: grant.conditions.filter((condition) => condition !== judged.unread),
    evidence: grant.evidence.filter((item) => !own.includes(item)),
  };
  return { said, ofRow: (row) => ({ conditions: unreadOf(row), evidence: places.map((place) => moved(place, row)) }) };
}

function unreadOf({ unread }: Resource): readonly string[] {
  return unread === undefined ? [] : [unread];
}

/** The statement at the same place in another resource's policy. */
function moved({ item, index }: { readonly item: Evidence; readonly index: number }, { policy }: Resource): Evidence {
  const text = policy?.statements[index];
  return policy === undefined || text === undefined ? item : { ...item, document: policy.id, text };
}
