import type { CompiledStatement } from '../../policy/compile.ts';
import { principalMatch } from '../../policy/gate.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant } from '../estate/judge.ts';
import type { Resource } from '../estate/resources.ts';
import { buildAnswers, type Answer } from './answers.ts';
import type { Asker } from './askers.ts';
import type { Asks } from './asks.ts';
import { readsOf } from './reads.ts';
import { buildRowParts, type RowPart } from './row-parts.ts';
import type { MakeRowSet, RowSet } from './row-set.ts';
import type { RowClasses, RowTable } from './row-table.ts';
import { buildControlSource, coversUntouched } from './sources.ts';

/** Rows that are held alike: one judgement, made on the first of them, does for all. */
export interface HeldRows {
  readonly grant: Grant;
  /** In order; not empty. The first was judged. */
  readonly rows: readonly Resource[];
}

/** The same, of rows that were parted off for several askers. */
export interface HeldSet {
  readonly answer: Answer;
  readonly set: RowSet;
}

/** What is asked about a table. */
export interface Inquiry {
  readonly estate: Estate;
  readonly table: RowTable;
  readonly asks: Asks;
  /** Statements of the organisation policies that speak of the actions. */
  readonly controls: readonly CompiledStatement[];
  /** Whether the resources are of the askers' own account. */
  readonly isOwn: boolean;
  readonly makeSet: MakeRowSet;
}

/** Finds the rows that an asker holds. */
export type HeldSetsOf = (asker: Asker) => Iterable<HeldSet>;

/**
 * Judges a table for one asker after another.
 *
 * Rows that no pattern of a statement touches differ in their class alone; the others also in what covers them. Each
 * part is judged once for all askers of whom the same statements speak. Time an asker: its parts, not its rows.
 */
export function buildHeldSets(inquiry: Inquiry): HeldSetsOf {
  const { table, asks, controls, isOwn } = inquiry;
  const partRows = buildRowParts(inquiry);
  const controlsFor = buildControlSource(controls);
  const answerOf = buildAnswers(inquiry);
  const openingIn = buildOpening(table);
  return function* held(asker) {
    const { profile, allows, sources } = asker;
    if (!isOwn && allows.length === 0) return;
    const classes = table.classes(readsOf([...asker.own, ...controls]));
    const isWide = allows.some(coversUntouched);
    const opening = isOwn ? openingIn(classes) : [];
    if (!isWide && opening.length === 0 && sources.length === 0) return;
    const parted = partRows([...sources, controlsFor(profile)], classes, profile);
    const indices = isWide ? classes.members.keys() : opening;
    for (const index of indices) {
      if (!isWide && !opensItself(asker, table.rows[classes.members[index][0]])) continue;
      const set = parted.untouched(index);
      if (set === undefined) continue;
      const answer = answerOf({ asker, asks, classes, row: set.rows[0], index, at: `k${index}` });
      if (answer) yield { answer, set };
    }
    for (const part of parted.parts) {
      const { first, set } = part;
      const question = { asker, asks, classes, row: set.rows[0], index: classes.classOf[first], at: placeOf(part) };
      const answer = answerOf(question);
      if (answer) yield { answer, set };
    }
  };
}

/** Undefined where what the part's rows are to one asker says nothing of what they are to another. */
function placeOf({ set, isLone }: RowPart): string | undefined {
  return isLone ? undefined : String(set.id);
}

/** Classes whose own policy allows something. */
function buildOpening(table: RowTable): (classes: RowClasses) => readonly number[] {
  const known = new Map<RowClasses, readonly number[]>();
  return (classes) => {
    const opens = ([first]: readonly number[]): boolean => (table.rows[first].policy?.compiled.allows.length ?? 0) > 0;
    const found = known.get(classes) ?? [...classes.members.keys()].filter((index) => opens(classes.members[index]));
    known.set(classes, found);
    return found;
  };
}

/** Whether the resource's own policy may let the asker in by itself. */
function opensItself({ profile }: Asker, { policy }: Resource): boolean {
  return (policy?.compiled.allows ?? []).some((statement) => {
    const match = principalMatch(statement, profile.principal);
    return match !== 'no' && match !== 'account';
  });
}
