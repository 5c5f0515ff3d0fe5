import { arnText, matchesArn } from '../../policy/arn.ts';
import type { ResourceMatcher } from '../../policy/resource.ts';
import type { Asks } from './asks.ts';
import type { KeysOf } from './places.ts';
import type { RowClasses, RowTable } from './row-table.ts';
import type { Source } from './sources.ts';
import { placesOf } from './targets.ts';
import type { TellingStatement } from './telling-statement.ts';

/** Rows of which some pattern speaks and that none tells apart. */
export interface TouchedPart {
  /** In order; not empty. */
  readonly rows: readonly number[];
  /** A pattern with variables touches the one row that it is, and variables may be of the resource. */
  readonly isLone: boolean;
}

interface Touching {
  readonly keysOf: KeysOf;
  readonly table: RowTable;
  readonly classes: RowClasses;
  readonly asks: Asks;
}

/** Finds the rows that the sources' patterns speak of, and parts them so that no statement tells those of a part from each other. */
export function partTouched(touching: Touching, sources: readonly Source[]): readonly TouchedPart[] {
  const { classes, asks } = touching;
  const { tellersOf, lists } = touchedRows(touching, sources);
  const matchers = lists.map((list) => list.map(({ resources }) => resources));
  const parts = new Map<number | string, { readonly rows: number[]; readonly isLone: boolean }>();
  for (const row of Uint32Array.from(tellersOf.keys()).sort()) {
    const list = tellersOf.get(row) ?? lone;
    const common = classes.classOf[row] * lists.length + list;
    // A pattern that touches a row covers it, but maybe not what lies inside.
    const key = list === lone ? -1 - row : asks.inside ? `${common} ${covered(touching, row, matchers[list])}` : common;
    const part = parts.get(key);
    if (part) part.rows.push(row);
    else parts.set(key, { rows: [row], isLone: list === lone });
  }
  return [...parts.values()];
}

/** In place of a list of those that touch a row: a pattern with variables does. */
const lone = -1;

interface TouchedRows {
  /** By row, which statements touch it: an index into the lists, or {@link lone}. */
  readonly tellersOf: ReadonlyMap<number, number>;
  /** Each in order. The first is empty, of rows that are only spoken of for what lies inside. */
  readonly lists: readonly (readonly TellingStatement[])[];
}

function touchedRows({ table, asks }: Touching, sources: readonly Source[]): TouchedRows {
  const tellersOf = new Map<number, number>();
  const lists: (readonly TellingStatement[])[] = [[]];
  for (const teller of sources.flatMap(({ telling }) => telling)) {
    const longer = buildLonger(lists, teller);
    for (const { text, isFilled } of teller.patterns) {
      for (const row of table.touched(text, asks.inside))
        tellersOf.set(row, isFilled ? lone : longer(tellersOf.get(row) ?? 0));
    }
  }
  for (const { text } of sources.flatMap(({ objects }) => objects)) {
    for (const row of table.touched(text, true)) tellersOf.set(row, tellersOf.get(row) ?? 0);
  }
  return { tellersOf, lists };
}

/** Finds the list that is longer by the teller; one that ends with it is that list already. */
function buildLonger(lists: (readonly TellingStatement[])[], teller: TellingStatement): (list: number) => number {
  const before = lists.length;
  const known = new Map<number, number>();
  return (list) => {
    if (list === lone || list >= before) return list;
    const longer = known.get(list) ?? lists.push([...lists[list], teller]) - 1;
    known.set(list, longer);
    return longer;
  };
}

/** Which matchers cover each place of the row, in one text; those that do not touch it cover none. */
function covered({ table, keysOf, asks }: Touching, row: number, matchers: readonly ResourceMatcher[]): string {
  const resource = table.rows[row];
  let text = '';
  for (const { action } of asks.kinds) {
    for (const arn of placesOf(resource, action, keysOf)) text += coveredAt(arn, matchers);
    text += '/';
  }
  return text;
}

/** A character for each fourteen matchers, or part of them. */
function coveredAt(arn: string, matchers: readonly ResourceMatcher[]): string {
  const place = arnText(arn);
  let text = '';
  let bits = 1;
  for (const { exact, patterns } of matchers) {
    const covers = exact.has(arn) || patterns.some((pattern) => matchesArn(pattern, place));
    bits = bits * 2 + (covers ? 1 : 0);
    if (bits < 0x4000) continue;
    text += String.fromCharCode(bits);
    bits = 1;
  }
  return text + String.fromCharCode(bits);
}
