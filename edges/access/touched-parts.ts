import { arnText, matchesArn } from '../../policy/arn.ts';
import type { ResourceMatcher } from '../../policy/resource.ts';
import type { Asks } from './asks.ts';
import type { KeysOf } from './places.ts';
import type { RowClasses, RowTable } from './row-table.ts';
import type { Source } from './sources.ts';
import { placesOf } from './targets.ts';

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
  const { classes } = touching;
  const parts = new Map<string, { readonly rows: number[]; readonly isLone: boolean }>();
  for (const [row, { tellers, isLone }] of touchedRows(touching, sources)) {
    const key = isLone ? `\0${row}` : `${classes.classOf[row]} ${covered(touching, row, tellers)}`;
    const part = parts.get(key);
    if (part) part.rows.push(row);
    else parts.set(key, { rows: [row], isLone });
  }
  return [...parts.values()];
}

/** What touches a row. */
interface Touch {
  /** Numbers of statements, in order. */
  readonly tellers: Map<number, ResourceMatcher>;
  isLone: boolean;
}

/** In order; those that patterns with variables touch are for themselves. */
function touchedRows({ table, asks }: Touching, sources: readonly Source[]): readonly (readonly [number, Touch])[] {
  const found = new Map<number, Touch>();
  const touchOf = (row: number): Touch => {
    const touch = found.get(row) ?? { tellers: new Map<number, ResourceMatcher>(), isLone: false };
    found.set(row, touch);
    return touch;
  };
  const telling = sources.flatMap((source) => source.telling);
  for (const [teller, { resources, patterns }] of telling.entries()) {
    for (const { text, isFilled } of patterns) {
      for (const row of table.touched(text, asks.inside)) {
        const touch = touchOf(row);
        touch.tellers.set(teller, resources);
        touch.isLone ||= isFilled;
      }
    }
  }
  const objects = sources.flatMap((source) => source.objects);
  for (const { text } of objects) for (const row of table.touched(text, true)) touchOf(row);
  return [...found].sort(([a], [b]) => a - b);
}

/** Which matchers cover each place of the row, in one text; those that do not touch it cover none. */
function covered({ table, keysOf, asks }: Touching, row: number, tellers: Touch['tellers']): string {
  const resource = table.rows[row];
  const own = (resource.policy?.compiled.statements ?? []).flatMap(({ resources }) => resources ?? []);
  const matchers = [...tellers.values(), ...own];
  let text = [...tellers.keys()].join();
  for (const { action } of asks.kinds) {
    text += '/';
    for (const arn of placesOf(resource, action, keysOf)) text += `${coveredAt(arn, matchers)} `;
  }
  return text;
}

function coveredAt(arn: string, matchers: readonly ResourceMatcher[]): string {
  const place = arnText(arn);
  let text = '';
  for (const { exact, patterns } of matchers)
    text += exact.has(arn) || patterns.some((pattern) => matchesArn(pattern, place)) ? '1' : '0';
  return text;
}
