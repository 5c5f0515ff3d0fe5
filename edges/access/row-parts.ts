import type { Profile } from '../estate/profiles.ts';
import type { Asks } from './asks.ts';
import { keysOfPatterns } from './places.ts';
import type { MakeRowSet, RowSet } from './row-set.ts';
import type { RowClasses, RowTable } from './row-table.ts';
import type { Source } from './sources.ts';
import { partTouched } from './touched-parts.ts';

/** Rows that sources tell from the others and not from each other. */
export interface RowPart {
  readonly set: RowSet;
  /** Where the first row stands in the table. */
  readonly first: number;
  readonly isLone: boolean;
}

/** A table as some sources part it. */
export interface PartedRows {
  /** Of rows that some pattern touches, in the order of their first rows. */
  readonly parts: readonly RowPart[];
  /** The rows of a class that no pattern touches; undefined where there is none. */
  untouched(index: number): RowSet | undefined;
}

/** Parts a table for whoever holds the sources. */
export type PartRows = (sources: readonly Source[], classes: RowClasses, profile: Profile) => PartedRows;

interface Table {
  readonly table: RowTable;
  readonly asks: Asks;
  readonly makeSet: MakeRowSet;
}

/** Parts the table once a source; what several sources touch each for themselves is put together, and only else parted anew. */
export function buildRowParts(context: Table): PartRows {
  const { table, makeSet } = context;
  const known = new WeakMap<RowClasses, KnownTouched>();
  const parted = new WeakMap<Touched, PartedRows>();
  const wholes = new WeakMap<RowClasses, Map<number, RowSet>>();
  const knownOf = (classes: RowClasses): KnownTouched => {
    const found = known.get(classes) ?? { byOne: new Map<Source, Touched>(), bySeveral: new Map<string, Touched>() };
    known.set(classes, found);
    return found;
  };
  const touchedByOne = (source: Source, classes: RowClasses, profile: Profile): Touched => {
    const { byOne } = knownOf(classes);
    const found = byOne.get(source) ?? touchedAnew(context, [source], classes, profile);
    byOne.set(source, found);
    return found;
  };
  const touchedBy = (sources: readonly Source[], classes: RowClasses, profile: Profile): Touched => {
    if (sources.length === 1) return touchedByOne(sources[0], classes, profile);
    const { bySeveral } = knownOf(classes);
    const key = sources.map(({ id }) => id).join();
    const found = bySeveral.get(key) ?? touch(sources, classes, profile);
    bySeveral.set(key, found);
    return found;
  };
  const touch = (sources: readonly Source[], classes: RowClasses, profile: Profile): Touched => {
    const each = sources.map((source) => touchedByOne(source, classes, profile));
    return sources.length > 0 && areApart(each) ? united(each) : touchedAnew(context, sources, classes, profile);
  };
  const setOf = (rows: readonly number[]): RowSet => makeSet(rows.map((row) => table.rows[row]));
  const wholeOf = (classes: RowClasses, index: number): RowSet => {
    const ofClasses = wholes.get(classes) ?? new Map<number, RowSet>();
    wholes.set(classes, ofClasses);
    const set = ofClasses.get(index) ?? setOf(classes.members[index]);
    ofClasses.set(index, set);
    return set;
  };
  return (sources, classes, profile) => {
    const telling = sources.filter((source) => touchedByOne(source, classes, profile).parts.length > 0);
    const touched = touchedBy(telling, classes, profile);
    const found = parted.get(touched);
    if (found) return found;
    const left = new Map<number, RowSet | undefined>();
    const rows: PartedRows = {
      parts: touched.parts,
      untouched(index) {
        if (!left.has(index)) {
          const members = classes.members[index];
          const rest = members.filter((row) => !isTouched(touched, row));
          if (rest.length === members.length) left.set(index, wholeOf(classes, index));
          else left.set(index, rest.length === 0 ? undefined : setOf(rest));
        }
        return left.get(index);
      },
    };
    parted.set(touched, rows);
    return rows;
  };
}

/** What is touched, by the one source that does or by the ids of several. */
interface KnownTouched {
  readonly byOne: Map<Source, Touched>;
  readonly bySeveral: Map<string, Touched>;
}

interface Touched {
  readonly parts: readonly RowPart[];
  /** A bit a row. */
  readonly rows: Uint32Array;
}

function isTouched({ rows }: Touched, row: number): boolean {
  return ((rows[row >>> 5] >>> (row & 31)) & 1) === 1;
}

function touchedAnew(
  { table, asks, makeSet }: Table,
  sources: readonly Source[],
  classes: RowClasses,
  profile: Profile,
): Touched {
  const objects = sources.flatMap((source) => source.objects);
  const parts = partTouched({ keysOf: keysOfPatterns(objects, profile), table, classes, asks }, sources);
  const rows = new Uint32Array((table.rows.length + 31) >>> 5);
  for (const part of parts) for (const row of part.rows) rows[row >>> 5] |= 1 << (row & 31);
  return {
    rows,
    parts: parts.map((part) => ({
      set: makeSet(part.rows.map((row) => table.rows[row])),
      first: part.rows[0],
      isLone: part.isLone,
    })),
  };
}

/** Whether no row is touched twice. */
function areApart(each: readonly Touched[]): boolean {
  const all = new Uint32Array(each[0].rows.length);
  for (const { rows } of each) {
    for (let word = 0; word < all.length; word++) {
      if ((all[word] & rows[word]) !== 0) return false;
      all[word] |= rows[word];
    }
  }
  return true;
}

function united(each: readonly Touched[]): Touched {
  const all = new Uint32Array(each[0].rows.length);
  for (const { rows } of each) for (let word = 0; word < all.length; word++) all[word] |= rows[word];
  return { rows: all, parts: each.flatMap(({ parts }) => parts).sort((a, b) => a.first - b.first) };
}
