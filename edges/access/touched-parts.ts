import { arnText, matchesArn } from '../../policy/arn.ts';
import type { CompiledStatement } from '../../policy/compile.ts';
import type { ResourceMatcher, ResourceTemplate } from '../../policy/resource.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Resource } from '../estate/resources.ts';
import type { Asks } from './asks.ts';
import { objectPatternTexts, withoutVariables, type KeysOf } from './places.ts';
import type { RowClasses, RowTable } from './row-table.ts';
import { targetsOf } from './targets.ts';

/** Rows of which some pattern speaks, parted by what covers them. */
export interface TouchedParts {
  readonly rows: ReadonlySet<number>;
  /** Classes of which there is a row among them. */
  readonly inClass: ReadonlySet<number>;
  readonly parts: readonly (readonly number[])[];
}

interface Touching {
  readonly profile: Profile;
  readonly keysOf: KeysOf;
  readonly table: RowTable;
  readonly classes: RowClasses;
  readonly asks: Asks;
}

/** Finds the rows that the statements' patterns speak of, and parts them so that no statement tells those of a part from each other. */
export function partTouched(touching: Touching, statements: readonly CompiledStatement[]): TouchedParts {
  const { table, classes, asks, profile, keysOf } = touching;
  const telling = statements.flatMap(({ resources }) => (resources === undefined || resources.all ? [] : [resources]));
  const { rows, lone } = touchedRows(touching, statements);
  const parts = new Map<string, number[]>();
  const inClass = new Set<number>();
  for (const row of rows) {
    inClass.add(classes.classOf[row]);
    const key = lone.has(row)
      ? `\0${row}`
      : `${classes.classOf[row]} ${covered({ resource: table.rows[row], keysOf, asks, profile }, telling)}`;
    const part = parts.get(key);
    if (part) part.push(row);
    else parts.set(key, [row]);
  }
  return { rows, inClass, parts: [...parts.values()] };
}

/** In order; those that patterns with variables touch are for themselves, since variables may be of the resource. */
function touchedRows({ table, asks, profile }: Touching, statements: readonly CompiledStatement[]) {
  const found = new Set<number>();
  const lone = new Set<number>();
  for (const { text, isFilled } of statements.flatMap((statement) => patternsOf(statement, profile))) {
    for (const row of table.touched(text, asks.inside)) {
      found.add(row);
      if (isFilled) lone.add(row);
    }
  }
  if (asks.asksKeys)
    for (const text of objectPatternTexts(profile)) for (const row of table.touched(text, true)) found.add(row);
  return { rows: new Set([...found].sort((a, b) => a - b)), lone };
}

interface TouchingPattern {
  readonly text: string;
  /** It stands for a pattern with variables. */
  readonly isFilled: boolean;
}

function patternsOf({ resources, source }: CompiledStatement, profile: Profile): readonly TouchingPattern[] {
  if (resources === undefined || resources.all) return [];
  const templates = new Map(resources.templates.map((template) => [template.pattern, template]));
  return (source.resources ?? []).flatMap((pattern) => {
    const template = templates.get(pattern);
    const text = template === undefined ? pattern : filledPattern(template, profile);
    return text === undefined ? [] : [{ text, isFilled: template !== undefined }];
  });
}

/** The pattern without variables: fits at least what it fits with them. Undefined where that is nothing. */
function filledPattern({ pattern, whole }: ResourceTemplate, profile: Profile): string | undefined {
  const isOwn = !profile.isForeign && whole.keys.every((key) => /^aws:(principal|username|userid)/.test(key));
  return isOwn ? withoutVariables(pattern, profile) : pattern.replaceAll(/\$\{[^}]*\}/g, '*');
}

interface Place {
  readonly resource: Resource;
  readonly keysOf: KeysOf;
  readonly asks: Asks;
  readonly profile: Profile;
}

/** Which matchers cover each place of the resource, in one text. */
function covered({ resource, keysOf, asks }: Place, telling: readonly ResourceMatcher[]): string {
  const own = (resource.policy?.compiled.statements ?? []).flatMap(({ resources }) => resources ?? []);
  let text = '';
  for (const { action } of asks.kinds) {
    for (const { arn } of targetsOf(resource, action, keysOf))
      text += `${coveredAt(arn, telling)}${coveredAt(arn, own)} `;
    text += '/';
  }
  return text;
}

function coveredAt(arn: string, matchers: readonly ResourceMatcher[]): string {
  if (matchers.length === 0) return '';
  const place = arnText(arn);
  let text = '';
  for (const { exact, patterns } of matchers)
    text += exact.has(arn) || patterns.some((pattern) => matchesArn(pattern, place)) ? '1' : '0';
  return text;
}
