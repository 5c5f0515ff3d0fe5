import type { Finding, Said } from '../define-edge.ts';
import type { OwnWords } from './answers.ts';
import type { HeldSet } from './held-rows.ts';
import type { Level } from './levels.ts';
import { buildOwnSaid } from './own-words.ts';
import type { RowSet } from './row-set.ts';

interface Group {
  /** What is said of all. */
  readonly said: Said;
  readonly parts: Part[];
}

interface Part {
  readonly set: RowSet;
  readonly own: OwnWords | undefined;
}

/** Puts together what is held by the same statements, whatever resources say in policies of their own. */
export type HeldFindings = (held: Iterable<HeldSet>, profiles: readonly number[], level: Level) => Iterable<Finding>;

/** Lists of equal sets are one list, whoever holds them. */
export function buildHeldFindings(): HeldFindings {
  const listOf = buildLists();
  return function* findings(held, profiles, hold) {
    const from = profiles.length === 1 ? { profile: profiles[0] } : { profiles };
    const groups = new Map<string, Group>();
    for (const { answer, set } of held) {
      const group = groups.get(answer.key) ?? { said: answer.said, parts: [] };
      groups.set(answer.key, group);
      group.parts.push({ set, own: answer.own });
    }
    for (const { said, parts } of groups.values()) yield { from, ...listOf(parts), hold, ...said };
  };
}

type Listed = Pick<Finding, 'to' | 'each'>;

function buildLists(): (parts: readonly Part[]) => Listed {
  const known = new Map<string, Listed>();
  const saidOf = buildOwnSaid();
  return (parts) => {
    const key = parts.map(({ set, own }) => (own === undefined ? set.id : `${set.id}:${own.key}`)).join(' ');
    const found = known.get(key);
    if (found) return found;
    const to = parts.flatMap(({ set }) => set.rows.map(({ id }) => id));
    const each = parts.flatMap(({ set, own }) => (own === undefined ? [] : set.rows.map((row) => saidOf(row, own))));
    const listed = each.length === 0 ? { to } : { to, each };
    known.set(key, listed);
    return listed;
  };
}
